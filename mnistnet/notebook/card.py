"""A card is what a notebook shows: a line of words, then pictures, each with a sentence; every word is escaped."""

from base64 import b64encode
from collections.abc import Iterable
from html import escape

import numpy as np
from numpy.typing import NDArray

from mnistnet.notebook.png import png_bytes

__all__ = ["card", "lines"]

ZOOM = 2
Picture = tuple[str, NDArray[np.uint8] | None]


def card(title: str, pictures: Iterable[Picture], below: str = "") -> str:
    """Return the HTML of a card.

    Parameters
    ----------
    title : str
        Any text: it is escaped, as are the sentences.
    pictures : iterable of (str, ndarray of shape (rows, columns, 3) or None)
        A sentence, and the pixels that it is about.
    below : str
        HTML that stands at the end.
    """
    parts = "".join(_part(words, pixels) for words, pixels in pictures)
    return f"<div><div><code>{escape(title)}</code></div>{parts}{below}</div>"


def lines(texts: Iterable[str]) -> str:
    """Return texts as the HTML of a list."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _part(words: str, pixels: NDArray[np.uint8] | None) -> str:
    """Return a sentence with its picture below, every pixel a crisp square."""
    if pixels is None:
        return f"<div>{escape(words)}</div>"
    source = f"data:image/png;base64,{b64encode(png_bytes(pixels)).decode()}"
    size = f'width="{ZOOM * pixels.shape[1]}" height="{ZOOM * pixels.shape[0]}"'
    style = 'style="image-rendering:pixelated;max-width:none;margin:2px 0"'
    return f'<div>{escape(words)}</div><img src="{source}" alt="{escape(words)}" {size} {style}>'
