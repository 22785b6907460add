"""Which way round a set lies: whether a network reads it better turned, mirrored, or with ink and paper changed over.

EMNIST's pictures lie mirrored on their side, those of many CSV are dark on light. No file says so; the digits do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import Digits
from mnistnet.network import Network
from mnistnet.words import mark, say

__all__ = ["TURNS", "Measured", "Way", "measured_way"]

Images = NDArray[np.uint8]
ASKED = 200  # digits
FEWEST = 10
CLEAR = 0.2  # of accuracy: by so much another way must be better
CHANCE, ENOUGH = 0.25, 100  # of accuracy: the best of sixteen ways gets up to 0.2 of so many digits by chance
GOOD = 0.5  # and at least this good: pictures of other things are read badly every way


@dataclass(frozen=True)
class Turn:
    """One of the eight ways to lay a square picture down: its name for people, and what is done to the pixels."""

    title: str
    images: Callable[[NDArray[Any]], NDArray[Any]]


TURNS: Mapping[str, Turn] = MappingProxyType(
    {
        "none": Turn(mark("as they are"), lambda x: x),
        "transpose": Turn(mark("with rows and columns changed over"), lambda x: x.swapaxes(1, 2)),
        "left": Turn(mark("turned to the left"), lambda x: np.rot90(x, 1, (1, 2))),
        "right": Turn(mark("turned to the right"), lambda x: np.rot90(x, -1, (1, 2))),
        "over": Turn(mark("turned upside down"), lambda x: x[:, ::-1, ::-1]),
        "mirror": Turn(mark("mirrored left to right"), lambda x: x[:, :, ::-1]),
        "flip": Turn(mark("mirrored top to bottom"), lambda x: x[:, ::-1]),
        "across": Turn(mark("mirrored at the other diagonal"), lambda x: x[:, ::-1, ::-1].swapaxes(1, 2)),
    }
)


@dataclass(frozen=True)
class Way:
    """A way to read the pictures of a set.

    Attributes
    ----------
    turn : str
        A name in `TURNS`.
    inverted : bool
        Whether dark is ink.
    """

    turn: str = "none"
    inverted: bool = False

    def images(self, images: Images) -> Images:
        """Return pictures read in this way, shape (n, rows, columns)."""
        turned = TURNS[self.turn].images(images)
        return np.ascontiguousarray(255 - turned if self.inverted else turned)

    def of(self, digits: Digits) -> Digits:
        """Return a set read in this way."""
        return digits if self == Way() else replace(digits, images=self.images(digits.images))

    @property
    def words(self) -> str:
        """The way in words, to stand behind "read them"."""
        if not self.inverted:
            return say(TURNS[self.turn].title)
        if self.turn == "none":
            return say("with dark as ink")
        return say("{turned} and with dark as ink", turned=say(TURNS[self.turn].title))


@dataclass(frozen=True)
class Measured:
    """What was measured of a set.

    Attributes
    ----------
    best : Way
        That which reads clearly best; as it is where none does.
    shares : mapping of Way to float
        The share of the asked digits, 0 to 1, that is read right in each way.
    digits : int
        How many were asked.
    """

    best: Way
    shares: Mapping[Way, float]
    digits: int

    def is_better_than(self, way: Way) -> bool:
        """Return whether the best way is clearly better than another one."""
        return bool(self.shares) and self.shares[self.best] - self.shares[way] >= CLEAR

    @property
    def is_chance(self) -> bool:
        """Whether no way is read better than by chance, so that pictures and labels do not belong together."""
        return self.digits >= ENOUGH and max(self.shares.values()) < CHANCE

    def chance_words(self, network: str) -> str:
        """Return that no way is read better than by chance, and why that may be."""
        return say(
            "However they lie, {network} reads no more than {most:share} of {n} of these pictures as their labels say, "
            "hardly more than by chance: do the labels stand in the order of the pictures, and are these digits?",
            network=network,
            most=max(self.shares.values()),
            n=self.digits,
        )

    def words(self, way: Way, network: str) -> str:
        """Return how much better the best way is than another."""
        return say(
            "{network} reads {better:share} of {n} of these digits {best}, and {worse:share} {way}.",
            network=network,
            better=self.shares[self.best],
            n=self.digits,
            best=self.best.words,
            worse=self.shares[way],
            way=way.words,
        )


def measured_way(digits: Digits, network: Network) -> Measured:
    """Return which way of eight turns, each light or dark on the other, a set is read best by a network.

    Parameters
    ----------
    digits : Digits
        Pictures of 28 x 28; 200 of them, evenly spaced, are asked. Of fewer than 10 nothing can be said.
    network : Network
        One that reads MNIST.

    Notes
    -----
    Another way is taken for better only where it gets 20 of 100 digits more than the set as it is, and half of them.
    """
    if len(digits) < FEWEST:
        return Measured(Way(), {}, len(digits))
    places = np.linspace(0, len(digits) - 1, min(ASKED, len(digits))).astype(int)
    images, labels = digits.images[places], digits.labels[places]
    shares = {
        way: float((network.predict(way.images(images)).argmax(axis=1) == labels).mean())
        for inverted in (False, True)
        for way in (Way(turn, inverted) for turn in TURNS)
    }
    best = max(shares, key=lambda way: shares[way])
    clear = shares[best] >= GOOD and shares[best] - shares[Way()] >= CLEAR
    return Measured(best if clear else Way(), shares, len(places))
