"""Made patterns: stripes, rings, crosses and the like, drawn by a seeded rule, for networks to tell apart."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.digits.files import with_splits
from mnistnet.words.language import mark, say

__all__ = ["KINDS", "class_names", "made_patterns"]

Array = NDArray[Any]
Draw = Callable[[Array, Array, Array, np.random.Generator], Array]
BLOCK = 100  # so many are drawn at once: their coordinates take more memory than the patterns
SHIFT, NOISE = 0.25, 0.12  # how far the middle wanders, as a share of half the side; standard deviation of the noise


def _blobs(x: Array, y: Array, period: Array, rng: np.random.Generator) -> Array:
    """Return three soft spots at places of their own."""
    middles = rng.uniform(-0.7, 0.7, (3, 2, len(x), 1, 1))
    spots = [np.exp(-((x - mx) ** 2 + (y - my) ** 2) / 0.06) for mx, my in middles]
    return np.maximum(np.maximum(spots[0], spots[1]), spots[2])


def _wave(along: Array, period: Array) -> Array:
    """Return 1 and -1 in turn, each for half a period."""
    return np.where(np.sin(2 * np.pi * along / period) >= 0, 1.0, -1.0)


# Each takes x and y from about -1 to 1, counted from a wandering middle, and a period; it gives ink from 0 to 1.
KINDS: MappingProxyType[str, Draw] = MappingProxyType(
    {
        mark("stripes"): lambda x, y, period, rng: _wave(y, period) > 0,
        mark("rings"): lambda x, y, period, rng: _wave(np.hypot(x, y), period) > 0,
        mark("crosses"): lambda x, y, period, rng: np.minimum(abs(x), abs(y)) < period / 5,
        mark("checks"): lambda x, y, period, rng: _wave(x, period) * _wave(y, period) > 0,
        mark("blobs"): _blobs,
        mark("bars"): lambda x, y, period, rng: _wave(x, period) > 0,
        mark("slants"): lambda x, y, period, rng: _wave(x + y, 1.4 * period) > 0,
        mark("frames"): lambda x, y, period, rng: abs(np.maximum(abs(x), abs(y)) - 0.55) < period / 6,
        mark("saltires"): lambda x, y, period, rng: np.minimum(abs(x + y), abs(x - y)) < period / 4,
        mark("discs"): lambda x, y, period, rng: np.hypot(x, y) < 0.7 * period,
    }
)


def class_names(classes: int) -> tuple[str, ...]:
    """Return what the first so many kinds of pattern are called.

    Raises
    ------
    ValueError
        If there are fewer than 2 or more than all kinds.
    """
    if not 2 <= classes <= len(KINDS):
        raise ValueError(
            say("Patterns are made in 2 to {most} classes, not {classes}.", most=len(KINDS), classes=classes)
        )
    return tuple(KINDS)[:classes]


def made_patterns(size: int, classes: int, count: int = 1000, *, seed: int = 0) -> Digits:
    """Return patterns of size x size with their labels and the splits "train", "validation" and "test", 8:1:1.

    Each is drawn with a middle, a width of its lines and a strength of its ink of its own, then noise joins it.

    Parameters
    ----------
    size : int
        From 2 to 128; below about 8 the kinds can hardly be told apart.
    classes : int
        From 2 to 10: the first so many of `KINDS`, in equal numbers but for a rest.
    count : int
    seed : int
        The same numbers give the same patterns, bit by bit.

    Raises
    ------
    ValueError
        If one of the numbers is outside its range.
    """
    names = class_names(classes)
    if not 2 <= size <= 128 or not 1 <= count <= 20_000:
        raise ValueError(
            say(
                "Up to 20,000 patterns of 2 x 2 to 128 x 128 are made, not {count:,} of {size} x {size}.",
                count=count,
                size=size,
            )
        )
    labels = (np.arange(count) % classes).astype(np.uint8)
    images = np.empty((count, size, size), np.uint8)
    for label, name in enumerate(names):
        places = np.flatnonzero(labels == label)
        for block, start in enumerate(range(0, len(places), BLOCK)):
            rng = np.random.default_rng((seed, label, block))
            chosen = places[start : start + BLOCK]
            images[chosen] = _drawn(KINDS[name], len(chosen), size, rng)
    order = np.random.default_rng(seed).permutation(count)
    return with_splits(Digits(images[order], labels[order], f"made patterns {seed}"))


def _drawn(draw: Draw, count: int, size: int, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return patterns of one kind, shape (count, size, size)."""
    along = (np.arange(size) + 0.5) * 2 / size - 1
    shifts = rng.uniform(-SHIFT, SHIFT, (2, count, 1, 1))
    period = rng.uniform(0.7, 0.95, (count, 1, 1))
    y, x = np.meshgrid(along, along, indexing="ij")
    ink = draw(x - shifts[0], y - shifts[1], period, rng) * rng.uniform(0.7, 1.0, (count, 1, 1))
    return np.rint(255 * np.clip(ink + rng.normal(0, NOISE, ink.shape), 0, 1)).astype(np.uint8)
