"""A scene is what a question is about: one network, one picture and the test digits, as they lie there just now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.network import Network

__all__ = ["Array", "Scene", "ranked"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Scene:
    """A network, a picture and test digits; whatever is read off them is computed once.

    Attributes
    ----------
    network : Network
        Computed in double precision.
    image : ndarray of shape (rows, columns), uint8
    digits : Digits
        With labels; none of them was seen in training.
    label : int or None
        What the picture was meant to be; None for a drawing.
    marks : Exam or None
        The network's answers to the digits, where they are known already.
    """

    network: Network
    image: NDArray[np.uint8]
    digits: Digits
    label: int | None = None
    marks: Exam | None = None

    @cached_property
    def trace(self) -> dict[str, Array]:
        """Every view of the network for the picture, without the axis of the batch."""
        found = self.network.trace(self.image, np.float64)
        return {view: values[0] for view, values in found.items()}

    @property
    def sums(self) -> Array:
        """What arrives at the outputs, shape (classes,)."""
        return self.trace[self.network.views[-2]]

    @property
    def outputs(self) -> Array:
        """The answer, shape (classes,)."""
        return self.trace[self.network.views[-1]]

    @cached_property
    def ranking(self) -> list[int]:
        """The classes, the one with the largest sum first."""
        return ranked(self.sums)

    @property
    def best(self) -> int:
        """The answer."""
        return self.ranking[0]

    @property
    def second(self) -> int:
        """The class that came second."""
        return self.ranking[1]

    @property
    def confidence(self) -> float:
        """The output of the answer, 0 to 1."""
        return float(self.outputs[self.best])

    @property
    def gap(self) -> float:
        """By how much the answer's sum exceeds the second's."""
        return float(self.sums[self.best] - self.sums[self.second])

    @property
    def meant(self) -> int:
        """What the picture was meant to be; for a drawing, what the network takes it for."""
        return self.best if self.label is None else self.label

    @cached_property
    def exam(self) -> Exam:
        """The network's answers to the test digits, marked."""
        return self.marks or examine(self.network, self.digits)

    @cached_property
    def first_sums(self) -> Array:
        """The sums of the first layer's neurons, shape (neurons,); along the rows of a picture added up over them."""
        sums = self.trace["a1"]
        return sums if sums.ndim == 1 else sums.sum(axis=0)

    @property
    def middling_sum(self) -> float:
        """The sum of the first layer's node in the middle of the louder half."""
        sums = np.sort(np.ravel(self.trace["a1"]))[::-1]
        return float(sums[len(sums) // 4])

    def answers(self, images: Array) -> NDArray[np.intp]:
        """Return the answer to each of several pictures of shape (n, rows, columns)."""
        answers: NDArray[np.intp] = self.network.predict(images).argmax(axis=1)
        return answers


def ranked(values: Array) -> list[int]:
    """Return the places of some values, that of the largest first; of equals the lower place comes first."""
    return [int(one) for one in np.argsort(-values, kind="stable")]
