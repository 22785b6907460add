"""A weight file that is one .npy file: one array, or a pickled object that holds the arrays of a network."""

from mnistnet.containers.npy_file import array_of_npy, object_of_npy
from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.contents import Contents

__all__ = ["read_npy"]


def read_npy(content: bytes) -> Contents:
    """Return the one array of an .npy file, called "W1", or all arrays of the object in it.

    Raises
    ------
    WeightFileError
        If it is damaged.
    """
    value = object_of_npy("W1", bytearray(content))
    if value is not None:
        return contents_of_value(value, Arrays())
    return Contents({"W1": array_of_npy("W1", bytearray(content))})
