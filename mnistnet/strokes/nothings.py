"""Nothings are what people draw that is no digit: dots, dashes, scribbles, letters, signs, and digits struck out."""

from collections.abc import Iterator

import numpy as np

from mnistnet.strokes.hand import Hand
from mnistnet.strokes.letters import LETTERS
from mnistnet.strokes.scribbles import SCRIBBLES
from mnistnet.strokes.signs import SIGNS
from mnistnet.strokes.styles import PARTS
from mnistnet.strokes.writers import Drawing
from mnistnet.training.losses import NOTHING
from mnistnet.words import say

__all__ = ["stroke_nothings"]


def _dot(hand: Hand, rng: np.random.Generator) -> Drawing:
    """Return a touch of the pen: hardly longer than the pen is wide."""
    around = rng.uniform(0.2, 0.8, 2) * hand.size
    touches = around + np.cumsum(rng.normal(0, 0.12, (int(rng.integers(1, 5)), 2)), axis=0) * hand.width
    return Drawing(NOTHING, "dot", (touches,), hand.width, hand.size, hand.inks_squares)


def stroke_nothings(seed: int, count: int, part: str = "tuning") -> Iterator[Drawing]:
    """Yield `count` drawings that are no digits, each by another hand; else as `stroke_digits`.

    Letters, signs, and dots, dashes and scribbles take turns. Some signs and scribbles, and some ways to write letters,
    are known to the part "held-back" alone.

    Raises
    ------
    ValueError
        If there is no such part.
    """
    if part not in PARTS:
        raise ValueError(say("There is no part {part!r}; there are {parts}.", part=part, parts=", ".join(PARTS)))
    letters, signs = ([style for style in styles if part in style.parts] for styles in (LETTERS, SIGNS))
    scribbles = [(name, make) for name, (make, parts) in SCRIBBLES.items() if part in parts]
    for number in range(count):
        rng = np.random.default_rng([seed, PARTS.index(part), number, NOTHING])
        hand, (turn, kind) = Hand.random(rng), divmod(number, 3)
        if kind == 2 and turn % (len(scribbles) + 1) == 0:
            yield _dot(hand, rng)
            continue
        style = (letters, signs)[kind % 2][turn % len((letters, signs)[kind % 2])]
        name, make = scribbles[turn % (len(scribbles) + 1) - 1]
        name, path = (name, make(rng)) if kind == 2 else (style.name, style.strokes)
        yield Drawing(NOTHING, name, tuple(hand.strokes(path, False, rng)), hand.width, hand.size, hand.inks_squares)
