"""What stands above the numbers of a CSV, and numbers that stand as a list in one cell: both are taken away."""

import re
from collections.abc import Iterator
from itertools import chain

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.csv_cells import cells_of, is_number
from mnistnet.digits.files.csv_text import SEPARATORS
from mnistnet.words import plural, say

__all__ = ["second_names", "with_zeros", "without_attributes", "without_lists", "without_remarks", "without_titles"]

FEWEST = 63  # signs between the cells of a line: of 8 x 8 pixels
TITLES = 20  # lines above the numbers, at most
ATTRIBUTE = re.compile(rb"(?im)^@attribute\s+['\"]?([^'\"\s]+)")  # ARFF, as OpenML and Weka write it
DATA = re.compile(rb"(?im)^@data[^\n]*\n")
LIST = re.compile(rb"[\"'\[]\s*[\"'\[]?(?:[-\d.][-+\d.eE]*[\s,;]+){%d}[^\"'\]]*[\"'\]]" % FEWEST)


def without_remarks(top: bytes) -> bytes:
    """Return lines without those above them that begin with #; of the last of these the names of columns, if it has."""
    line = b""
    while top.startswith(b"#"):
        line, _, top = top.partition(b"\n")
    names = line.lstrip(b"# ")
    return names + b"\n" + top if _is_wide(names) else top


def without_attributes(top: bytes) -> tuple[bytes, list[str]]:
    """Return the lines of numbers, and the names of the columns if the file begins as ARFF."""
    data = DATA.search(top) if top[:1] in b"@%" else None
    if data is None:
        return top, []
    return top[data.end() :], [found.decode("latin-1") for found in ATTRIBUTE.findall(top[: data.start()])]


def with_zeros(blocks: Iterator[bytes], columns: int) -> Iterator[bytes]:
    """Yield the lines of an ARFF file without quotation marks, and with the zeros that it leaves out: {3 255, 784 7}.

    Raises
    ------
    DataError
        If a line is not as these are.
    """
    for block in blocks:
        bare = block.translate(None, b"'\"")
        if bare.strip():
            yield b"".join(_with_zeros(line, columns) for line in bare.splitlines()) if b"{" in bare else bare


def _with_zeros(line: bytes, columns: int) -> bytes:
    pairs = [pair.split() for pair in line.strip(b"{} \t").split(b",") if pair.strip()]
    cells = [b"0"] * columns
    try:
        for place, value in pairs:
            if not 0 <= int(place) < columns:
                raise ValueError
            cells[int(place)] = value
    except ValueError as error:
        raise DataError(say("This ARFF file is damaged: a line is not as {{3 255, 784 7}} is.")) from error
    return b",".join(cells) + b"\n"


def without_titles(top: bytes) -> tuple[bytes, int, str]:
    """Return lines without the short ones in letters above the first long one, how many these are, and what to say."""
    lines = top.split(b"\n", TITLES)[:TITLES]
    first = next((place for place, line in enumerate(lines) if _is_wide(line)), 0)
    if not all(re.search(rb"[A-Za-z]", line) for line in lines[:first]):
        return top, 0, ""
    words = plural(
        "The first line of this file holds no digit and is left out.",
        "The first {n} lines of this file hold no digits and are left out.",
        first,
    )
    return top[sum(len(line) + 1 for line in lines[:first]) :], first, words if first else ""


def second_names(top: bytes, separator: str) -> int:
    """Return how long a second line of names is, as pandas writes it for columns of two levels; 0 without one."""
    line = top.partition(b"\n")[0]
    first, *cells = cells_of(line.decode("latin-1"), separator)
    numbers = [is_number(cell) for cell in cells]
    counted = cells in ([str(i + start) for i in range(len(cells))] for start in (0, 1))
    return len(line) + 1 if not is_number(first) and (counted or 2 * sum(numbers) < len(cells)) and cells else 0


def without_lists(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines in which the pixels are one cell, “0 0 12” or [0, 0, 12], with a cell for each of them."""
    top = next(blocks, b"")
    if not LIST.search(top.partition(b"\n")[0]):
        return chain([top], blocks)
    return map(_listed, chain([top], blocks))


def _listed(block: bytes) -> bytes:
    bare = re.sub(rb"[ ,;\t]+", b",", block.translate(None, b"\"'[]()"))
    return re.sub(rb"(?m)^,+|,+$", b"", bare)


def _is_wide(line: bytes) -> bool:
    return any(line.count(sign.encode()) >= FEWEST for sign in SEPARATORS)
