"""What layers make of a pattern as PNG pictures, each under its title; drawn with Pillow alone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.patterns.colours import PALETTES, coloured, paper, text_colour
from mnistnet.patterns.model import LayerOutput
from mnistnet.patterns.shapes import rearranged, strip

__all__ = ["HEAD", "MARGIN", "Look", "layer_pngs", "limits_of", "sheet_png", "title_of"]

Array = NDArray[Any]
Limit = tuple[float, float]
SIDE = 280  # pixels: pictures are enlarged, by whole numbers, to about this width or height
HEAD, LINE, MARGIN = 40, 17, 8  # pixels of the title over each picture, of a line of it, and around


@dataclass(frozen=True)
class Look:
    """How outputs become colours.

    Attributes
    ----------
    palette : str
        One of `mnistnet.patterns.colours.PALETTES`.
    common_scale : bool
        One scale for all pictures, else each has its own.
    as_strips : bool
        One-dimensional outputs as strips, else rearranged into a near-square.
    dark : bool
        Dark paper and light ink, as in the app's dark theme.
    """

    palette: str = PALETTES[0]
    common_scale: bool = False
    as_strips: bool = False
    dark: bool = False

    def picture(self, values: Array) -> Array:
        """Return an output as a two-dimensional picture."""
        return strip(values) if self.as_strips else rearranged(values)


def title_of(output: LayerOutput) -> tuple[str, str]:
    """Return the two lines over a picture: name and shape, then the smallest and the largest value."""
    shape = " x ".join(map(str, output.shape))
    return f"{output.name}: {shape}", f"{_short(output.values.min())} to {_short(output.values.max())}"


def limits_of(outputs: Sequence[LayerOutput], common: bool) -> list[Limit]:
    """Return the smallest and the largest value of each output, or of all of them."""
    pairs = [(float(o.values.min()), float(o.values.max())) for o in outputs]
    return [(min(low for low, _ in pairs), max(high for _, high in pairs))] * len(pairs) if common else pairs


def layer_pngs(outputs: Sequence[LayerOutput], look: Look | None = None) -> list[bytes]:
    """Return a PNG for each output, titled with the layer's name and shape."""
    look = look or Look()
    limits = limits_of(outputs, look.common_scale)
    return [
        sheet_png([look.picture(output.values)], [title_of(output)], [limit], 1, look)
        for output, limit in zip(outputs, limits, strict=True)
    ]


def sheet_png(
    pictures: Sequence[Array], titles: Sequence[Sequence[str]], limits: Sequence[Limit], across: int, look: Look
) -> bytes:
    """Return one PNG with many pictures side by side, each under its title.

    Parameters
    ----------
    pictures : sequence of ndarray of shape (rows, columns)
    titles : sequence of up to two str
    limits : sequence of (float, float)
        The smallest and the largest value of what shares the scale of each picture.
    across : int
        How many stand side by side.
    look : Look
    """
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(13)
    tiles = [_enlarged(coloured(p, limit, look.palette, look.dark)) for p, limit in zip(pictures, limits, strict=True)]
    widest = max(font.getlength(_plain(line)) for lines in titles for line in lines)
    width = MARGIN + max(ceil(widest), *(tile.shape[1] for tile in tiles))
    height = HEAD + MARGIN + max(tile.shape[0] for tile in tiles)
    across = min(across, len(tiles))
    size = MARGIN + across * width, MARGIN + ceil(len(tiles) / across) * height
    image = Image.new("RGB", size, paper(look.dark))
    draw = ImageDraw.Draw(image)
    for i, (tile, lines) in enumerate(zip(tiles, titles, strict=True)):
        x, y = MARGIN + i % across * width, MARGIN + i // across * height
        for k, line in enumerate(lines):
            draw.text((x, y + k * LINE), _plain(line), text_colour(look.dark), font)
        image.paste(Image.fromarray(tile), (x, y + HEAD))
        draw.rectangle((x - 1, y + HEAD - 1, x + tile.shape[1], y + HEAD + tile.shape[0]), outline="#8B8C8C")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _enlarged(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    zoom = max(1, SIDE // max(colours.shape[:2]))
    return colours.repeat(zoom, axis=0).repeat(zoom, axis=1)


def _plain(text: str) -> str:
    """Return a text in the letters that Pillow's own font has."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in text)


def _short(value: float) -> str:
    return f"{value:.3g}"
