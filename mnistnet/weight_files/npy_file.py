"""A weight file that is an .npy file: an array, several saved in turn, or an object that holds those of a network."""

from mnistnet.containers.npy_file import array_of_npy, object_of_npy, saved_in_turn
from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.contents import Contents

__all__ = ["read_npy"]


def read_npy(content: bytes) -> Contents:
    """Return the one array of an .npy file, called "W1", or all arrays of the object in it.

    Several calls of ``numpy.save`` into one open file leave several arrays in it: "arr_0", "arr_1", ...

    Raises
    ------
    WeightFileError
        If it is damaged.
    """
    parts = saved_in_turn(content)
    if len(parts) > 1:
        return Contents({f"arr_{i}": array_of_npy(f"arr_{i}", bytearray(part)) for i, part in enumerate(parts)})
    value = object_of_npy("W1", bytearray(content))
    if value is not None:
        return contents_of_value(value, Arrays())
    return Contents({"W1": array_of_npy("W1", bytearray(content))})
