"""The text of a CSV as whole lines of plain bytes, whoever wrote it: UTF-16, marks, empty lines, spare commas."""

import re
from collections.abc import Iterator
from itertools import chain

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import PIXELS
from mnistnet.words import mark, say

__all__ = ["LONGEST_LINE", "NO_CSV", "SEPARATORS", "is_no_text", "lines_of", "separated"]

SEPARATORS = ("\t", ";", "|", ",", " ")  # a comma may stand in numbers where another sign parts them
LONGEST_LINE = 32 * (PIXELS + 12)
NO_CSV = mark(
    "This is not a CSV of digits: a line needs a label and 784 pixels, with commas, semicolons, tabs or spaces between."
)
RETURNS_AS_FEEDS = bytes.maketrans(b"\r", b"\n")  # replace() takes four times as long where most bytes are returns
WIDE = {b"\xff\xfe": 0, b"\xfe\xff": 1}  # UTF-16: which byte of two is the letter


def is_no_text(start: bytes) -> bool:
    """Return whether a file begins with a sign that stands in no text."""
    return start[:2] not in WIDE and b"\0" in start[:LONGEST_LINE]


def lines_of(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a file's text in blocks of whole lines that end in a line feed, without empty lines.

    Raises
    ------
    DataError
        If a line is too long for 784 numbers, or nothing but line ends comes for as long as two of them.
    """
    rest = b""
    parts = _narrow(parts)
    start = next(parts, b"")
    if b"\n" not in start:  # as the oldest Macs ended their lines
        parts = (part.translate(RETURNS_AS_FEEDS) for part in chain([start], parts))
        start = next(parts)
    for part in chain([start], parts):
        text = (rest + part.translate(None, b"\r")).lstrip(b"\n" if not rest else b"")
        end = text.rfind(b"\n", 0, len(text.rstrip(b"\n \t"))) + 1
        rest = text[end:]
        if len(rest.strip()) > LONGEST_LINE or max(len(rest), 0 if text else len(part)) > 2 * LONGEST_LINE:
            raise DataError(say(NO_CSV))
        if end:
            yield re.sub(rb"\n[ \t]*(?=\n)", b"", text[:end])
    if rest.strip():
        yield rest.strip() + b"\n"


def _narrow(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield text with one byte a letter: of UTF-16 the half that holds figures, and "?" for any other letter."""
    first = next(parts, b"")
    place = WIDE.get(first[:2])
    if place is None:
        yield first.removeprefix(b"\xef\xbb\xbf")
        yield from parts
        return
    left = first[2:]
    while left:
        even = len(left) & ~1
        letters, highs = left[place:even:2], left[1 - place : even : 2]
        yield (
            letters if not any(highs) else bytes(63 if high else low for low, high in zip(letters, highs, strict=True))
        )
        more = next(parts, b"")
        left = left[even:] + more if more else b""


def separated(block: bytes, separator: str) -> bytes:
    """Return lines with one separator between cells, none at their ends, and points in their fractions."""
    if separator == " ":
        block = re.sub(rb"(?<=\n) +|^ +| +(?=\n)", b"", re.sub(rb" {2,}|\t", b" ", block))
    elif separator != "," and b"," in block:
        block = block.replace(b",", b".")
    sign = separator.encode()
    return block.replace(sign + b"\n", b"\n") if sign + b"\n" in block else block
