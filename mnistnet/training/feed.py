"""The feed hands out pictures, in a new random order each epoch if wanted, encoded for the network."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.training.augmentation import Augmentation, Draws, augmented
from mnistnet.training.losses import NOTHING
from mnistnet.words import say

__all__ = ["Feed", "random_part"]

Array = NDArray[Any]
CHUNK = 200  # augmented pictures are made so many at a time: enough for NumPy, few enough for the processor's cache
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
    order : str
        A name in `mnistnet.training.settings.ORDERS`.

    Attributes
    ----------
    labels : ndarray of shape (n,), int
        Those of the digits; of pictures of nothing the number of classes.
    augmentation : Augmentation
        In force from the next picture on.

    Raises
    ------
    ValueError
        If the digits do not suit the network.
    """

    def __init__(self, digits: Digits, network: Network, seed: int, order: str = "shuffled") -> None:
        if len(digits) == 0:
            raise ValueError(say("There are no digits to learn from."))
        largest = int(digits.labels.max(initial=0, where=digits.labels != NOTHING))
        if largest >= network.classes:
            raise ValueError(
                say(
                    "The labels go up to {largest}, but the network has {classes} outputs.",
                    largest=largest,
                    classes=network.classes,
                )
            )
        self.images = digits.images.reshape(len(digits), -1)
        self.labels = np.minimum(digits.labels.astype(np.intp), network.classes)
        self._encoding, self._shape, self._seed = network.encoding, network.input_shape, seed
        self._image_shape = network.image_shape
        self.augmentation = Augmentation()
        self._draws: tuple[int, Draws] = (-1, Draws.of(0, np.random.default_rng(seed)))
        self._made: tuple[object, Array] = (None, np.empty(0))
        self._bytes = np.empty((0, self.images.shape[1]), np.uint8)
        self._inputs = np.empty((0, self.images.shape[1]), network.dtype)
        self._shuffles, self.order, self._epoch = order == "shuffled", np.arange(len(digits)), -1

    def __len__(self) -> int:
        return len(self.labels)

    def shuffle(self, epoch: int) -> None:
        """Put the pictures into the order of an epoch, which may be that of their file."""
        if epoch == self._epoch:
            return
        self._epoch = epoch
        if self._shuffles:
            self.order = random_part(self._seed, SHUFFLING, epoch).permutation(len(self))

    def inputs(self, start: int, stop: int) -> Array:
        """Return the encoded pictures at these places of the epoch's order; they are overwritten by the next call."""
        if stop - start > len(self._inputs):
            self._bytes = np.empty((stop - start, self.images[0].size), np.uint8)
            self._inputs = np.empty(self._bytes.shape, self._inputs.dtype)
        inputs = self._inputs[: stop - start]
        if self.augmentation.changes_nothing:
            chosen = self.order[start:stop]
            # (mode="wrap" spares NumPy a copy that guards `out` against places that do not exist)
            inputs[...] = self.images.take(chosen, axis=0, out=self._bytes[: len(inputs)], mode="wrap")
        else:
            self._augment(start, stop, inputs)
        np.multiply(inputs, self._encoding.scale / 255, out=inputs)
        if self._encoding.offset:
            np.add(inputs, self._encoding.offset, out=inputs)
        return inputs.reshape(-1, *self._shape)

    def _augment(self, start: int, stop: int, inputs: Array) -> None:
        """Fill in augmented pictures, made in chunks that always begin at the same places."""
        for chunk in range(start // CHUNK, -(-stop // CHUNK)):
            first = chunk * CHUNK
            begin, end = max(start, first), min(stop, first + CHUNK)
            inputs[begin - start : end - start] = self._chunk(chunk)[begin - first : end - first]

    def _chunk(self, chunk: int) -> Array:
        """Return the augmented pictures of one chunk, shape (up to CHUNK, pixels); the last one made is kept."""
        wanted = (self._epoch, chunk, self.augmentation)
        if self._made[0] != wanted:
            if self._draws[0] != self._epoch:
                rng = random_part(self._seed, AUGMENTATION, self._epoch)
                self._draws = (self._epoch, Draws.of(len(self), rng))
            places = slice(chunk * CHUNK, (chunk + 1) * CHUNK)
            images = self.images[self.order[places]].reshape(-1, *self._image_shape)
            pixels = augmented(images, self.augmentation, self._draws[1].part(places.start, places.stop))
            self._made = (wanted, pixels.reshape(len(pixels), -1))
        return self._made[1]
