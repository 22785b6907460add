"""Arrays in files of Julia's: JLD2, which is HDF5 behind a block of its own, as far as it holds arrays and no objects.

References
----------
"JLD2.jl: saves and loads Julia data structures in a format comprising a subset of HDF5".
"""

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.hdf5_file import arrays_of_hdf5
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.others import JULIA, of_julia

__all__ = ["is_julia", "read_julia"]


def is_julia(content: bytes) -> bool:
    """Return whether a file is one of JLD2's."""
    return content.startswith(JULIA)


def read_julia(content: bytes) -> Contents:
    """Return the arrays of such a file as Julia has them; WeightFileError with what to do where there are none."""
    try:
        arrays = arrays_of_hdf5(content)
    except WeightFileError as error:
        raise of_julia() from error
    tables = {name.replace("/", "."): array.T for name, array in arrays.items() if not name.startswith("_types")}
    if not any(array.ndim == 2 for array in tables.values()):
        raise of_julia()
    return Contents(tables)
