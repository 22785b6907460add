"""Networks in JSON as programs keep them that have a record for each neuron, or number what others put in lists."""

from typing import Any

__all__ = ["in_lists"]

DEEPEST = 8


def in_lists(value: Any, deeper: int = DEEPEST) -> Any:
    """Return a JSON value with records of neurons, all alike, as one record of lists: all weights, all biases.

    {"0": .., "1": ..}, as JavaScript writes typed arrays, is a list.
    """
    if not deeper:
        return value
    if isinstance(value, dict):
        if len(value) > 1 and value.keys() == {str(i) for i in range(len(value))}:
            return in_lists([value[str(i)] for i in range(len(value))], deeper)
        return {key: in_lists(part, deeper - 1) for key, part in value.items()}
    if not isinstance(value, list) or not value or not isinstance(value[0], dict | list):
        return value
    parts = [in_lists(part, deeper - 1) for part in value]
    return _columns(parts) or parts


def _columns(records: list[Any]) -> dict[str, Any] | None:
    """Return records as one of lists, None unless all have the same keys, with equally long lists or single values."""
    first = records[0]
    if len(records) < 2 or not isinstance(first, dict) or not any(isinstance(one, list) for one in first.values()):
        return None
    if not all(isinstance(one, dict) and one.keys() == first.keys() for one in records):
        return None
    columns = {key: [one[key] for one in records] for key in first}
    return columns if all(_is_column(column) for column in columns.values()) else None


def _is_column(column: list[Any]) -> bool:
    if isinstance(column[0], list):
        longest = len(column[0])
        return all(isinstance(row, list) and len(row) == longest and _is_plain(row) for row in column)
    return _is_plain(column)


def _is_plain(row: list[Any]) -> bool:
    return not any(isinstance(one, dict | list) for one in row)
