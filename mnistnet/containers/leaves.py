"""What a pickle holds, laid open: containers in containers, down to arrays with the way to each as its name.

Objects of classes that nobody here knows are bags of attributes, and so are dicts, lists and arrays of objects.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_arrays import inner, is_array, listed
from mnistnet.containers.pickle_machine import STORAGE, Call, Text
from mnistnet.words import say

__all__ = ["leaves_of"]

MOST_PARTS = 20_000
DEEPEST = 16


def leaves_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is no container, with the way to it; each container once, by the first way to it.

    Lists of numbers with points are arrays of NumPy's; whole numbers, such as sizes, are left as they are.
    """
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    seen: set[int] = set()
    rows: set[int] = set()
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        name, part, depth = waiting.pop()
        part = inner(part)
        if isinstance(part, Call | dict | list | tuple) and not is_array(part):
            if id(part) in seen:
                continue
            seen.add(id(part))
        numbers = _numbers(part, rows)
        parts = None if is_array(part) or numbers is not None else _parts(part)
        if parts is None:
            yield name, part if numbers is None else numbers
        elif depth < DEEPEST:
            inside = [(".".join(filter(None, (name, word))), one, depth + 1) for word, one in parts]
            waiting += reversed(inside[:MOST_PARTS])
    raise WeightFileError(say("This file holds more parts than any network that can be read."))


def _numbers(value: Any, known: set[int]) -> NDArray[Any] | None:
    """Return a list of numbers with points, or of equally long ones of them, as an array; None for anything else.

    Each row is looked at once, in the first list that it stands in: one row can stand in many places of a file.
    """
    if not isinstance(value, list) or not value:
        return None
    rows = value if isinstance(value[0], list) else [value]
    places = {id(row) for row in rows}
    is_new = len(places) == len(rows) and (rows is not value or known.isdisjoint(places))
    if not is_new or len({len(row) for row in rows if isinstance(row, list)}) != 1:
        return None
    if rows is value:
        known |= places
    kinds = {kind for row in rows for kind in (map(type, row) if isinstance(row, list) else (list,))}
    if not (float in kinds and kinds <= {int, float}):
        return None
    try:
        return np.array(value, np.float64)
    except OverflowError:
        return None


def _parts(value: Any) -> list[tuple[str, Any]] | None:
    """Return the parts of a container with their names; None for anything else."""
    if isinstance(value, Call):
        if value.word in ("scalar", "dtype", STORAGE, "encode"):
            return None
        objects = listed(value)
        if objects is not None:
            return [("", objects[0])] if len(objects) == 1 else _listed(objects)
        return [*_listed(value.arguments), *_attributes(value.state), *value.items.items(), *_listed(value.members)]
    if isinstance(value, dict):
        return list(value.items())
    return _listed(value) if isinstance(value, list | tuple) else None


def _listed(values: Sequence[Any]) -> list[tuple[str, Any]]:
    """Return the parts of a list with their numbers as names, or, in a list of names and values, with those."""
    pairs = [pair for pair in map(_pair, values) if pair is not None]
    return pairs if len(pairs) == len(values) else [(str(i), part) for i, part in enumerate(values)]


def _pair(part: Any) -> tuple[str, Any] | None:
    """Return name and value, if a part of a list is such a pair."""
    if isinstance(part, list | tuple) and len(part) == 2 and isinstance(part[0], Text):
        return part[0].short, part[1]
    return None


def _attributes(state: Any) -> list[tuple[str, Any]]:
    """Return what a state sets on an object: its attributes, those in slots too."""
    if isinstance(state, dict):
        return list(state.items())
    if isinstance(state, tuple) and len(state) == 2 and all(part is None or isinstance(part, dict) for part in state):
        return [pair for part in state if part for pair in part.items()]
    return [] if state is None else [("state", state)]
