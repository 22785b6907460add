"""Words in a CSV: columns of them, the line of names once more, and a last line that was cut off."""

import re
from collections.abc import Iterator
from itertools import chain

from mnistnet.digits.files.columns import is_label
from mnistnet.digits.files.csv_cells import cells_of, in_figures, is_number
from mnistnet.digits.files.limits import SQUARES
from mnistnet.words import mark, plural

__all__ = ["CUT", "columns_of_text", "is_cut", "without_names", "without_text"]

MOST_OF_TEXT = 4  # columns
WORD, NONE = re.compile("[A-Za-z]{2}"), ("nan", "NaN", "NAN", "NA", "inf", "null", "None")
CUT = mark("The last line is shorter than the others, and left out.")


def without_names(blocks: Iterator[bytes], names: bytes) -> Iterator[bytes]:
    """Yield lines without those that are the line of names once more, as where tables were put below each other."""
    line = names.rstrip(b"\n") + b"\n"
    for block in blocks:
        again = block.startswith(line) or b"\n" + line in block
        rest = b"".join(one for one in block.splitlines(keepends=True) if one != line) if again else block
        if rest:
            yield rest


def columns_of_text(top: bytes, separator: str, lines: int = 1) -> tuple[int, ...]:
    """Return the few columns that hold words, such as names of files, alike in each of the first lines."""
    found = {_places_of_text(line, separator) for line in top.split(b"\n", lines)[:lines]}
    places = found.pop() if len(found) == 1 else ()
    first = cells_of(top.partition(b"\n")[0].decode("latin-1"), separator)
    return places if len(places) <= MOST_OF_TEXT and all(WORD.search(first[i]) for i in places) else ()


def _places_of_text(line: bytes, separator: str) -> tuple[int, ...]:
    cells = cells_of(in_figures(line.decode("latin-1")), separator)
    return tuple(i for i, cell in enumerate(cells) if cell and not is_number(cell) and cell not in NONE)


def _without_columns(blocks: Iterator[bytes], separator: str, left_out: tuple[int, ...]) -> Iterator[bytes]:
    """Yield lines without some of their columns."""
    sign = separator.encode()
    for block in blocks:
        rows = (line.split(sign) for line in block.splitlines())
        yield b"".join(sign.join(c for i, c in enumerate(row) if i not in left_out) + b"\n" for row in rows)


def without_text(
    count: int, names: list[str], blocks: Iterator[bytes], separator: str
) -> tuple[int, list[str], Iterator[bytes], str]:
    """Return how many columns there are without those that hold words, names, lines, and what is to be said of it."""
    first = next(blocks, b"")
    blocks = chain([first] if first else [], blocks)
    left_out = columns_of_text(first, separator)
    if (
        not left_out
        or count - 1 in SQUARES
        or any(i >= count or (names[i : i + 1] and is_label(names[i])) for i in left_out)
    ):
        return count, names, blocks, ""
    told = plural(
        "The column {names} holds no numbers and is left out.",
        "The columns {names} hold no numbers and are left out.",
        len(left_out),
        names=", ".join(names[i] if names else str(i + 1) for i in left_out),
    )
    rest = [one for i, one in enumerate(names) if i not in left_out]
    return count - len(left_out), rest, _without_columns(blocks, separator, left_out), told


def is_cut(block: bytes, separator: str, columns: int) -> bool:
    """Return whether a block is one line with two cells fewer than others, or less: one that was cut off, or a sum."""
    return block.count(b"\n") == 1 and block.count(separator.encode()) < columns - 2
