"""Arrays in an HDF5 file, taken by a process of its own: h5py is large and written in C."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.npz_file import arrays_of_npz
from mnistnet.limits.apart import CannotReadError, TooSlowError, read_apart
from mnistnet.words import say

__all__ = ["HDF5", "arrays_of_hdf5", "can_read_hdf5"]

Array = NDArray[Any]
HDF5 = b"\x89HDF\r\n\x1a\n"
READER = Path(__file__).with_name("hdf5_reader.py")
SECONDS = 20


@cache
def can_read_hdf5() -> bool:
    """Return whether the package h5py is installed."""
    return find_spec("h5py") is not None


def arrays_of_hdf5(content: bytes) -> dict[str, Array]:
    """Return every array of numbers in an HDF5 file by its path; WeightFileError if it is damaged or too large."""
    try:
        return arrays_of_npz(read_apart(READER, content, seconds=SECONDS))
    except TooSlowError as error:
        raise WeightFileError(say("This .h5 file takes too long to be read.")) from error
    except CannotReadError as error:
        damaged = say("This .h5 file is damaged, or holds more than any network that can be read.")
        raise WeightFileError(damaged) from error
