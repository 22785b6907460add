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


WEIGHT_FILE = Bound(16_000_000, "bytes", "A weight file (.pkl, .npz, .safetensors, .onnx)")
WEIGHTS_AS_JSON = Bound(10_000_000, "bytes", "A weight file in JSON")
PARAMETERS = Bound(5_000_000, "weights", "Weights and biases in a weight file")
LAYERS = Bound(16, "layers", "Layers of a network, opened or trained")
NODES = Bound(24_000, "nodes", "Nodes of all its layers together; of a layer along the rows those of every row")
PICTURE_FILE = Bound(10_000_000, "bytes", "A picture file")
PICTURE = Bound(16_000_000, "pixels", "Pixels of a picture")
COSTLY_PICTURE = Bound(5_000_000, "pixels", "Pixels of a WEBP, a transparent or a 16-bit picture")
PICTURE_SIDE = Bound(20_000, "pixels", "The longer side of a picture")
SCANS = Bound(40, "scans", "Scans of a progressive JPEG")
STROKE_POINTS = Bound(2_000, "points", "Points of a stroke on the drawing board")
STROKES_AT_ONCE = Bound(50, "strokes", "Strokes that a drawing board tells of at once")
UNDO = Bound(50, "steps", "Steps that a drawing board can undo, each a picture of 280 x 280")
DRAWING_IN_LINK = Bound(2_000, "letters", "The drawing in a link")
SHEET_IN_LINK = Bound(368, "letters", "A painted sheet in a link")
CHOICE_IN_LINK = Bound(400, "letters", "A choice in a link, and a line that is typed")
NAME = Bound(40, "letters", "A name that is typed, or stands in a file")
UPLOAD = Bound(5_000_000, "bytes", "A file of weights, patterns or photos that is given to a page")
DATA_FILE = Bound(32_000_000, "bytes", "A data file (IDX, CSV, NumPy, a zip of pictures)")
DATA_UNPACKED = Bound(256_000_000, "bytes", "A pickle of digits, unpacked and passed over bit by bit")
DATA_KEPT = Bound(40_000_000, "bytes", "What is held of the arrays of a data file")
DATA_MEMBERS = Bound(80_000, "files", "Files in a zip of pictures")
DATA_SIDE = Bound(128, "pixels", "The longer side of a picture of a set; those in a zip, up to 1,000, are made smaller")
SET = Bound(20_000, "pictures", "Pictures of a set")
ANSWERS = Bound(200_000, "bytes", "A pupil's file of answers")
DESK_FILE = Bound(20_000_000, "bytes", "A desk")
DESK_UNPACKED = Bound(64_000_000, "bytes", "The arrays of a desk, unpacked")
SHELF = Bound(100_000_000, "bytes", "The networks that one visitor taught or brought, unpacked with their epochs")
MESSAGE = Bound(4_000_000, "bytes", "What a browser says at once of all that is on a page")
BATCH = Bound(100_000, "pictures", "Pictures of a batch")

BOUNDS: tuple[Bound, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Bound))
