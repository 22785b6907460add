"""Arrays in the text of a program: of C and Arduino, Python, JavaScript or MATLAB, or printed by NumPy.

A name, perhaps sizes in brackets, a sign, and numbers between brackets: nothing else of the text is looked at, and
nothing of it is run.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.roles import role_of
from mnistnet.weight_files.source_languages import in_plain_brackets
from mnistnet.words import say

__all__ = ["read_source"]

Array = NDArray[Any]
MOST_BYTES, MOST_NUMBERS, MOST_BRACKETS, MOST_ARRAYS = 5_000_000, 500_000, 100_000, 64
FEWEST = 2  # numbers
TIMES = (
    3  # of a text's length is looked through at most: brackets that nothing closes could be begun anew again and again
)
BEGINS = re.compile(
    rb"(?<![\w.])([A-Za-z_]\w{0,59})['\"]?\s{0,20}(?:\[\s{0,9}\w{0,20}(?:\s{0,9}\*\s{0,9}\w{1,20})?\s{0,9}\]\s{0,9}){0,3}"
    rb"(?:PROGMEM\s{0,9})?"  # of Arduino
    rb"(?::\s{0,9}[\[\s]{1,9}\w{1,9}[;\s\d\]]{1,40}(?==))?"  # of Rust, a type
    rb"[=:]?\s{0,20}(?:\[\d{0,5}\]){0,3}(?:(?<=\])float(?:32|64))?(?:(?:np|numpy|torch|tf|jnp|Matrix|math)\.)?(?:array|asarray|tensor|matrix|constant|new\s{1,9}\w{1,20})?"
    rb"\s{0,9}\(?\s{0,20}([\[{])"
)
PRINTED = re.compile(rb"\s{0,99}\[\[\s{0,99}[-+.\d]")
ASSIGNED = re.compile(rb"(?<![\w.])([A-Za-z_]\w{0,59})\s{0,9}(?:\[[^\]\n]{0,20}\]\s{0,3}){0,3}=(?!=)")
NUMBERS = re.compile(rb"[-+0-9.eEfF,;\s\[\]{}\\]*")
NO_NAMES = frozenset((b"array", b"asarray", b"tensor", b"matrix", b"constant", b"return", b"float", b"double"))
CALLS = frozenset((b"array", b"tensor"))  # of arrays without a name, in a list
PAIRS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
STEPS = np.array([PAIRS.get(sign, 0) for sign in range(256)], np.int8)
TO_SPACES = bytes.maketrans(b"[]{},;fF\\", b" " * 9)


def read_source(content: bytes) -> Contents | None:
    """Return the arrays in a text by their names; None if it has no two of them.

    Raises
    ------
    WeightFileError
        If an array's rows differ in length, or the text is larger than any network that can be read.
    """
    if len(content) <= MOST_BYTES and b"\0" not in content[:4096]:
        content = in_plain_brackets(content)
    are_printed = PRINTED.match(content) is not None
    if b"\0" in content[:4096] or not (are_printed or BEGINS.search(content[:1_000_000])):
        return None
    is_large = len(content) > MOST_BYTES or max(map(content.count, (b" ", b",", b"\n"))) > MOST_NUMBERS
    if is_large or max(map(content.count, (b"[", b"{"))) > MOST_BRACKETS:
        raise WeightFileError(say("This text is larger than any network that can be read; save it as .npz."))
    arrays: dict[str, Array] = {}
    unnamed: dict[str, Array] = {}
    for name, block in _printed(content) if are_printed else _blocks(content):
        array = _array(name, block)
        if array is not None and len(arrays) + len(unnamed) < MOST_ARRAYS:
            _keep(name, array, arrays, unnamed)
    missed = _missed(content, arrays) if arrays else ()
    arrays = arrays or unnamed
    return Contents(arrays, None, habit_of(arrays), missed) if len(arrays) > 1 else None


def _missed(content: bytes, arrays: dict[str, Array]) -> tuple[str, ...]:
    """Return the names of weights and biases that the text gives something else than numbers in brackets."""
    found = (match[1].decode() for match in ASSIGNED.finditer(content))
    names = dict.fromkeys(name for name in found if name not in arrays and role_of(name).role)
    return tuple(names)[:MOST_ARRAYS]


def _keep(name: str, array: Array, arrays: dict[str, Array], unnamed: dict[str, Array]) -> None:
    """Put an array among those with a name, or those without; names that count no layers may come again."""
    if not name:
        unnamed[f"arr_{len(unnamed)}"] = array
    elif name not in arrays:
        arrays[name] = array
    elif role_of(name).role and not role_of(name).layer:
        arrays[f"{name}_{sum(one.startswith(name) for one in arrays) + 1}"] = array


def _printed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the texts of arrays that were printed one below the other."""
    at = 0
    while (begin := content.find(b"[", at)) >= 0 and not content[at:begin].strip():
        numbers = NUMBERS.match(content, begin)
        at = begin + _length(numbers[0] if numbers else b"")
        if at == begin:
            return
        yield "", content[begin:at]


def _length(block: bytes) -> int:
    """Return how long a text is up to the bracket that closes its first one, 0 if none does."""
    depths = np.cumsum(STEPS[np.frombuffer(block, np.uint8)], dtype=np.int32)
    closed = np.flatnonzero(depths == 0)
    return int(closed[0]) + 1 if closed.size else 0


def _blocks(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield names with the text from the first bracket behind them to the one that closes it."""
    at, left = 0, TIMES * len(content)
    while left > 0 and (found := BEGINS.search(content, at)):
        begin = found.start(2)
        numbers = NUMBERS.match(content, begin)
        end = numbers.end() if numbers else begin + 1
        block = content[begin:end]
        left -= len(block)
        length, at = _length(block), begin + 1
        if length and (found[1] not in NO_NAMES or found[1] in CALLS):
            at = begin + length
            yield "" if found[1] in CALLS else found[1].decode(), block[:length]


def _array(name: str, block: bytes) -> Array | None:
    """Return the numbers between brackets, in rows where there are brackets in brackets or semicolons; None if few."""
    words = block.translate(TO_SPACES).split()
    if len(words) < FEWEST:
        return None
    if b"..." in words:
        raise WeightFileError(
            say(
                "The text has no more than the first and last numbers of {name}: print all of them, after "
                "numpy.set_printoptions(threshold=10**9), or save them by numpy.savez.",
                name=name,
            )
        )
    try:
        numbers = np.fromiter(map(float, words), np.float64, len(words))
    except ValueError:
        return None
    rows = _rows(block)
    if not rows:
        return numbers
    counts = {len(row.translate(TO_SPACES).split()) for row in rows} - {0}
    if len(counts) != 1:
        raise WeightFileError(say("The rows of {name} in this text differ in length.", name=name))
    return numbers.reshape(-1, counts.pop())


def _rows(block: bytes) -> list[bytes]:
    """Return the text of every row; nothing where all stands in one."""
    inside = block[1:-1].strip()
    if inside[:1] in (b"[", b"{"):
        return re.split(rb"[\]}]", inside)
    return inside.split(b";") if b";" in inside else []
