"""Weights under which no reading is better than chance may still be good ones, of pictures or answers the other way.

EMNIST's pictures, and MATLAB's, have rows and columns changed over; pictures may be dark ink on light paper; where
counting begins with 1 the answers are 1 to 9 and then 0, and where classes are sorted as words, another order. Each of
these is another order of weights, or other inputs for the same pixels, so that it can be undone exactly.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Measure
from mnistnet.words import mark, say

__all__ = ["Change", "change_of"]

Array = NDArray[Any]
ASKED = 100  # digits, of which a network that reads them gets far more than half
ENOUGH, ENOUGH_OF_ANY = 0.6, 0.8  # of any order, of which there are so many that some fit by chance
SIDE, CLASSES = 28, 10
IN_TURN, FROM_ONE = tuple(range(CLASSES)), (9, *range(CLASSES - 1))
TURNED = mark("its pictures had rows and columns changed over, as EMNIST's and MATLAB's have, which is undone")
DARK = mark("its pictures were dark ink on light paper, and get that here too")
ORDERED = mark("its answers stood in the order {order}, and are sorted")


@dataclass(frozen=True)
class Change:
    """How the pictures or the answers that a network learned from differ from MNIST's.

    Attributes
    ----------
    turned : bool
        Whether rows and columns of the pictures are changed over.
    dark : bool
        Whether they are dark ink on light paper.
    order : tuple of int
        Which answer stands for each digit.
    """

    turned: bool
    dark: bool
    order: tuple[int, ...]

    @property
    def words(self) -> str:
        """What is done to undo it."""
        order = ", ".join(map(str, np.argsort(self.order))) if self.order != IN_TURN else ""
        parts = (
            say(TURNED) if self.turned else "",
            say(DARK) if self.dark else "",
            say(ORDERED, order=order) if order else "",
        )
        return "; ".join(filter(None, parts))

    def undone(self, network: Network) -> Network:
        """Return the network for pictures and answers as MNIST has them, but for dark ink."""
        layers = list(network.layers)
        first = layers[0]
        if self.turned and isinstance(first, Dense):
            pictures = first.weights.reshape(SIDE, SIDE, -1)
            layers[0] = replace(first, weights=pictures.swapaxes(0, 1).reshape(first.weights.shape))
        last = layers[-1]
        if self.order != IN_TURN and isinstance(last, Dense):
            order = list(self.order)
            biases = None if last.biases is None else last.biases[order]
            layers[-1] = replace(last, weights=last.weights[:, order], biases=biases)
        return replace(network, layers=tuple(layers))

    def guess(self, guess: Guess) -> Guess:
        """Return a guess about the network that is undone: dark ink is the same pixels the other way round."""
        old = guess.encoding
        return replace(guess, encoding=PixelEncoding(old.ink, -old.scale)) if self.dark else guess

    def digits(self, digits: Digits) -> Digits:
        """Return digits with pictures such as the network learned from."""
        images = digits.images.swapaxes(1, 2).copy() if self.turned else digits.images
        return Digits(255 - images if self.dark else images, digits.labels, digits.name)


def change_of(
    networks: Sequence[Network], candidates: Sequence[Guess], own: Mapping[str, Any], digits: Digits
) -> Change | None:
    """Return in which other way a network at chance reads digits after all; None if in none.

    Parameters
    ----------
    networks, candidates, own
        As for `reading.taken`.
    digits : Digits
        All as MNIST has them.
    """
    some = Digits(digits.images[:ASKED], digits.labels[:ASKED], digits.name)
    guesses = [guess for guess in candidates if not guess.moments]
    tables = [
        (change, table)
        for turned, dark in product((False, True), repeat=2)
        for change in [Change(turned, dark, IN_TURN)]
        for table in _tables(networks, guesses, own, change.digits(some))
    ]
    for order, enough in ((IN_TURN, ENOUGH), (FROM_ONE, ENOUGH), (None, ENOUGH_OF_ANY)):
        found = [(change, order or tuple(table.argmax(axis=1)), table) for change, table in tables]
        rated = [(_share(table, one), change, one) for change, one, table in found if sorted(one) == [*IN_TURN]]
        right, change, one = max(rated, key=lambda rate: rate[0], default=(0.0, None, ()))
        if change is not None and right >= enough:
            return replace(change, order=tuple(map(int, one)))
    return None


def _tables(
    networks: Sequence[Network], guesses: Sequence[Guess], own: Mapping[str, Any], digits: Digits
) -> Iterator[Array]:
    """Yield for every guess how many digits got which answer, shape (digit, answer)."""
    for way, network in enumerate(networks):
        measure = Measure(network, digits)
        for guess in guesses:
            if guess.way == way:
                sums = measure.sums(None if "activation" in own else guess.activation, guess.encoding)
                table = np.zeros((CLASSES, CLASSES), int)
                np.add.at(table, (digits.labels, sums.argmax(axis=1)), 1)
                yield table


def _share(table: Array, order: Sequence[int]) -> float:
    return float(table[np.arange(CLASSES), list(order)].sum() / table.sum())
