"""Dark, light and grey in a picture made backwards: which pixels it wants inked, wants blank, does not mind."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["AMOUNT", "Wishes", "pixel_wishes"]

Array = NDArray[Any]
AMOUNT = 0.05  # the network does not mind a pixel that changes the odds by less than 5 %, a factor of 1.05


@dataclass(frozen=True, eq=False)
class Wishes:
    """What a network wants of every pixel of a picture, all others being as they are.

    Attributes
    ----------
    change : ndarray of shape (rows, columns), float64
        How much larger the logarithm of the answer's odds is with the pixel inked than with it blank.
    amount : float
        A pixel that changes the odds by a smaller share than this is not minded.
    """

    change: Array
    amount: float = AMOUNT

    @property
    def wants(self) -> NDArray[np.int8]:
        """1 where the network wants ink, -1 where it wants blank paper, 0 where it does not mind."""
        minded = np.abs(self.change) >= np.log1p(self.amount)
        return np.where(minded, np.sign(self.change), 0).astype(np.int8)

    @property
    def shares(self) -> tuple[float, float, float]:
        """The shares of all pixels that are wanted inked, wanted blank and not minded; together 1."""
        wants = self.wants
        inked, blank = float((wants == 1).mean()), float((wants == -1).mean())
        return inked, blank, float((wants == 0).mean())


def pixel_wishes(network: Network, picture: Array, answer: int, amount: float = AMOUNT) -> Wishes:
    """Return what the network wants of every pixel of a picture for one of its answers.

    Every pixel in turn is made blank and then full ink while all others stay as they are, and the answer's
    odds, ``p / (1 - p)``, are compared. A pixel that changes them by a factor of less than 1 + `amount` is
    not minded.

    Parameters
    ----------
    network : Network
    picture : ndarray of shape (rows, columns)
        Pixels, 0 to 1.
    answer : int
        Whose odds count.
    amount : float
        A share of the odds: 0.05 is 5 %.

    Raises
    ------
    ValueError
        If the picture, the answer or the amount does not fit.

    Notes
    -----
    It is an experiment at this very picture. What a pixel would do to another picture, or two pixels
    together, is another question. For outputs that are no shares (identity, ReLU, tanh) the sum before
    the output stands in the place of the logarithm of the odds.
    """
    if picture.shape != network.image_shape:
        raise ValueError(
            say(
                "The network reads pictures of {wanted}, not of {shape}.",
                wanted=network.image_shape,
                shape=picture.shape,
            )
        )
    if not 0 <= answer < network.classes or not amount > 0:
        raise ValueError(say("The answer must be one of the network's own, and the amount larger than 0."))
    count = picture.size
    forced = np.tile(np.asarray(picture, np.float64).reshape(1, count), (2 * count, 1))
    places = np.arange(count)
    forced[places, places], forced[count + places, places] = 0, 1
    odds = _log_odds(network, forced.reshape(2 * count, *picture.shape), answer)
    return Wishes((odds[count:] - odds[:count]).reshape(picture.shape), amount)


def _log_odds(network: Network, pictures: Array, answer: int) -> Array:
    """Return log(p / (1 - p)) of one answer to every picture, shape (n,), from the sums, which never saturate."""
    sums = network.astype(np.float64).trace(pictures)[f"a{len(network.dense_layers)}"]
    own = sums[:, answer]
    if network.output_activation != "softmax" or network.classes == 1:
        return np.asarray(own)
    others = np.delete(sums, answer, axis=1)
    largest = others.max(axis=1)
    return np.asarray(own - largest - np.log(np.exp(others - largest[:, None]).sum(axis=1)))
