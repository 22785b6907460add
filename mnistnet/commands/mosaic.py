"""A mosaic is one PNG with the influence maps of many nodes on one scale: blue pulls down, orange pushes up.

Drawn with Pillow alone, so that it needs no browser.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from mnistnet.notebook.colours import PAPER, signed_colours

__all__ = ["Layout", "mosaic_png"]

Array = NDArray[Any]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
INK, QUIET = "#1C1F24", "#8B8C8C"
MARGIN, GAP, HEAD, LINE, BAR = 16, 8, 16, 19, (240, 12)
NARROWEST = 620


@dataclass(frozen=True)
class Layout:
    """Where everything lies.

    Attributes
    ----------
    count, rows, columns : int
        How many maps, and how many cells each has.
    top : int
        Where the first row of tiles begins, in pixels.
    """

    count: int
    rows: int
    columns: int
    top: int

    @property
    def zoom(self) -> int:
        """How many pixels a side of a cell has: fewer where there are many maps."""
        return next(zoom for most, zoom in ((1, 14), (10, 4), (120, 3), (self.count, 2)) if self.count <= most)

    @property
    def across(self) -> int:
        """How many tiles stand side by side."""
        return min(self.count, 10 if self.count <= 120 else ceil(sqrt(1.3 * self.count)), 40)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the tiles together with the margins at their sides."""
        step, down = self._step, ceil(self.count / self.across)
        return max(2 * MARGIN + self.across * step[0] - GAP, NARROWEST), down * step[1]

    @property
    def _step(self) -> tuple[int, int]:
        return self.columns * self.zoom + GAP, self.rows * self.zoom + HEAD + GAP

    def corner(self, tile: int) -> tuple[int, int]:
        """Return x and y of the first pixel of a tile, below its title."""
        down, across = divmod(tile, self.across)
        return MARGIN + across * self._step[0], self.top + down * self._step[1] + HEAD


def mosaic_png(maps: Array, titles: Sequence[str], heading: Sequence[str], unit: str, notes: Sequence[str]) -> bytes:
    """Return the bytes of a PNG with all maps on one scale that is symmetric about zero.

    Parameters
    ----------
    maps : ndarray of shape (count, rows, columns)
        Signed values.
    titles : sequence of count str
        Stands over each map.
    heading : sequence of str
        Lines at the top.
    unit : str
        What a value of 1 means, written at the scale.
    notes : sequence of str
        Sentences under the scale.
    """
    heading, notes, titles, unit = _plain(heading), _plain(notes), _plain(titles), _plain([unit])[0]
    large, plain, small = (ImageFont.load_default(size) for size in (17, 13, 11))
    layout = Layout(len(maps), maps.shape[1], maps.shape[2], MARGIN + 6 + LINE * len(heading))
    width, height = layout.size
    lines = [line for words in notes for line in _wrapped(words, plain, width - 2 * MARGIN)]
    below = layout.top + height + 6
    image = Image.new("RGB", (width, below + 44 + LINE * len(lines) + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(heading):
        draw.text((MARGIN, MARGIN + i * (LINE + 3)), line, INK, large if i == 0 else plain)
    limit = float(np.abs(maps).max(initial=0)) or 1.0
    for tile, (values, title) in enumerate(zip(maps, titles, strict=True)):
        _tile(image, draw, layout, tile, signed_colours(values, limit))
        draw.text((layout.corner(tile)[0], layout.corner(tile)[1] - HEAD + 1), title, INK, small)
    _scale(image, draw, below, limit, unit, small)
    for i, line in enumerate(lines):
        draw.text((MARGIN, below + 44 + i * LINE), line, INK, plain)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _plain(texts: Sequence[str]) -> list[str]:
    """Return texts in the letters that Pillow's own font has."""
    return ["".join(c if c.isascii() or c == "±" else "?" for c in text) for text in texts]


def _tile(image: Image.Image, draw: ImageDraw.ImageDraw, layout: Layout, tile: int, colours: Array) -> None:
    """Draw one map, every cell a crisp square, with a thin frame around it."""
    x, y = layout.corner(tile)
    picture = Image.fromarray(colours.repeat(layout.zoom, axis=0).repeat(layout.zoom, axis=1))
    draw.rectangle((x - 1, y - 1, x + picture.width, y + picture.height), outline=QUIET)
    image.paste(picture, (x, y))


def _scale(image: Image.Image, draw: ImageDraw.ImageDraw, top: int, limit: float, unit: str, font: Font) -> None:
    """Draw the colour scale with its two ends, its middle and its unit."""
    ramp = signed_colours(np.linspace(-limit, limit, BAR[0]), limit)
    image.paste(Image.fromarray(ramp[None].repeat(BAR[1], axis=0)), (MARGIN, top))
    draw.rectangle((MARGIN - 1, top - 1, MARGIN + BAR[0], top + BAR[1]), outline=QUIET)
    for place, words, anchor in ((0, f"-{limit:.3g}", "la"), (0.5, "0", "ma"), (1, f"+{limit:.3g}", "ra")):
        draw.text((MARGIN + place * BAR[0], top + BAR[1] + 4), words, INK, font, anchor)
    draw.text((MARGIN + BAR[0] + 12, top - 1), f"{unit}: blue pulls down, orange pushes up", INK, font)


def _wrapped(words: str, font: Font, width: int) -> list[str]:
    """Return a sentence in lines that fit into a width."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if not lines[-1] or font.getlength(longer) <= width else [lines[-1], word]
    return lines
