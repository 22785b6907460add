"""Two layers are alike if they find the same digits alike, however many nodes each has and in whatever order."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network
from mnistnet.words import say

__all__ = ["Likeness", "likeness", "linear_cka"]

Array = NDArray[Any]
PIXELS = "pixels"


def linear_cka(first: ArrayLike, second: ArrayLike) -> float:
    """Return the linear centred kernel alignment of two layers, 0 (nothing in common) to 1 (the same but for a turn).

    ``CKA = |X^T Y|^2 / (|X^T X| |Y^T Y|)`` with Frobenius norms, X and Y centred.

    Parameters
    ----------
    first, second : ndarray of shape (n, nodes)
        What each layer sends on for the same n pictures; the numbers of nodes may differ.

    Returns
    -------
    float
        NaN where a layer sends on the same for every picture.

    Raises
    ------
    ValueError
        If the two were shown different numbers of pictures.

    Notes
    -----
    It does not change when nodes are put in another order, when the space of a layer is turned, or when all
    its values are multiplied or shifted. Layers with many nodes against few pictures come out too alike, and
    the few directions of largest spread decide; two networks may differ a lot in what little is left.

    References
    ----------
    S. Kornblith, M. Norouzi, H. Lee, G. Hinton, "Similarity of Neural Network Representations Revisited", 2019,
    section 3.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])
    >>> round(linear_cka(points, 3 * points), 6)
    1.0
    """
    x, y = np.asarray(first, np.float64), np.asarray(second, np.float64)
    if len(x) != len(y):
        raise ValueError(
            say("Layers are compared on the same pictures, not on {first} and {second}.", first=len(x), second=len(y))
        )
    return _alignment(_gram(x), _gram(y))


@dataclass(frozen=True, eq=False)
class Likeness:
    """How alike each layer of one network is to each layer of another.

    Attributes
    ----------
    first, second : tuple of str
        The layers: "pixels", then what each layer sends on ("z1", "z2", ...).
    values : ndarray of shape (len(first), len(second))
        Their linear CKA, 0 to 1; NaN where a layer sends on the same for every picture.
    digits : int
        On how many pictures it was measured.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    values: Array
    digits: int


def likeness(first: Network, second: Network, images: ArrayLike, most: int = 1000) -> Likeness:
    """Return the linear CKA of every layer of the one network with every layer of the other.

    Parameters
    ----------
    first, second : Network
    images : ndarray of shape (n, rows, columns)
    most : int
        Of more pictures only the first so many are used: the work grows with their square.

    Notes
    -----
    The pixels stand first on both sides as a yardstick: what a layer shares with them needs no training.
    """
    shown = np.asarray(images)[:most]
    one, other = _grams(first, shown), _grams(second, shown)
    values = np.array([[_alignment(a, b) for b in other.values()] for a in one.values()])
    return Likeness(tuple(one), tuple(other), values, len(shown))


def _grams(network: Network, images: Array) -> dict[str, Array]:
    """Return the centred Gram matrix of the pixels and of what every layer sends on, each of shape (n, n)."""
    layers = {view: values for view, values in network.trace(images).items() if view.startswith("z")}
    return {name: _gram(values) for name, values in {PIXELS: network.encode(images), **layers}.items()}


def _gram(values: Array) -> Array:
    rows = values.reshape(len(values), -1).astype(np.float64)
    constant = np.ptp(rows, axis=0) == 0
    rows -= rows.mean(axis=0)
    rows[:, constant] = 0  # a mean of equal numbers may be off in its last bit
    return np.asarray(rows @ rows.T)


def _alignment(first: Array, second: Array) -> float:
    sizes = np.sqrt(np.vdot(first, first) * np.vdot(second, second))
    return float(np.vdot(first, second) / sizes) if sizes > 0 else float("nan")
