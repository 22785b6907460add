"""Digits by hundreds of strangers from eleven laboratories, where the UNIPEN collection is at hand; for `handwriting`.

I. Guyon, L. Schomaker, R. Plamondon, M. Liberman, S. Janet, "UNIPEN project of on-line data exchange and recognizer
benchmarks" (1994): `MNISTNET_UNIPEN` names the folder of train_r01_v07, which holds `data/1a` (isolated digits) and
`include`. Nothing was learned from it. What was missed there (zeros with a slash, ones with a foot, narrow nines)
led to more such styles among those that networks learn from.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.pens import drawn
from mnistnet.strokes import Drawing

__all__ = ["unipen"]

Points = NDArray[np.float64]
# Those whose digits are numbered by pen-down strokes alone, with y upwards, as the collection's definition has it.
LABORATORIES = ("aga", "apa", "apb", "app", "art", "ced", "gmd", "ibm", "syn", "uqb", "val")
OF_EACH = 10  # digits of each file at most: a file is mostly one writer, and some wrote a thousand
LISTED = re.compile(r'\.SEGMENT\s+\S+\s+([\d,-]+)\s+\S+\s+"(\d)"')
NUMBERS = re.compile(r"[-+]?\d+(\.\d+)?(\s+[-+]?\d+(\.\d+)?)+")


def unipen() -> list[Drawing]:
    """Return a few drawings of each writer in the folder that `MNISTNET_UNIPEN` names; none where it names none."""
    folder = os.environ.get("MNISTNET_UNIPEN")
    if not folder:
        return []
    rng = np.random.default_rng(1)
    found = []
    for laboratory in LABORATORIES:
        for path in sorted((Path(folder) / "data" / "1a" / laboratory).rglob("*.dat")):
            listed = list(_digits(path, Path(folder) / "include"))
            places = range(len(listed)) if len(listed) <= OF_EACH else rng.choice(len(listed), OF_EACH, replace=False)
            found += [drawn(*listed[place], rng) for place in places]
    return found


def _digits(path: Path, included: Path) -> Iterator[tuple[int, list[Points]]]:
    """Yield the label and the strokes of every digit that a file lists; the strokes lie in the files it includes."""
    text = path.read_text(errors="replace")
    strokes: list[Points] = []
    for name in re.findall(r"\.INCLUDE\s+(?:include/)?(\S+)", text):
        if (included / name).exists():
            strokes += _pens_down((included / name).read_text(errors="replace"))
    for delineation, label in LISTED.findall(text):
        own = [strokes[number] for number in _numbers(delineation) if number < len(strokes)]
        if any(map(len, own)):
            yield int(label), [stroke for stroke in own if len(stroke)]


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
