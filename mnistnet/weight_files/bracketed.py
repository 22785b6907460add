"""Texts whose headings stand above arrays in brackets, as Java's and Python's print them: made one line a row.

Networks that ERAN checks are kept so: an activation's name above each layer, what is done to pixels on top.
"""

import re
from dataclasses import replace

from mnistnet.network import PixelEncoding
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.text_file import read_table

__all__ = ["read_bracketed"]

MOST_BYTES = 10_000_000
HEADED = re.compile(rb"(?:[^\[\]{}=\n]{0,200}\n){1,4}[ \t]{0,20}\[[\s\[]{0,9}[-+.\d]")
NUMBER = rb"\[([-+.\deE]{1,30})\]"
NORMALISED = re.compile(rb"Normalize mean=" + NUMBER + rb" std=" + NUMBER + rb"[ \r]{0,9}\n")
ROW = re.compile(rb"\[([^\[\]]{0,100000})\][ \t]{0,9},?[ \t\r]{0,9}\n?")
BETWEEN = re.compile(rb"\n[ \t]{0,20},")


def read_bracketed(content: bytes) -> Contents | None:
    """Return the arrays of such a text; None if it is none.

    Raises
    ------
    WeightFileError
        If its rows differ in length, or hold something else than numbers.
    """
    said = NORMALISED.match(content)
    text = content[said.end() :] if said else content
    if len(content) > MOST_BYTES or b"..." in content or not HEADED.match(text):
        return None
    rows = ROW.sub(lambda row: row[1].replace(b"\n", b" ") + b"\n", text)  # a blank line is left of outer brackets
    contents = read_table(BETWEEN.sub(b"\n", rows.replace(b"[", b"").replace(b"]", b"\n")))
    encoding = _encoding(said[1], said[2]) if said else None
    return replace(contents, encoding=encoding) if encoding else contents


def _encoding(mean: bytes, deviation: bytes) -> PixelEncoding | None:
    """Return how pixels become inputs, as a text says it; None where that is no number, or nothing can be divided."""
    try:
        offset, scale = -float(mean) / float(deviation), 1 / float(deviation)
    except (ValueError, ZeroDivisionError):
        return None
    return PixelEncoding(offset, scale) if abs(offset) < 1e6 and 0 < scale < 1e6 else None
