"""A raw array is bytes with a shape and a number format from a stranger: tested first, then looked at, never copied."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_DIMENSIONS, NUMBER_FORMATS
from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["raw_array"]


def raw_array(
    data: bytes | bytearray | memoryview, shape: Any, code: str, order: str = "<", fortran: bool = False
) -> NDArray[Any]:
    """Return bytes as an array, in this machine's byte order.

    Parameters
    ----------
    data : bytes-like
    shape : tuple or list of int
    code : str
        The kind and size of a number, such as "f4".
    order : str
        "<" (or "|", "=") if the lowest byte comes first, ">" if the highest does.
    fortran : bool
        Whether the first index runs fastest.

    Raises
    ------
    WeightFileError
        If these do not belong together.
    """
    if not isinstance(shape, tuple | list) or len(shape) > MOST_DIMENSIONS:
        raise WeightFileError(say("An array in this file has no shape, or too many dimensions."))
    if not all(type(side) is int and 0 <= side <= 2**40 for side in shape):
        raise WeightFileError(say("An array in this file has an impossible shape."))
    if code not in NUMBER_FORMATS or order not in ("<", ">", "|", "="):
        raise WeightFileError(say("An array in this file holds something else than plain numbers."))
    if prod(shape) * int(code[1]) != len(data):
        raise WeightFileError(say("An array in this file is longer or shorter than its shape says."))
    array = np.frombuffer(data, np.dtype(("<" if order != ">" else ">") + code))
    if order == ">":
        array = array.byteswap(inplace=array.flags.writeable).view(array.dtype.newbyteorder())
    return array.reshape(shape, order="F" if fortran else "C")
