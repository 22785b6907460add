"""Files of MATLAB's, version 4: a matrix is a head of twenty bytes, a name and its numbers, column by column.

References
----------
MathWorks, "MAT-File Format", version 4: what Octave's ``save -v4`` and SciPy's ``savemat(..., format="4")`` write.
"""

import re
import struct
from dataclasses import dataclass

__all__ = ["HEAD", "Head", "head_of", "is_mat_4"]

HEAD = 20  # bytes
CODES = ("f8", "f4", "i4", "i2", "u2", "u1")
LONGEST_NAME = 64
NAME = re.compile(rb"[A-Za-z]\w*\0")
FULL, TEXT, SPARSE = range(3)


@dataclass(frozen=True)
class Head:
    """What stands before a matrix: how its numbers are written, its sides, and how long its name is."""

    code: str
    kind: int
    shape: tuple[int, int]
    is_complex: bool
    named: int

    @property
    def is_text(self) -> bool:
        """Whether its numbers are letters."""
        return self.kind == TEXT

    @property
    def is_plain(self) -> bool:
        """Whether it is a matrix of numbers that are no letters, all of them written and none imaginary."""
        return self.kind == FULL and not self.is_complex


def head_of(content: bytes) -> Head | None:
    """Return the head of a matrix that begins so; None if none does."""
    if len(content) < HEAD:
        return None
    for is_big, order in enumerate("<>"):
        kinds, rows, columns, is_complex, named = struct.unpack_from(order + "5i", content)
        order_said, rest = divmod(kinds, 1000)
        number, kind = divmod(rest, 10)
        fits = order_said == is_big and 0 <= number < len(CODES) and kind <= SPARSE
        if fits and min(rows, columns) >= 0 and is_complex in (0, 1) and 1 < named <= LONGEST_NAME:
            return Head(order + CODES[number], kind, (rows, columns), bool(is_complex), named)
    return None


def is_mat_4(start: bytes) -> bool:
    """Return whether a file begins as one of version 4 does: with a matrix that has a name and numbers."""
    head = head_of(start)
    if head is None or 0 in head.shape:
        return False
    return NAME.fullmatch(start[HEAD : HEAD + head.named]) is not None
