"""A list of whole networks, as programs keep one after each epoch: the last one is taken."""

from collections.abc import Mapping
from typing import Any

from numpy.typing import NDArray

from mnistnet.weight_files.order import PIXELS
from mnistnet.words import say

__all__ = ["last_of_list"]

Array = NDArray[Any]
CLASSES = 10


def last_of_list(arrays: Mapping[str, Array]) -> tuple[dict[str, Array], tuple[str, ...]]:
    """Return the arrays of the last of several networks, and what was done; of anything else all arrays.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        Of which those of a list are called "0.W1", "0.b1", "1.W1", ...
    """
    groups: dict[str, dict[str, Array]] = {}
    for name, array in arrays.items():
        top, _, rest = name.partition(".")
        groups.setdefault(top, {})[rest] = array
    shapes = [{rest: array.shape for rest, array in group.items()} for group in groups.values()]
    is_list = len(groups) > 1 and all(top.isdecimal() and len(top) < 6 for top in groups)
    if not is_list or any(one != shapes[0] for one in shapes) or not _is_whole(shapes[0]):
        return dict(arrays), ()
    last = groups[max(groups, key=int)]
    return last, (say("of several networks one behind the other the last is taken"),)


def _is_whole(shapes: Mapping[str, tuple[int, ...]]) -> bool:
    """Return whether arrays of such shapes, which all have names, begin with pixels and end with digits."""
    tables = [shape for shape in shapes.values() if len(shape) == 2]
    return "" not in shapes and all(any(side in shape for shape in tables) for side in (PIXELS, CLASSES))
