"""Weights in files of MATLAB's: arrays, also in structures and cells, of version 4, 5 and, with h5py, 7.3.

References
----------
R. B. Palm, "Prediction as a candidate for learning deep hierarchical models of data" (2012), whose DeepLearnToolbox
keeps a network as a structure with cells of weights, biases first, and bends by LeCun's 1.7159 tanh(2x/3).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.hdf5_file import arrays_of_hdf5
from mnistnet.digits import DataError
from mnistnet.digits.files.mat_file import is_mat, read_mat
from mnistnet.digits.files.rows import Room
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.refused import OF_TOOLBOX
from mnistnet.weight_files.said import said_by
from mnistnet.words import say

__all__ = ["is_mat", "is_mat_7_3", "read_mat_5", "read_mat_7_3"]

Array = NDArray[Any]
STEEP, WIDE = 2 / 3, 1.7159


def is_mat_7_3(content: bytes) -> bool:
    """Return whether a file is one of MATLAB's of version 7.3, which is HDF5 behind a block of its own."""
    return content.startswith(b"MATLAB 7.3")


def read_mat_7_3(content: bytes) -> Contents:
    """Return the arrays in a file of version 7.3; raises as `read_mat_5`."""
    arrays = arrays_of_hdf5(content)
    return Contents({name.replace("/", "."): array.T for name, array in arrays.items()})


def read_mat_5(content: bytes) -> Contents:
    """Return the arrays in a file of version 4 or 5, and what its texts say of their use.

    Raises
    ------
    WeightFileError
        If it is damaged or too large, or holds an object of MATLAB's and no arrays.
    """
    try:
        held = read_mat(iter([content]), Room(None), 2 * MOST_BYTES)
    except DataError as error:
        raise WeightFileError(str(error)) from error
    arrays = {name: rows.array for name, rows in held.arrays.items()}
    if held.has_objects and not any(array.ndim == 2 and min(array.shape) > 1 for array in arrays.values()):
        words = say(
            "This file holds an object of MATLAB's toolbox, which only MATLAB reads. There, save its weights with "
            "these lines:"
        )
        raise WeightFileError(words, OF_TOOLBOX)
    said = said_by(held.texts)
    if "tanh_opt" in held.texts.values():
        arrays, said = _less_wide(arrays), {**said, "activation": "tanh"}
    return Contents(arrays, None, "scratch", tuple(held.texts), said)


def _less_wide(arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Return arrays in which the weights of a toolbox's network are those of one with a plain tanh."""
    names = [name for name in arrays if name.rpartition(".")[0].endswith(".W")]
    found = dict(arrays)
    for i, name in enumerate(names):
        weights = arrays[name].astype(np.float64)
        if i and weights.ndim == 2:
            weights[:, 1:] *= WIDE
        found[name] = weights * (STEEP if i < len(names) - 1 else 1)
    return found
