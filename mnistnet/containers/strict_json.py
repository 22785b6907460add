"""JSON from a stranger is counted before it is read, so that a small file cannot fill the memory."""

import json
from typing import Any

from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["NotJson", "is_plain", "read_json"]

LONGEST_TEXT = 500
DEEPEST = 8


class NotJson(WeightFileError):
    """What begins as JSON and is none."""


def read_json(content: bytes, *, commas: int, brackets: int, quotes: int) -> Any:
    """Return the value of a JSON text.

    Parameters
    ----------
    content : bytes
    commas, brackets, quotes : int
        How many of each there may be: they count the numbers, the lists and dicts, and the strings.

    Raises
    ------
    WeightFileError
        If it has more of something; a `NotJson` if it is not JSON, or names something twice.
    """
    most = {b",": commas, b"[": brackets, b"{": brackets, b'"': quotes}
    if any(content.count(sign) > number for sign, number in most.items()):
        raise WeightFileError(say("This file holds more JSON than a network that can be read."))
    try:
        return json.loads(content.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise NotJson(say("The JSON in this file is damaged.")) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a dict of the pairs; ValueError if a name comes twice."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("A name comes twice.")
    return values


def is_plain(value: Any, deepest: int = DEEPEST) -> bool:
    """Return whether a JSON value is flat enough and its texts are short and printable."""
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT and value.isprintable()
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return deepest > 0 and all(is_plain(part, deepest - 1) for part in value)
    return value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 2**64)
