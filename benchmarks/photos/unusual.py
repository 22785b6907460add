"""Photos as they come from a kitchen table, a monitor or an old phone: kinds that reading was not made by."""

import io
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from benchmarks.photos.camera import desk, seen, taken
from benchmarks.photos.sheet import Colour, Picture, Rng, blank, grey, printed

Line = tuple[tuple[float, ...], Colour, int]
Draw = Callable[[Rng, Picture, str], Picture]
ROWS, COLUMNS = 800, 640


def _glare(rng: Rng, picture: Picture, spots: int, reach: float) -> Picture:
    """Return the picture with light mirrored in it, so strong that what lies there turns white."""
    rows, columns = picture.shape[:2]
    y, x = np.mgrid[0:rows, 0:columns]
    for _ in range(spots):
        away = np.hypot(y - rng.uniform(0, 1) * rows, x - rng.uniform(0, 1) * columns) / columns
        share = rng.uniform(0.5, 0.9) * np.exp(-((away / reach) ** 2))[..., None].astype(np.float32)
        picture = picture * (1 - share) + 255 * share
    return picture


def _whiteboard(rng: Rng, draw: Draw) -> bytes:
    board = blank(rng, ROWS, COLUMNS) * np.float32(0.8)
    return taken(rng, _glare(rng, draw(rng, board, str(rng.choice(("black", "blue", "red", "green")))), 2, 0.15))


def _flash(rng: Rng, draw: Draw) -> bytes:
    return taken(rng, _glare(rng, draw(rng, blank(rng, ROWS, COLUMNS), "") * np.float32(0.6), 1, 0.4))


def _tablecloth(rng: Rng, draw: Draw) -> bytes:
    """Return a sheet on checks: stripes that cross, of a colour on white."""
    y, x = np.indices((ROWS, COLUMNS))
    pitch = int(rng.integers(25, 70))
    striped = ((y // pitch) % 2 + (x // pitch) % 2)[..., None] / 2
    colour = np.array([(190, 30, 40), (30, 60, 150), (30, 110, 60)][int(rng.integers(3))])
    cloth = (200 * (1 - striped) + colour * striped).astype(np.float32)
    return taken(rng, seen(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""), 12, 10, cloth))


def _newspaper(rng: Rng, draw: Draw) -> bytes:
    """Return a sheet that lies on columns of print."""
    page = desk(rng, ROWS, COLUMNS, 170)
    words: list[Line] = []
    for y in range(6, ROWS, 12):
        for x in range(8, COLUMNS, 28):
            if x % 160 > 20:
                words.append(((float(x), float(y), x + rng.uniform(12, 24), float(y)), grey(60), 5))
    return taken(rng, seen(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""), 12, 10, printed(page, words)))


def _recycled(rng: Rng, draw: Draw) -> bytes:
    """Return a pencil on grey paper with fibres."""
    paper = blank(rng, ROWS, COLUMNS) * np.float32(0.75)
    fibres: list[Line] = []
    for _ in range(400):
        x, y = rng.uniform(0, COLUMNS), rng.uniform(0, ROWS)
        ends = (x, y, x + rng.uniform(-6, 6), y + rng.uniform(-6, 6))
        fibres.append((ends, grey(int(rng.integers(145, 190))), 1))
    return taken(rng, draw(rng, printed(paper, fibres), "pencil"))


def _note(rng: Rng, draw: Draw) -> bytes:
    """Return a yellow note on a monitor that shows windows."""
    screen = np.full((ROWS, COLUMNS, 3), rng.uniform(15, 60), np.float32)
    for _ in range(5):
        top, left = int(rng.uniform(0, ROWS)), int(rng.uniform(0, COLUMNS))
        window = screen[top : top + int(rng.uniform(50, 300)), left : left + int(rng.uniform(50, 300))]
        window[...] = rng.uniform(30, 150, 3)
    paper = blank(rng, ROWS, COLUMNS) * np.array([1, 0.93, 0.5], np.float32)
    return taken(rng, seen(rng, draw(rng, paper, str(rng.choice(("black", "blue", "red")))), 12, 10, screen))


def _in_hand(rng: Rng, draw: Draw) -> bytes:
    """Return a sheet in front of a room, with a thumb over its lower edge."""
    sheet = draw(rng, blank(rng, ROWS, COLUMNS), "")
    photo = seen(rng, sheet, 12, 8, desk(rng, ROWS, COLUMNS, rng.uniform(40, 110)))
    y, x = np.indices((ROWS, COLUMNS))
    at = rng.uniform(0.3, 0.7) * COLUMNS
    thumb = ((x - at) / 50) ** 2 + ((y - ROWS) / (ROWS * 0.22)) ** 2 < 1
    photo[thumb] = np.array([205, 150, 125]) * rng.uniform(0.5, 1)
    return taken(rng, photo)


def _turned(rng: Rng, draw: Draw) -> bytes:
    """Return pixels that lie on their side, and the note of the camera that says so."""
    image = Image.open(io.BytesIO(taken(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""))))
    turned, notes, file = image.transpose(Image.Transpose.ROTATE_90), Image.Exif(), io.BytesIO()
    notes[0x0112] = 6
    turned.save(file, "JPEG", exif=notes)
    return file.getvalue()


def _coarse(rng: Rng, draw: Draw) -> bytes:
    """Return a JPEG of a quality of 20 of 100."""
    image = Image.open(io.BytesIO(taken(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""))))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=20)
    return file.getvalue()


def _thumbnail(rng: Rng, draw: Draw) -> bytes:
    """Return 60 pixels of height."""
    image = Image.open(io.BytesIO(taken(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""))))
    file = io.BytesIO()
    image.resize((48, 60), Image.Resampling.BOX).save(file, "PNG")
    return file.getvalue()


def _two_sheets(rng: Rng, draw: Draw) -> bytes:
    """Return a sheet that lies over another one."""
    table = desk(rng, ROWS, COLUMNS, rng.uniform(20, 110))
    under = seen(rng, blank(rng, ROWS, COLUMNS) * np.float32(0.92), 5, 30, table)
    return taken(rng, seen(rng, draw(rng, blank(rng, ROWS, COLUMNS), ""), 10, 8, under))


UNUSUAL: Mapping[str, Callable[[Rng, Draw], bytes]] = {
    "whiteboard with glare": _whiteboard,
    "flash": _flash,
    "checked tablecloth": _tablecloth,
    "sheet on a newspaper": _newspaper,
    "pencil on recycled paper": _recycled,
    "yellow note on a monitor": _note,
    "sheet held in a hand": _in_hand,
    "turned by the camera's note": _turned,
    "JPEG of quality 20": _coarse,
    "60 pixels high": _thumbnail,
    "two sheets": _two_sheets,
}
