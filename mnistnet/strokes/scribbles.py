"""Scribbles are no digits: dots, dashes, zigzags, spirals, hatching, letters of no alphabet, digits struck out.

Each is made as strokes in hundredths of the height, like a style, and drawn by somebody's hand.
"""

from collections.abc import Callable
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mnistnet.strokes.catalogue import STYLES
from mnistnet.strokes.styles import HELD_BACK, PARTS, TUNING

__all__ = ["SCRIBBLES"]

Points = NDArray[np.float64]
Path = tuple[tuple[Points, ...], ...]


def _dots(rng: np.random.Generator) -> Path:
    return tuple(
        (np.stack([spot, spot + rng.normal(0, 2, 2)]),) for spot in rng.uniform(0, 100, (rng.integers(2, 6), 2))
    )


def _dash(rng: np.random.Generator) -> Path:
    angle, bend = rng.uniform(-0.3, 0.3), rng.normal(0, 6)
    return ((np.array([[0, 0], [50, 50 * np.tan(angle) + bend], [100, 100 * np.tan(angle)]]),),)


def _wander(rng: np.random.Generator) -> Path:
    """Return the way of a pen that goes where it likes: a curve, or a broken line, through points at random."""
    points = rng.uniform(0, 100, (int(rng.integers(7, 16)), 2))
    cut = [points[i : i + 2] for i in range(len(points) - 1)]
    return ((points,),) if rng.random() < 0.6 else (tuple(cut),)


def _several(rng: np.random.Generator) -> Path:
    return tuple((rng.uniform(0, 100, (int(rng.integers(2, 5)), 2)),) for _ in range(int(rng.integers(4, 8))))


def _zigzag(rng: np.random.Generator) -> Path:
    teeth = int(rng.integers(6, 13))
    along, across = (
        np.linspace(0, rng.uniform(50, 140), teeth),
        np.where(np.arange(teeth) % 2, 0.0, rng.uniform(20, 100)),
    )
    points = np.stack([along, across], axis=1) + rng.normal(0, 4, (teeth, 2))
    points = points if rng.random() < 0.7 else points[:, ::-1]
    return (tuple(points[i : i + 2] for i in range(teeth - 1)),) if rng.random() < 0.5 else ((points,),)


def _spiral(rng: np.random.Generator) -> Path:
    angle = np.linspace(0, 2 * np.pi * rng.uniform(2.2, 4), 30) + rng.uniform(0, 6)
    way = np.linspace(rng.uniform(2, 15), 50, 30)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return ((way * (1, rng.choice([-1, 1])),),)


def _hatching(rng: np.random.Generator) -> Path:
    rows = np.linspace(0, 100, int(rng.integers(4, 10)))
    lines = [np.array([[rng.normal(0, 5), y], [100 + rng.normal(0, 5), y + rng.normal(0, 8)]]) for y in rows]
    return tuple((line if rng.random() < 0.5 else line[::-1],) for line in lines)


def _knot(rng: np.random.Generator) -> Path:
    """Return a line that runs round and round and crosses itself, a figure of Lissajous."""
    time = np.linspace(0, 2 * np.pi, 48)
    across, along = rng.permutation([2, 3, 4, 5])[:2]
    return ((50 * np.stack([np.sin(across * time + rng.uniform(0, 6)), np.sin(along * time)], axis=1),),)


def _net(rng: np.random.Generator) -> Path:
    """Return lines that cross other lines."""
    return (*_hatching(rng), *((line[0][:, ::-1],) for line in _hatching(rng)))


def _coil(rng: np.random.Generator) -> Path:
    turns = np.linspace(0, 2 * np.pi * rng.uniform(3, 6), 40)
    return ((np.stack([4 * turns + 24 * np.cos(turns), 30 * np.sin(turns)], axis=1) * (1, rng.choice([-1, 1])),),)


def _struck_out(rng: np.random.Generator) -> Path:
    """Return a digit under another one, or under lines."""
    known = [style.strokes for style in STYLES if style.parts == PARTS]
    digit, other = (known[rng.integers(len(known))] for _ in range(2))
    lines = tuple((np.array([[-12, y], [70, y + rng.normal(0, 10)]]),) for y in rng.uniform(10, 90, rng.integers(3, 6)))
    return (*digit, *(other if rng.random() < 0.4 and other is not digit else lines))


def _letter(rng: np.random.Generator) -> Path:
    """Return a letter of no alphabet: three to five strokes between nine places of a field."""
    ends = [rng.permutation(_field(3))[:2] for _ in range(int(rng.integers(3, 6)))]
    return tuple((_bent(start, end, rng),) for start, end in ends)


def _joined_letter(rng: np.random.Generator) -> Path:
    """Return a letter of no alphabet in one line, with corners."""
    stops = rng.permutation(_field(4))[: int(rng.integers(6, 9))] + rng.normal(0, 4, (1, 2))
    return (tuple(_bent(start, end, rng) for start, end in pairwise(stops)),)


def _field(rows: int) -> Points:
    """Return places in three columns and some rows, shape (3 rows, 2)."""
    return np.stack(np.meshgrid([0.0, 34, 68], np.linspace(0, 100, rows)), axis=-1).reshape(-1, 2)


def _bent(start: Points, end: Points, rng: np.random.Generator) -> Points:
    """Return a stroke from place to place, every other one swung aside."""
    aside = (end - start)[::-1] * (-1, 1) * rng.choice([0, 0, -0.5, 0.5]) * rng.uniform(0.6, 1.2)
    return np.stack([start, (start + end) / 2 + aside, end]) + rng.normal(0, 4, (3, 2))


SCRIBBLES: MappingProxyType[str, tuple[Callable[[np.random.Generator], Path], tuple[str, ...]]] = MappingProxyType(
    {
        "dots": (_dots, PARTS),
        "dash": (_dash, PARTS),
        "wander": (_wander, PARTS),
        "several": (_several, PARTS),
        "zigzag": (_zigzag, TUNING),
        "spiral": (_spiral, TUNING),
        "knot": (_knot, TUNING),
        "net": (_net, HELD_BACK),
        "hatching": (_hatching, TUNING),
        "coil": (_coil, HELD_BACK),
        "struck out": (_struck_out, TUNING),
        "letter of no alphabet": (_letter, TUNING),
        "letter of no alphabet, joined": (_joined_letter, TUNING),
    }
)
