"""Digits in files of PyTorch's, such as the two tensors of training.pt that torchvision kept; read without PyTorch."""

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.leaves import leaves_of
from mnistnet.containers.pickle_arrays import Arrays, is_array
from mnistnet.containers.torch_storages import Saved, newer, older
from mnistnet.containers.zip_file import members_of
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import MEMBERS, MOST_BYTES
from mnistnet.digits.files.rows import Rows
from mnistnet.words import say

__all__ = ["rows_of_torch"]

MOST_ARRAYS = 64


def rows_of_torch(content: bytes, most: int | None) -> dict[str, Rows]:
    """Return every tensor in a .pt file of today or of before version 1.6, by the way to it.

    Parameters
    ----------
    content : bytes
    most : int or None
        None takes files of any size.

    Raises
    ------
    DataError
        If it is damaged or too large, calls a function, or holds no tensor.
    """
    try:
        saved = _saved(content, None if most is None else MOST_BYTES)
        left = sum(map(len, saved.storages.values()))
        arrays = Arrays(saved.storages, saved.order, most=left)
        found: dict[str, Rows] = {}
        for name, leaf in leaves_of(saved.value):
            if is_array(leaf) and len(found) < MOST_ARRAYS:
                array = arrays.of(leaf)
                left -= array.nbytes
                if left < 0:  # tensors may name the same numbers over and over, and be larger than the file
                    raise DataError(say("A tensor in this file is larger than the file."))
                found[name] = Rows(array, len(array) if array.ndim else 0)
    except WeightFileError as error:
        raise DataError(error.sentence) from error
    if not found:
        raise DataError(say("This file of PyTorch's holds no tensors."))
    return found


def _saved(content: bytes, most: int | None) -> Saved:
    if content.startswith(b"PK"):
        return newer(content, members_of(content, MEMBERS), most)
    return older(content)
