"""Bounds are held to before anything is decoded: the library, the pages, the workers and the commands have the same."""

from dataclasses import dataclass

__all__ = ["BOUNDS", "Bound"]


@dataclass(frozen=True)
class Bound:
    """The most that is accepted of one thing.

    Attributes
    ----------
    most : int
    unit : str
        "bytes" is printed in kB or MB.
    what : str
        Of what, in plain words.
    """

    most: int
    unit: str
    what: str


WEIGHT_FILE = Bound(16_000_000, "bytes", "A weight file (.pkl, .npz, .safetensors)")
WEIGHTS_AS_JSON = Bound(10_000_000, "bytes", "A weight file in JSON")
PARAMETERS = Bound(5_000_000, "weights", "Weights and biases in a weight file")
LAYERS = Bound(16, "layers", "Layers of a network, opened or trained")
NODES = Bound(24_000, "nodes", "Nodes of all its layers together; of a layer along the rows those of every row")
PICTURE_FILE = Bound(10_000_000, "bytes", "A picture file")
PICTURE = Bound(16_000_000, "pixels", "Pixels of a picture")
COSTLY_PICTURE = Bound(5_000_000, "pixels", "Pixels of a WEBP, a transparent or a 16-bit picture")
PICTURE_SIDE = Bound(20_000, "pixels", "The longer side of a picture")
SCANS = Bound(100, "scans", "Scans of a progressive JPEG")
CANVAS_PICTURE = Bound(500_000, "bytes", "The picture that a drawing board sends")
CANVAS_SIDE = Bound(1_200, "pixels", "The longer side of that picture")
STROKES = Bound(300_000, "bytes", "The strokes that a drawing board sends")
CANVAS_OBJECTS = Bound(2_000, "strokes", "Strokes on a drawing board")
STROKE_DEPTH = Bound(12, "levels", "Lists within lists in those strokes")
BOARD_HISTORY = Bound(4_000_000, "bytes", "What a drawing board remembers to undo")
DRAWING_IN_LINK = Bound(2_000, "letters", "The drawing in a link")
CHOICE_IN_LINK = Bound(400, "letters", "A choice in a link, and a line that is typed")
NAME = Bound(40, "letters", "A name that is typed, or stands in a file")
DATA_FILE = Bound(32_000_000, "bytes", "A data file (IDX, CSV)")
SET = Bound(20_000, "pictures", "Pictures of a set")
DESK_FILE = Bound(20_000_000, "bytes", "A desk")
DESK_UNPACKED = Bound(64_000_000, "bytes", "The arrays of a desk, unpacked")
MESSAGE = Bound(4_000_000, "bytes", "What a browser says at once of all that is on a page")
BATCH = Bound(100_000, "pictures", "Pictures of a batch")

BOUNDS: tuple[Bound, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Bound))
