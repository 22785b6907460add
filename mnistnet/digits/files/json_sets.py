"""Digits in JSON: lists by their names, records, a record in every line, or pairs; pictures may be files in base64."""

import base64
import json
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.bare_bytes import rows_of_bare
from mnistnet.digits.files.columns import columns_of
from mnistnet.digits.files.csv_cells import whole_numbers
from mnistnet.digits.files.pictures_zip import images_of
from mnistnet.digits.files.rows import Rows
from mnistnet.words import mark, say

__all__ = ["JSON_BYTES", "is_json", "rows_of_json"]

JSON_BYTES = 8_000_000  # of text: lists of numbers take several times as much memory
MOST_PARTS, MOST_TEXTS = 400_000, 400_000  # lists and dicts; signs around texts: they take memory of their own
MOST_NAMES, DEEPEST = 64, 2
ENCODED = re.compile(r"(data:image/[a-z]+;base64,)?(iVBORw0KGgo|/9j/|R0lGOD|Qk0)")  # PNG, JPEG, GIF, BMP
BASE64, LONG = re.compile(r"[A-Za-z0-9+/\s]{40,}={0,2}"), 200
DAMAGED = mark("The JSON in this file is damaged, or holds no lists of pictures and labels.")
TOO_LARGE = mark(
    "This JSON is larger than {most} MB, or has too many parts; load it and save its lists as "
    'numpy.savez("digits.npz", images=..., labels=...).'
)


def is_json(start: bytes) -> bool:
    """Return whether a file begins as JSON of lists or records does."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def rows_of_json(content: bytes) -> dict[str, Rows]:
    """Return the lists of numbers in a JSON text as arrays, by their names.

    Raises
    ------
    DataError
        If it is damaged or too large.
    """
    parts, texts = (sum(map(content.count, signs)) for signs in ((b"[", b"{"), (b'"',)))
    if len(content) > JSON_BYTES or parts > MOST_PARTS or texts > MOST_TEXTS:
        raise DataError(say(TOO_LARGE, most=JSON_BYTES // 10**6))
    found = {name: _array(values) for name, values in _named("", _value(content), DEEPEST)[:MOST_NAMES]}
    return {name: Rows(array, len(array)) for name, array in found.items() if array is not None}


def _value(content: bytes) -> Any:
    """Return what the text says, read as a whole or line by line."""
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode()
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise DataError(say(DAMAGED)) from error


def _named(name: str, value: Any, deep: int) -> list[tuple[str, Any]]:
    """Return the lists in a value with the way to each as its name."""
    if _is_wide(value):
        value = [
            dict(zip(value, row, strict=True)) for row in zip(*(part.values() for part in value.values()), strict=True)
        ]
    if isinstance(value, dict) and isinstance(value.get("data"), str) and "shape" in value:
        value = value["data"]
    if isinstance(value, dict):
        inside = [pair for word, part in value.items() for pair in (_named(str(word), part, deep - 1) if deep else [])]
        return [(".".join(filter(None, (name, word))), part) for word, part in inside]
    if isinstance(value, str) and len(value) >= LONG and BASE64.fullmatch(value):
        return [(name, value)]
    if not isinstance(value, list) or not value:
        return []
    if all(isinstance(part, dict) for part in value):
        words = [word for word in value[0] if all(word in part for part in value)]
        if len(words) > MOST_NAMES:  # a column for every pixel
            order = columns_of(len(words), words).order or range(len(words))
            return [(name, [[part[words[i]] for i in order] for part in value])]
        return [(str(word), [part[word] for part in value]) for word in words]
    if all(isinstance(part, list) and len(part) == 2 and _is_pair(part) for part in value):
        return [
            ("images", [max(part, key=_length) for part in value]),
            ("labels", [min(part, key=_length) for part in value]),
        ]
    return [(name, value)]


def _is_wide(value: Any) -> bool:
    """Return whether a value is a table by its columns, each with its cells by their lines, as pandas writes it."""
    if not isinstance(value, dict) or len(value) <= MOST_NAMES:
        return False
    lengths = {len(part) if isinstance(part, dict) else 0 for part in value.values()}
    return len(lengths) == 1 and 0 not in lengths


def _is_pair(part: list[Any]) -> bool:
    """Return whether one of two is a list of many numbers and the other is not."""
    lengths = sorted(map(_length, part))
    return lengths[0] <= 10 < lengths[1]


def _length(value: Any) -> int:
    if not isinstance(value, list):
        return 0
    return sum(map(_length, value)) if value and isinstance(value[0], list) else len(value)


def _array(values: Any) -> NDArray[Any] | None:
    """Return a list as an array of numbers, words for digits as figures; None if it is something else."""
    if isinstance(values, str):
        return _bare([values])
    if all(isinstance(one, str) for one in values):
        numbers = whole_numbers(values)
        if numbers is None and all(map(ENCODED.match, values)):
            return _pictures(values)
        bare = _bare(values) if numbers is None and all(map(BASE64.fullmatch, values)) else None
        return bare if bare is not None and len(bare) == len(values) else numbers
    try:
        array = np.array(values)
    except ValueError:  # lists of different lengths
        return None
    return array if array.dtype.kind in "fiub" and array.ndim else None


def _bare(texts: list[str]) -> NDArray[Any] | None:
    """Return the pictures or labels in bytes that are written in base64; None where they are neither."""
    content = b"".join(_decoded(text) for text in texts)
    rows = rows_of_bare("", content, len(content)).get("")
    return None if rows is None else rows.array


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError as error:
        raise DataError(say(DAMAGED)) from error


def _pictures(texts: list[str]) -> NDArray[Any]:
    """Return picture files that are written down as text."""
    files = [_decoded(text.rpartition(",")[2]) for text in texts]
    return images_of((str(place), content) for place, content in enumerate(files))
