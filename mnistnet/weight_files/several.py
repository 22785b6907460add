"""Several files of one network: one array a file, or the weights in one and the biases in another, opened together."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.roles import role_of
from mnistnet.words import say

__all__ = ["joined", "stem_of_all"]

MOST_FILES = 40
Array = NDArray[Any]


def joined(files: Sequence[tuple[str, Contents]]) -> Contents:
    """Return what several files hold as if it were one.

    Parameters
    ----------
    files : sequence of (str, Contents)
        The name of each, which says what its arrays are where they do not say it themselves: ``wih.csv``,
        ``W1.npy``, or ``biases.npz`` with arr_0, arr_1.

    Raises
    ------
    WeightFileError
        If they are too many or too large together, or one of them is a whole network of ours.
    """
    if len(files) > MOST_FILES:
        raise WeightFileError(
            say("These are {n} files; a network has no more than {most}.", n=len(files), most=MOST_FILES)
        )
    if any(contents.card is not None for _, contents in files):
        raise WeightFileError(say("One of these files is a whole network that says all itself; open it alone."))
    arrays: dict[str, Array] = {}
    for name, contents in files:
        stem = PurePath(name).stem
        for word, array in contents.arrays.items():
            full = _full(stem, word, len(contents.arrays) == 1)
            if full in arrays:
                full = f"{stem}.{word}"
            arrays[full] = array
    if sum(array.nbytes for array in arrays.values()) > 4 * MOST_BYTES:
        raise WeightFileError(say("Together these files are larger than any network that can be read."))
    left_out = tuple(name for _, contents in files for name in contents.left_out)
    said = {key: word for _, contents in files for key, word in contents.said.items() if word != "each"}
    return Contents(arrays, None, habit_of(arrays), left_out, said)  # no order that one file says holds for all


def _full(stem: str, word: str, alone: bool) -> str:
    """Return what an array is called: as its file if it is alone there, as itself if its name says its role."""
    if alone and (word == "W1" or not role_of(word).role):
        return stem
    return word if role_of(word).role else f"{stem}.{word}"


def stem_of_all(names: Sequence[str]) -> str:
    """Return what a network in several files may be called: the first file's name."""
    return PurePath(names[0]).stem if names else "network"
