"""Networks in JSON as programs keep them that have a record for each neuron, or number what others put in lists."""

from math import prod
from typing import Any

from mnistnet.weight_files.base64_numbers import in_shape, numbers_in_base64
from mnistnet.weight_files.roles import role_of

__all__ = ["in_lists"]

DEEPEST = 8


def in_lists(value: Any, deeper: int = DEEPEST) -> Any:
    """Return a JSON value with records of neurons, all alike, as one record of lists: all weights, all biases.

    {"0": .., "1": ..}, as JavaScript writes typed arrays, is a list.
    """
    if not deeper:
        return value
    if isinstance(value, str):
        numbers = numbers_in_base64(value)
        return value if numbers is None else numbers
    if isinstance(value, dict):
        table = _of_ndarray(value)
        if table is not None:
            return table
        if len(value) > 1 and value.keys() == {str(i) for i in range(len(value))}:
            return in_lists([value[str(i)] for i in range(len(value))], deeper)
        return in_shape({key: in_lists(part, deeper - 1) for key, part in _without_shape(value).items()})
    if not isinstance(value, list) or not value or not isinstance(value[0], dict | list | str):
        return value
    named = _by_name(value)
    if named is not None:
        return in_lists(named, deeper)
    parts = [in_lists(part, deeper - 1) for part in value]
    columns = _columns(parts)
    return parts if columns is None else columns


def _of_ndarray(record: dict[str, Any]) -> list[Any] | None:
    """Return the table, or the row, that Rust's ndarray writes as its sides and all numbers, row by row; or None."""
    sides, numbers = record.get("dim"), record.get("data")
    if not isinstance(sides, list) or not isinstance(numbers, list) or not 0 < len(sides) < 3:
        return None
    if not all(type(side) is int and side > 0 for side in sides) or prod(sides) != len(numbers):
        return None
    return (
        numbers
        if 1 in sides or len(sides) == 1
        else [numbers[i : i + sides[1]] for i in range(0, len(numbers), sides[1])]
    )


def _without_shape(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the shape of the numbers that stand in it in one row: these are cut as digits tell."""
    shape = record.get("shape")
    if not isinstance(shape, list) or not 0 < len(shape) < 3 or not all(type(side) is int for side in shape):
        return record
    rest = {key: part for key, part in record.items() if key != "shape"}
    rows = [part for part in rest.values() if isinstance(part, list)]
    if len(rows) != 1 or not rows[0]:
        return record
    first = rows[0][0]
    are_rows = isinstance(first, list) and shape == [len(rows[0]), len(first)]
    return rest if are_rows or len(rows[0]) == prod(shape) else record


def _by_name(records: list[Any]) -> dict[str, Any] | None:
    """Return records that each have a name of its own, and a list, by their names; None for other records."""
    if len(records) < 2 or not all(isinstance(one, dict) and any(map(_is_list, one.values())) for one in records):
        return None
    names = [one.get("name") for one in records]
    if not all(isinstance(name, str) for name in names) or len(set(names)) != len(names):
        return None
    return {one["name"]: {key: part for key, part in one.items() if key != "name"} for one in records}


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _columns(records: list[Any]) -> dict[str, Any] | None:
    """Return records as one of lists, None unless all have the same keys, with equally long lists or single values."""
    first = records[0]
    if len(records) < 2 or not isinstance(first, dict) or not any(isinstance(one, list) for one in first.values()):
        return None
    if not all(isinstance(one, dict) and one.keys() == first.keys() for one in records):
        return None
    columns = {key: [one[key] for one in records] for key in first}
    if any(role_of(key).role == "weights" and not any(column) for key, column in columns.items()):
        return {}  # the pixels, as programs keep them whose neurons are all alike
    return columns if all(_is_column(column) for column in columns.values()) else None


def _is_column(column: list[Any]) -> bool:
    if isinstance(column[0], list):
        longest = len(column[0])
        return all(isinstance(row, list) and len(row) == longest and _is_plain(row) for row in column)
    return _is_plain(column)


def _is_plain(row: list[Any]) -> bool:
    return not any(isinstance(one, dict | list) for one in row)
