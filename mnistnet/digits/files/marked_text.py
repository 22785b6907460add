"""Text in which a sign parts labels from pixels: CNTK's, Vowpal Wabbit's, and SVMlight's with remarks.

References
----------
Microsoft, "CNTKTextFormat reader"; J. Langford and others, "Vowpal Wabbit: input format"; T. Joachims, "SVMlight", the
format of its examples.
"""

import re
from collections.abc import Iterator

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.columns import LABEL
from mnistnet.digits.files.limits import LABELS
from mnistnet.words import mark, say

__all__ = ["is_marked", "unmarked"]

FIELDS = re.compile(rb"(?:\d{1,9}[ \t])?[ \t]*\|[A-Za-z]\w{0,40}[ \t]")  # CNTK: "|labels 0 1 |features 0 255"
RABBIT = re.compile(rb"(-?\d{1,3})(?:\.0*)?[ \t]+[^|\n]{0,80}\|[\w.]{0,40}[ \t]+\w{0,20}?(?=\d{1,4}:)")
REMARKED = re.compile(rb"(?:#[^\n]*\n){0,50}[-+]?\d+(?:\.0*)? +(?:qid:\d+ +)?\d+:[-+.\d]")  # SVMlight
ASIDE = re.compile(rb"[ \t]*#[^\n]*|(?<=[ \t])qid:\d+[ \t]+")
NUMBERED = re.compile(rb"[A-Za-z_]\w{0,20}?(?=\d{1,4}:)")  # the name before the number of a pixel: "p153:3"
DAMAGED = mark(
    "Line {line} of this text is not as the lines above it: a label and pixels must stand behind a sign | each."
)


def is_marked(start: bytes) -> bool:
    """Return whether a text begins as one of these does, and not as LIBSVM's plain one."""
    return any(form.match(start) for form in (FIELDS, RABBIT)) or (
        REMARKED.match(start) is not None and (start[:1] == b"#" or ASIDE.search(start.partition(b"\n")[0]) is not None)
    )


def unmarked(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same lines without signs: as LIBSVM's where pixels have numbers, else label and pixels in a row.

    Parameters
    ----------
    blocks : iterator of bytes
        Whole lines each.

    Raises
    ------
    DataError
        If a line has no label or no pixels.
    """
    line = 1
    for block in blocks:
        bare = b"".join(_plain(one, place) for place, one in enumerate(block.splitlines(), line))
        line += block.count(b"\n")
        if bare:
            yield bare


def _plain(text: bytes, line: int) -> bytes:
    """Return one line without signs; nothing for a remark."""
    if FIELDS.match(text):
        return _of_fields(text, line)
    rabbit = RABBIT.match(text)
    if rabbit is not None:
        return rabbit[1] + b" " + NUMBERED.sub(b"", text[rabbit.end() :]) + b"\n"
    bare = ASIDE.sub(b"", text).strip()
    return bare + b"\n" if bare else b""


def _of_fields(text: bytes, line: int) -> bytes:
    """Return the label and the pixels of a line of CNTK's; numbers of pixels count from 1 then, as LIBSVM's."""
    named = [field.split(None, 1) for field in text.split(b"|")[1:] if field.strip() and field[:1] != b"#"]
    fields = [(name[0].decode("latin-1").lower(), name[1].split() if len(name) > 1 else []) for name in named]
    if len(fields) != 2:
        raise DataError(say(DAMAGED, line=line))
    (_, label), (_, pixels) = sorted(fields, key=lambda field: (field[0] not in LABEL, len(field[1])))
    answer = _answer(label)
    if answer is None:
        raise DataError(say(DAMAGED, line=line))
    if any(b":" in word for word in pixels[:1]) or not pixels:
        try:
            pairs = [(int(place), value) for place, _, value in (word.partition(b":") for word in pixels)]
        except ValueError as error:
            raise DataError(say(DAMAGED, line=line)) from error
        pixels = [b"%d:%s" % (place + 1, value) for place, value in pairs]
    return answer + b" " + b" ".join(pixels) + b"\n"


def _answer(words: list[bytes]) -> bytes | None:
    """Return a label that stands alone, is one of ten that is on, or the number of that one, "7:1"; None for others."""
    if len(words) == LABELS:
        on = [place for place, word in enumerate(words) if word.strip(b"0.") != b""]
        return b"%d" % on[0] if len(on) == 1 else None
    if len(words) != 1:
        return None
    place, colon, value = words[0].partition(b":")
    return place if not colon or value.strip(b"0.") == b"1" else None
