"""Scaling: what becomes of a network that is fed pixels as it never saw them in training."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits import Digits
from mnistnet.mistakes.exam import Exam
from mnistnet.network import Network

__all__ = ["accuracy", "accuracy_shifted", "accuracy_unscaled", "shifted"]

Array = NDArray[Any]
DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))


def accuracy(network: Network, digits: Digits) -> float:
    """Return the share of digits that the network reads right, 0 to 1."""
    return _right(network.predict(digits.images), digits)


def accuracy_unscaled(network: Network, digits: Digits) -> float:
    """Return the share that it reads right when its inputs are pixels from 0 to 255, as they stand in the file.

    Notes
    -----
    The network was trained with the inputs of its encoding, about 0 to 1. Now every sum is about 255
    times as large, and sigmoids are driven to their ends.
    """
    inputs = np.asarray(digits.images, network.dtype).reshape(-1, *network.input_shape)
    return _right(network.forward(inputs)[network.views[-1]], digits)


def accuracy_shifted(network: Network, digits: Digits, pixels: int) -> float:
    """Return the share that it reads right when every digit is moved by so many pixels; mean of the four directions."""
    moved = [shifted(digits.images, down * pixels, right * pixels) for down, right in DIRECTIONS]
    return float(np.mean([_right(network.predict(images), digits) for images in moved]))


def shifted(images: ArrayLike, down: int, right: int) -> Array:
    """Return the pictures moved down and to the right; what leaves is lost, what enters is blank.

    Parameters
    ----------
    images : ndarray of shape (..., rows, columns)
    down, right : int
        In pixels; negative for up and left.
    """
    pictures = np.asarray(images)
    rows, columns = pictures.shape[-2:]
    moved = np.zeros_like(pictures)
    (to_rows, from_rows), (to_columns, from_columns) = _parts(rows, down), _parts(columns, right)
    moved[..., to_rows, to_columns] = pictures[..., from_rows, from_columns]
    return moved


def _parts(size: int, move: int) -> tuple[slice, slice]:
    """Return which part of an axis is filled by a move, and from which part."""
    kept = max(size - abs(move), 0)
    near, far = slice(0, kept), slice(size - kept, size)
    return (far, near) if move > 0 else (near, far)


def _right(outputs: Array, digits: Digits) -> float:
    return Exam(outputs, digits.labels).accuracy
