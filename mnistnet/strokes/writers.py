"""A writer has a hand of his own and a favourite style of every digit."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mnistnet.strokes.catalogue import STYLES
from mnistnet.strokes.hand import Hand
from mnistnet.strokes.pen import inked
from mnistnet.strokes.styles import PARTS, Style
from mnistnet.words import say

__all__ = ["Drawing", "Writer", "stroke_digits"]

Points = NDArray[np.float64]
PAGES = 2  # how often a writer writes the ten digits
JOINED = (1, 4, 7)  # digits whose strokes run into one another where the pen is not lifted
SQUARES = 28


@dataclass(frozen=True, eq=False)
class Drawing:
    """A digit that somebody drew on a canvas.

    Attributes
    ----------
    label : int
        The digit, or `mnistnet.training.NOTHING`.
    style : str
        The style's name.
    strokes : tuple of ndarray of shape (points, 2)
        What the pen did, in pixels of the canvas, x before y.
    width : float
        Of the pen, in pixels.
    size : int
        Side of the canvas in pixels.
    inks_squares : bool
        Whether the canvas is inked square by square, 28 x 28 of them.
    """

    label: int
    style: str
    strokes: tuple[Points, ...]
    width: float
    size: int
    inks_squares: bool = False

    @property
    def canvas(self) -> NDArray[np.uint8]:
        """The canvas as the app receives it, shape (size, size, 4)."""
        return self.canvas_of(self.size)

    def canvas_of(self, size: int) -> NDArray[np.uint8]:
        """Return the drawing on a canvas with another side, shape (size, size, 4); of squares only whole ones."""
        if self.inks_squares:
            ratio = SQUARES / self.size
            full = inked([stroke * ratio for stroke in self.strokes], max(1.0, self.width * ratio), SQUARES) > 127
            return np.kron(np.uint8(255) * full, np.ones((size // SQUARES, size // SQUARES, 1), np.uint8))
        ratio = size / self.size
        every = max(1, round(1 / ratio))
        strokes = [np.concatenate([stroke[:-1:every], stroke[-1:]]) * ratio for stroke in self.strokes]
        return inked(strokes, self.width * ratio, size)


@dataclass(frozen=True)
class Writer:
    """One person.

    Attributes
    ----------
    styles : tuple of Style
        The favourite style of each digit, 0 to 9.
    hand : Hand
    """

    styles: tuple[Style, ...]
    hand: Hand

    @classmethod
    def random(cls, rng: np.random.Generator, part: str) -> "Writer":
        """Return somebody whose styles belong to a part ("tuning" or "held-back")."""
        styles = []
        for label in range(10):
            known = [style for style in STYLES if style.label == label and part in style.parts]
            styles.append(known[rng.integers(len(known))])
        return cls(tuple(styles), Hand.random(rng))

    def draw(self, label: int, rng: np.random.Generator) -> Drawing:
        """Return one digit by this writer."""
        style, hand = self.styles[label], self.hand
        strokes = hand.strokes(style.strokes, label in JOINED, rng)
        return Drawing(label, style.name, tuple(strokes), hand.width, hand.size, hand.inks_squares)


def stroke_digits(seed: int, count: int, part: str = "tuning") -> Iterator[Drawing]:
    """Yield `count` drawn digits, 0 to 9 in turn, twenty by each writer.

    The same seed gives the same drawings, and more of them begin with the same ones. The two parts
    have no writer in common, and each has styles that the other does not know: what was chosen on
    "tuning" can be measured fairly on "held-back".

    Raises
    ------
    ValueError
        If there is no such part.
    """
    if part not in PARTS:
        raise ValueError(say("There is no part {part!r}; there are {parts}.", part=part, parts=", ".join(PARTS)))
    for number in range(count):
        person, place = divmod(number, 10 * PAGES)
        if place == 0:
            rng = np.random.default_rng([seed, PARTS.index(part), person])
            writer = Writer.random(rng, part)
        yield writer.draw(place % 10, rng)
