"""A bag is all that a file holds, laid open: its arrays by name, what it says of itself, and what is left out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.leaves import leaves_of
from mnistnet.containers.pickle_arrays import Arrays, is_array
from mnistnet.containers.pickle_machine import Call, Text
from mnistnet.weight_files.card import read_card
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.roles import role_of
from mnistnet.weight_files.said import said_by
from mnistnet.weight_files.sklearn_walk import with_steps
from mnistnet.weight_files.torch_walk import with_modules
from mnistnet.words import say

__all__ = ["contents_of_value"]

Array = NDArray[Any]
MOST_ARRAYS = 1000


def contents_of_value(value: Any, arrays: Arrays, usual: str = "scratch") -> Contents:
    """Return the arrays in a written-down value; whatever else is in it is left out, and named.

    Raises
    ------
    WeightFileError
        If it holds too much, or an array that is called weights or biases is forged.
    """
    found: dict[str, Array] = {}
    left_out, texts = [], {}
    for name, leaf in leaves_of(value):
        array = leaf if isinstance(leaf, np.ndarray) else _array(name, leaf, arrays) if is_array(leaf) else None
        if array is not None:
            found[name] = array
            if len(found) > MOST_ARRAYS:
                raise WeightFileError(say("This file holds more arrays than any network that can be read."))
        else:
            left_out.append(name)
            if isinstance(leaf, Text) and len(leaf.raw) < 40:
                texts[name] = leaf.decoded
    card = found.pop("card", None)
    habit = habit_of(found, usual)
    contents = Contents(found, None if card is None else read_card(card), habit, tuple(left_out), said_by(texts))
    return contents if card is not None else with_steps(with_modules(contents, value), value)


def _array(name: str, call: Call, arrays: Arrays) -> Array | None:
    """Return an array; None for one without plain numbers that is no part of a layer by its name."""
    try:
        return arrays.of(call)
    except WeightFileError:
        if role_of(name).role or name == "card":
            raise
        return None
