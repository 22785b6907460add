"""A picture that a network was made to give is shown to it again, to see whether it recognises its own idea.

The convention of all inverse views: a picture is made of pixels, 0 (blank) to 1 (ink), and whoever shows it to a
network encodes these, ``input = offset + scale * pixel``. Climb and preimage look for pixels and encode them at every
step; the weight product and the mean digit are pictures from the start. Only a back-query ends with the input itself,
0.01 to 0.99, so the encoding is taken off it again, and what the network gets is exactly what came out of the weights.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network

__all__ = ["ReadBack", "read_back"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class ReadBack:
    """What a network answers to pictures made for known labels.

    Attributes
    ----------
    labels : ndarray of shape (n,), int
        What was wanted.
    outputs : ndarray of shape (n, classes)
        What the network gives.
    """

    labels: NDArray[np.int64]
    outputs: Array

    @property
    def best(self) -> NDArray[np.int64]:
        """The answers, shape (n,)."""
        return self.outputs.argmax(axis=1)

    @property
    def confidence(self) -> Array:
        """The output of each answer, shape (n,)."""
        return np.asarray(self.outputs.max(axis=1))

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether each picture is recognised as what was wanted, shape (n,)."""
        return np.asarray(self.best == self.labels)

    @property
    def count(self) -> int:
        """How many are."""
        return int(self.right.sum())


def read_back(network: Network, pictures: Array, labels: ArrayLike) -> ReadBack:
    """Return what `network` answers to pictures of shape (n, rows, columns), 0 to 1, made for `labels`.

    The pictures are pixels: a network that encodes its pixels encodes these, once.
    """
    return ReadBack(np.asarray(labels, np.int64), network.predict(pictures))
