"""Digits and letters by hundreds of strangers, where the UNIPEN collection is at hand; for `handwriting`.

I. Guyon, L. Schomaker, R. Plamondon, M. Liberman, S. Janet, "UNIPEN project of on-line data exchange and recognizer
benchmarks" (1994): `MNISTNET_UNIPEN` names the folder of train_r01_v07, which holds `data/1a` (isolated digits),
`data/1b` and `data/1c` (capital and small letters) and `include`. Nothing was learned from it. What was missed there
(zeros with a slash, ones with a foot, narrow nines; flat letters with long tails) led to more such styles among those
that networks learn from.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.pens import drawn
from mnistnet.strokes import Drawing
from mnistnet.training import NOTHING

__all__ = ["unipen", "unipen_letters"]

Points = NDArray[np.float64]
# Those whose digits are numbered by pen-down strokes alone, with y upwards, as the collection's definition has it.
LABORATORIES = ("aga", "apa", "apb", "app", "art", "ced", "gmd", "ibm", "syn", "uqb", "val")
OF_EACH = 10  # digits of each file at most: a file is mostly one writer, and some wrote a thousand
LISTED = re.compile(r'\.SEGMENT\s+\S+\s+([\d,-]+)\s+\S+\s+"([0-9A-Za-z])"')
LIKE_DIGITS = "ODQIZSGBJolizsbgqyj"  # as people write them, some cannot be told from 0 1 2 5 6 8 9 4
NUMBERS = re.compile(r"[-+]?\d+(\.\d+)?(\s+[-+]?\d+(\.\d+)?)+")


def unipen() -> list[Drawing]:
    """Return a few digits of each writer in the folder that `MNISTNET_UNIPEN` names; none where it names none."""
    return [drawn(int(name), strokes, rng) for name, strokes, rng in _characters("1a")]


def unipen_letters() -> list[Drawing]:
    """Return a few letters of each writer, in turn, but those that can look like a digit; none without the folder."""
    found = chain(_characters("1b"), _characters("1c"))
    return [
        replace(drawn(NOTHING, strokes, rng), style=name) for name, strokes, rng in found if name not in LIKE_DIGITS
    ]


def _characters(part: str) -> Iterator[tuple[str, list[Points], np.random.Generator]]:
    """Yield a few characters of each writer in a part of the collection: name, strokes, and where chance goes on."""
    folder = os.environ.get("MNISTNET_UNIPEN")
    if not folder:
        return
    rng = np.random.default_rng(1)
    for laboratory in LABORATORIES:
        for path in sorted((Path(folder) / "data" / part / laboratory).rglob("*.dat")):
            listed = list(_listed(path, Path(folder) / "include"))
            places = range(len(listed)) if len(listed) <= OF_EACH else rng.choice(len(listed), OF_EACH, replace=False)
            yield from ((*listed[place], rng) for place in places)


def _listed(path: Path, included: Path) -> Iterator[tuple[str, list[Points]]]:
    """Yield the name and the strokes of every character that a file lists; the strokes lie in the files it includes."""
    text = path.read_text(errors="replace")
    strokes: list[Points] = []
    for name in re.findall(r"\.INCLUDE\s+(?:include/)?(\S+)", text):
        if (included / name).exists():
            strokes += _pens_down((included / name).read_text(errors="replace"))
    for delineation, label in LISTED.findall(text):
        own = [strokes[number] for number in _numbers(delineation) if number < len(strokes)]
        if any(map(len, own)):
            yield label, [stroke for stroke in own if len(stroke)]


def _pens_down(text: str) -> Iterator[Points]:
    """Yield the points of each stroke, shape (points, 2); of one without any, none."""
    for part in re.split(r"^\s*\.PEN_DOWN", text, flags=re.M)[1:]:
        lines = re.split(r"^\s*\.", part, maxsplit=1, flags=re.M)[0].splitlines()
        points = [line.split()[:2] for line in lines if NUMBERS.fullmatch(line.strip())]
        yield np.array(points, float).reshape(-1, 2)


def _numbers(delineation: str) -> Iterator[int]:
    """Yield the numbers that "3-5,8" lists."""
    for part in delineation.split(","):
        ends = [int(end) for end in part.split("-") if end]
        yield from range(ends[0], ends[-1] + 1)
