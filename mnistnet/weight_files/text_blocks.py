"""Several matrices in one text, one below the other, with blank lines or headings between them, as many programs write.

A heading may say what follows it: "Layer 0 weights:", "# W1 784 50". Where one does not, the order has to tell.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.weight_files.roles import role_of

__all__ = ["blocks_of"]

Array = NDArray[Any]
Block = tuple[str, list[list[bytes]]]
MOST_BLOCKS = 40
LONGEST_HEADING = 60


def blocks_of(
    lines: Sequence[bytes], is_numbers: Callable[[bytes], Any], cells: Callable[[list[bytes]], list[list[bytes]]]
) -> dict[str, Array]:
    """Return the arrays of a text by their headings, or arr_0, arr_1, ...; nothing where it is no such text.

    Parameters
    ----------
    lines : sequence of bytes
        With the blank ones.
    is_numbers : callable
        Whether a line begins with numbers.
    cells : callable
        Makes lines of numbers into the numbers as they are written.

    Raises
    ------
    ValueError
        If a line of numbers holds something else.
    """
    found: list[Block] = []
    heading, is_new = "", True
    for line in lines:
        if not line.strip():
            is_new = True
        elif not is_numbers(line[:200]):
            heading, is_new = _heading(line), True
        else:
            row = cells([line])[0]
            if is_new or len(row) != len(found[-1][1][-1]):
                found.append((heading, []))
                is_new = False
            found[-1][1].append(row)
        if len(found) > MOST_BLOCKS:
            return {}
    if len(found) < 2:
        return {}
    found = _without_sides(found)
    names = _names([heading for heading, _ in found])
    arrays = {name: _array(rows) for name, (_, rows) in zip(names, found, strict=True)}
    return arrays if any(array.ndim == 2 for array in arrays.values()) else {}


def _without_sides(found: list[Block]) -> list[Block]:
    """Return blocks without those that say, alone in a line, how many rows and columns the next one has."""
    kept = []
    for i, (heading, rows) in enumerate(found):
        below = found[i + 1][1] if i + 1 < len(found) else []
        sides = [b"%d" % len(below), b"%d" % len(below[0])] if below else []
        if not below or rows not in ([sides], [sides[::-1]]):
            kept.append((heading, rows))
    return kept


def _heading(line: bytes) -> str:
    """Return the words of a heading, without the sizes that may stand behind them: "W1" of "# W1 784 50"."""
    words = re.findall(r"\w+", line[:1000].decode("ascii", "replace"), re.ASCII)
    while len(words) > 1 and words[-1].isdecimal() and any(role_of(word).role for word in words[:-1]):
        words.pop()
    return "_".join(words)[:LONGEST_HEADING]


def _names(headings: list[str]) -> list[str]:
    """Return a name for each block: its heading, numbered where it is not the first below it; or where it stands."""
    if not all(role_of(heading).role for heading in headings):
        return [f"arr_{i}" for i in range(len(headings))]
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = count = seen.get(heading, 0) + 1
        names.append(heading if count == 1 else f"{heading}_{count}")
    return names


def _array(rows: list[list[bytes]]) -> Array:
    array = np.array([[float(number) for number in row] for row in rows])
    return array.ravel() if 1 in array.shape else array
