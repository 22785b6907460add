"""A sheet of paper: its colour and grain, what is printed on it, and what a pen leaves."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Picture = NDArray[np.float32]
Colour = tuple[int, int, int]
Rng = np.random.Generator

PENS: dict[str, tuple[Colour, float]] = {
    "black": ((25, 25, 30), 0.95),
    "blue": ((35, 55, 150), 0.9),
    "red": ((190, 35, 45), 0.9),
    "green": ((25, 110, 60), 0.9),
    "pencil": ((80, 80, 85), 0.7),
}


def blank(rng: Rng, rows: int, columns: int) -> Picture:
    """Return white or cream paper with a little grain, shape (rows, columns, 3), 0 to 255."""
    tint = np.array([1, 1 - rng.uniform(0, 0.04), 1 - rng.uniform(0, 0.12)]) * rng.uniform(215, 252)
    grain = rng.normal(0, rng.uniform(0.5, 3), (rows, columns, 1))
    return np.asarray(tint + grain, np.float32)


def grey(level: int) -> Colour:
    """Return a neutral colour."""
    return (level, level, level)


def printed(paper: Picture, draw: list[tuple[tuple[float, ...], Colour, int]]) -> Picture:
    """Return the paper with straight lines printed on it: (x0, y0, x1, y1), colour, width."""
    image = Image.fromarray(paper.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for ends, colour, width in draw:
        pen.line(ends, fill=colour, width=width)
    return np.asarray(image, np.float32)


def ruled(paper: Picture, pitch: int, colour: Colour, width: int, squared: bool) -> Picture:
    """Return lined or squared paper."""
    rows, columns = paper.shape[:2]
    level = [(0.0, float(y), float(columns), float(y)) for y in range(pitch // 2, rows, pitch)]
    upright = [(float(x), 0.0, float(x), float(rows)) for x in range(pitch // 2, columns, pitch)]
    return printed(paper, [(ends, colour, width) for ends in level + (upright if squared else [])])


def boxed(paper: Picture, corners: tuple[int, int, int, int], colour: Colour, width: int) -> Picture:
    """Return the paper with a printed box: left, top, right, bottom."""
    image = Image.fromarray(paper.clip(0, 255).astype(np.uint8))
    ImageDraw.Draw(image).rectangle(corners, outline=colour, width=width)
    return np.asarray(image, np.float32)


def written(paper: Picture, ink: NDArray[np.uint8], left: int, top: int, pen: str) -> Picture:
    """Return the paper with a digit on it; `ink` (rows, columns) is where the pen went, 0 to 255."""
    colour, opacity = PENS[pen]
    rows, columns = ink.shape
    share = np.zeros(paper.shape[:2], np.float32)
    inside = share[max(0, top) : top + rows, max(0, left) : left + columns]
    inside[...] = ink[max(0, -top) :, max(0, -left) :][: inside.shape[0], : inside.shape[1]] / np.float32(255)
    share *= np.float32(opacity)
    return paper * (1 - share[..., None]) + np.array(colour, np.float32) * share[..., None]


def digit_ink(image: NDArray[np.uint8], height: int, thicker: int = 0) -> NDArray[np.uint8]:
    """Return the ink of a digit as high as told, cut to its box; `thicker` pixels are added all around."""
    side = image.shape[0]
    ink = Image.fromarray(image)
    box = ink.point(lambda value: 255 if value > 90 else 0).getbbox() or (0, 0, side, side)
    ink = ink.crop((max(0, box[0] - 1), max(0, box[1] - 1), box[2] + 1, box[3] + 1))
    times = height / ink.height
    large = ink.resize((max(8, round(ink.width * times)), height), Image.Resampling.BICUBIC)
    sharp = np.clip((np.asarray(large, np.float32) / 255 - 0.35) * max(2.0, times / 2) + 0.5, 0, 1)
    ink = Image.fromarray(np.uint8(255 * np.pad(sharp, thicker)))
    for _ in range(thicker):
        ink = ink.filter(ImageFilter.MaxFilter(3))
    solid = ink.point(lambda value: 255 if value > 127 else 0).getbbox()
    return np.asarray(ink.crop(solid))
