"""What many visitors look at nobody may write into: every array of a result is made read-only."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import TypeVar

import numpy as np

Result = TypeVar("Result")


def frozen(result: Result) -> Result:
    """Return a result whose arrays are read-only, those in its tuples, lists, mappings and dataclasses included."""
    if isinstance(result, np.ndarray):
        result.flags.writeable = False
    for part in _parts(result):
        frozen(part)
    return result


def _parts(result: object) -> tuple[object, ...]:
    """Return what a result holds."""
    if is_dataclass(result) and not isinstance(result, type):
        return tuple(vars(result).values())
    if isinstance(result, Mapping):
        return tuple(result.values())
    return tuple(result) if isinstance(result, tuple | list) else ()
