"""The feed hands out pictures in a new random order each epoch, encoded as the network wants them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network

__all__ = ["Feed", "random_part"]

Array = NDArray[Any]
INITIAL, SHUFFLING, DROPOUT, AUGMENTATION = range(4)  # the parts of a run that draw random numbers


def random_part(seed: int, part: int, *place: int) -> np.random.Generator:
    """Return the random numbers of one part of a run at one place in it (an epoch, a batch).

    Each part has its own child of ``SeedSequence(seed)``, as `SeedSequence.spawn` makes them, so no
    part disturbs another; and a run that is taken up again draws what it would have drawn.
    """
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(part, *place)))


class Feed:
    """Pictures and labels on their way into a network.

    Parameters
    ----------
    digits : Digits
    network : Network
        Says how pictures are encoded, how large they are and how many classes there are.
    seed : int

    Raises
    ------
    ValueError
        If the digits do not suit the network.
    """

    def __init__(self, digits: Digits, network: Network, seed: int) -> None:
        if len(digits) == 0:
            raise ValueError("There are no digits to learn from.")
        if int(digits.labels.max()) >= network.classes:
            raise ValueError(
                f"The labels go up to {digits.labels.max()}, but the network has {network.classes} outputs."
            )
        self.images = digits.images.reshape(len(digits), -1)
        self.labels = digits.labels.astype(np.intp)
        self._encoding, self._shape, self._seed = network.encoding, network.input_shape, seed
        self._bytes = np.empty((0, self.images.shape[1]), np.uint8)
        self._inputs = np.empty((0, self.images.shape[1]), network.dtype)
        self.order = np.arange(0)

    def __len__(self) -> int:
        return len(self.labels)

    def shuffle(self, epoch: int) -> None:
        """Put the pictures into the order of an epoch."""
        self.order = random_part(self._seed, SHUFFLING, epoch).permutation(len(self))

    def inputs(self, start: int, stop: int) -> Array:
        """Return the encoded pictures at these places of the epoch's order; they are overwritten by the next call."""
        if stop - start > len(self._inputs):
            self._bytes = np.empty((stop - start, self.images.shape[1]), np.uint8)
            self._inputs = np.empty(self._bytes.shape, self._inputs.dtype)
        inputs = self._inputs[: stop - start]
        inputs[...] = np.take(self.images, self.order[start:stop], axis=0, out=self._bytes[: len(inputs)], mode="clip")
        np.multiply(inputs, self._encoding.scale / 255, out=inputs)
        if self._encoding.offset:
            np.add(inputs, self._encoding.offset, out=inputs)
        return inputs.reshape(-1, *self._shape)
