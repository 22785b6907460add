"""One sheet is one PNG with the maps of all layers under each other, to print or to keep; drawn with Pillow alone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from mnistnet.notebook.colours import PAPER, SCALE, signed_colours
from mnistnet.words import say

__all__ = ["Band", "one_sheet_png"]

Array = NDArray[Any]
INK, QUIET = "#1C1F24", "#8B8C8C"
MARGIN, GAP, HEAD, TITLE, ZOOM, ACROSS = 16, 6, 26, 14, 2, 20


@dataclass(frozen=True, eq=False)
class Band:
    """Some maps under one heading, on one scale.

    Attributes
    ----------
    heading : str
    maps : ndarray of shape (count, rows, columns)
        Signed values.
    titles : sequence of count str
        Stands over each map.
    across : int
        How many stand side by side.
    """

    heading: str
    maps: Array
    titles: Sequence[str]
    across: int = ACROSS

    @property
    def step(self) -> tuple[int, int]:
        """How far one map lies from the next, to the right and down, in pixels."""
        return self.maps.shape[2] * ZOOM + GAP, self.maps.shape[1] * ZOOM + TITLE + GAP

    @property
    def height(self) -> int:
        """How high the band is, with its heading, in pixels."""
        return HEAD + ceil(len(self.maps) / self.across) * self.step[1]


def one_sheet_png(heading: Sequence[str], bands: Sequence[Band]) -> bytes:
    """Return the bytes of a PNG with all bands under each other.

    Each band has a scale of its own, written in its heading: blue at its left end, orange at its right
    end, paper for zero.
    """
    large, plain, small = (ImageFont.load_default(size) for size in (17, 13, 10))
    top = MARGIN + 22 * len(heading)
    width = 2 * MARGIN + max(min(band.across, len(band.maps)) * band.step[0] for band in bands)
    image = Image.new("RGB", (max(width, 620), top + sum(band.height for band in bands) + MARGIN), PAPER)
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(heading):
        draw.text((MARGIN, MARGIN + 22 * i), _plain(line), INK, plain if i else large)
    for band in bands:
        limit = float(np.abs(band.maps).max(initial=0)) or 1.0
        words = say(
            "{heading}: from {value:.3g} to {limit:.3g}", heading=_plain(band.heading), value=-limit, limit=limit
        )
        draw.text((MARGIN, top + 4), words, INK, plain)
        _bar(draw, MARGIN + round(draw.textlength(words, plain)) + 10, top + 8)
        colours = signed_colours(band.maps, limit).repeat(ZOOM, axis=1).repeat(ZOOM, axis=2)
        for i, (tile, title) in enumerate(zip(colours, band.titles, strict=True)):
            down, across = divmod(i, band.across)
            x, y = MARGIN + across * band.step[0], top + HEAD + down * band.step[1]
            draw.text((x, y), _plain(title), INK, small)
            image.paste(Image.fromarray(tile), (x, y + TITLE))
            draw.rectangle((x - 1, y + TITLE - 1, x + tile.shape[1], y + TITLE + tile.shape[0]), outline=QUIET)
        top += band.height
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _bar(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Draw the colour scale, blue to orange."""
    for i, colour in enumerate(SCALE):
        draw.rectangle((x + 12 * i, y, x + 12 * i + 11, y + 8), fill=colour)


def _plain(text: str) -> str:
    """Return a text in the letters that Pillow's own font has."""
    known = text.replace("−", "-").replace("·", " ").replace("\u2009", "")
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in known)
