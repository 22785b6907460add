"""The first book's own trained weights lie in its public repository; this tells whether a file is that one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.weight_files import File, array_shapes, content_of

__all__ = ["SAMPLE_WEIGHT", "BookFile", "Likeness", "is_the_books", "likeness"]


@dataclass(frozen=True)
class BookFile:
    """A weight file of a book that does not come along, and what is known of it.

    Attributes
    ----------
    name, repository, address : str
        The file, where it is published, and where the file itself is fetched.
    size : int
        In bytes.
    sha256 : str
        Of the file.
    digest : str
        `Network.digest` of the network in it, read as the book reads it.
    shapes : mapping of str to tuple
        The arrays in it.
    right, wrong : int
        How many of MNIST's 10,000 test digits it reads right, and how many it misreads.
    right_unscaled, wrong_unscaled : int
        The same, fed with pixels from 0 to 255.
    sums, sums_unscaled : (float, float)
        The smallest and the largest sum in its first layer over these digits, to the places that the
        source gives.
    """

    name: str
    repository: str
    address: str
    size: int
    sha256: str
    digest: str
    shapes: Mapping[str, tuple[int, ...]]
    right: int
    right_unscaled: int
    sums: tuple[float, float]
    sums_unscaled: tuple[float, float]
    count: int = 10_000

    @property
    def wrong(self) -> int:
        """How many of the test digits it misreads."""
        return self.count - self.right

    @property
    def wrong_unscaled(self) -> int:
        """How many it misreads when the pixels are not scaled."""
        return self.count - self.right_unscaled


SAMPLE_WEIGHT = BookFile(
    name="sample_weight.pkl",
    repository="https://github.com/oreilly-japan/deep-learning-from-scratch/tree/master/ch03",
    address="https://github.com/oreilly-japan/deep-learning-from-scratch/raw/master/ch03/sample_weight.pkl",
    size=181_853,
    sha256="b7f55a27988ba34c3777b0f1bbd464817c8a4db855723e6ff26f703501917a13",
    digest="3e64c076d7d8acd3",
    shapes=MappingProxyType(
        {"W1": (784, 50), "b1": (50,), "W2": (50, 100), "b2": (100,), "W3": (100, 10), "b3": (10,)}
    ),
    right=9_352,
    right_unscaled=9_207,
    sums=(-13.8, 13.3),
    sums_unscaled=(-3511, 3384),
)


@dataclass(frozen=True)
class Likeness:
    """How much a file is like the book's.

    Attributes
    ----------
    same_bytes : bool
        Whether its SHA-256 is the book's.
    same_numbers : bool
        Whether it holds the very same numbers, whatever its format.
    same_shapes : bool
        Whether its arrays have the same names and shapes.
    wrong : int or None
        How many of the official test digits it misreads; None if they are not here, or it is no such network.
    """

    same_bytes: bool
    same_numbers: bool
    same_shapes: bool
    wrong: int | None

    @property
    def is_it(self) -> bool:
        """Whether it is the book's file: by its bytes or numbers, or by its shapes and its 648 mistakes."""
        return self.same_bytes or self.same_numbers or self.wrong == SAMPLE_WEIGHT.wrong


def is_the_books(network: Network) -> bool:
    """Return whether a network holds the numbers of the book's file, and uses them as the book does."""
    return network.digest == SAMPLE_WEIGHT.digest


def likeness(file: File, network: Network, official: Digits | None) -> Likeness:
    """Return how much a weight file is like the book's.

    Parameters
    ----------
    file : str, Path, bytes or binary file
    network : Network
        What it was read as.
    official : Digits or None
        MNIST's 10,000 test digits, if they are here: only a file of the book's shapes is tried on them.

    Raises
    ------
    WeightFileError
        If the file cannot be read.
    """
    content = content_of(file)
    same_shapes = array_shapes(content) == SAMPLE_WEIGHT.shapes
    wrong = None
    if same_shapes and official is not None:
        wrong = int((network.predict(official.images).argmax(axis=1) != np.asarray(official.labels)).sum())
    same_bytes = hashlib.sha256(content).hexdigest() == SAMPLE_WEIGHT.sha256
    return Likeness(same_bytes, is_the_books(network), same_shapes, wrong)
