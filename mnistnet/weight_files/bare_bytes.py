"""Bare bytes taken apart: whole numbers that say sizes, and the fractions between them, however they were written.

C, C++, Rust, Go, Java and C# write a matrix as its sizes and then its numbers, each in a width and an order of bytes
of its own. Sizes are small, and small whole numbers are no fractions that a network would hold: read as such they are
nearly nothing. That tells them apart.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Taken", "headed", "layers_in", "taken_apart", "weights_in"]

Array = NDArray[Any]
INPUTS, CLASSES, WIDEST, DEEPEST = 784, 10, 4096, 4
LARGE, SMALL = 2**22, 1024  # whole numbers: what may stand between fractions of 4 bytes, and of 8
MOST_INTS = 20_000
FRONT = 128  # bytes in which sizes in front begin
MOST_SIZES, MOST_BEFORE = 8, 16
LEAST, MOST = 1e-6, 1e4  # of weights that are in use
NEARLY_ALL, SOME = 0.99, 0.2  # of the numbers must be no larger, and so many be in use


@dataclass(frozen=True, eq=False)
class Taken:
    """What bare bytes hold: whole numbers in their order, and the fractions in theirs, in runs."""

    sizes: tuple[int, ...]
    runs: tuple[Array, ...]

    @property
    def numbers(self) -> Array:
        """All fractions; a few before the first size, such as a learning rate, are none of the network."""
        return np.concatenate(self.runs) if self.runs else np.empty(0)


def weights_in(numbers: Array) -> bool:
    """Return whether numbers look like weights."""
    if not numbers.size:
        return False
    with np.errstate(all="ignore"):
        large = np.abs(numbers)
        usual = (large > LEAST) & (large < MOST)
        fitting = np.isfinite(large) & (large < MOST)
    return bool(fitting.mean() >= NEARLY_ALL and usual.mean() >= SOME)


def headed(content: bytes) -> Array | None:
    """Return the sizes from 784 to 10 that stand in front, perhaps behind a mark, and the numbers; or None."""
    for order, code in product("<>", "IQH"):
        width = struct.calcsize(f"{order}{code}")
        at = content[:FRONT].find(struct.pack(f"{order}{code}", INPUTS))
        if at < 0:
            continue
        count = min(MOST_SIZES, (len(content) - at) // width)
        said = struct.unpack_from(f"{order}{count}{code}", content, at)
        sizes = said[: said.index(CLASSES) + 1] if CLASSES in said else ()
        if len(sizes) < 2 or not all(0 < one <= WIDEST for one in sizes):
            continue
        for total, size in product(_counts(sizes), (4, 8)):
            start = len(content) - total * size
            if 0 <= start - at - width * len(sizes) <= FRONT:
                numbers = np.frombuffer(content, f"{order}f{size}", offset=start)
                if weights_in(numbers):
                    return _with_sizes(sizes, numbers)
    return None


def taken_apart(content: bytes) -> Iterator[Taken]:
    """Yield what bytes hold in every way of writing them in which the fractions look like weights."""
    if len(content) % 4:
        return
    for order, size, width in product("<>", (4, 8), (4, 8)):
        taken = _taken(content, order, size, width)
        if taken is not None and weights_in(taken.numbers):
            yield taken


def _taken(content: bytes, order: str, size: int, width: int) -> Taken | None:
    """Return whole numbers of one width and fractions of one size; None if the bytes do not come out even."""
    words = np.frombuffer(content, f"{order}u4")
    small = (words > 0) & (words <= (SMALL if (size, width) == (8, 4) else LARGE))
    if width == 8:
        zero, other = (words[1:] == 0, small[:-1]) if order == "<" else (words[:-1] == 0, small[1:])
        small = np.append(zero & other, False)
    places = np.flatnonzero(small)
    step, across = size // 4, width // 4
    lists = [places[places % step == rest] for rest in range(step)]
    sizes: list[int] = []
    runs: list[Array] = []
    at = 0
    while at < len(words):
        own = lists[at % step]
        k = int(np.searchsorted(own, at))
        end = int(own[k]) if k < len(own) else len(words)
        if (end - at) % step or len(sizes) > MOST_INTS:
            return None
        if end > at and (sizes or end - at > MOST_BEFORE):
            runs.append(np.frombuffer(content, f"{order}f{size}", (end - at) // step, 4 * at))
        if end < len(words):
            sizes.append(int(words[end if order == "<" else end + across - 1]))
        at = end + across
    return Taken(tuple(sizes), tuple(runs)) if at <= len(words) + across else None


def layers_in(taken: Taken) -> Array | None:
    """Return sizes that lead from the pixels to the digits, and all numbers; None if these are not so many."""
    numbers = taken.numbers
    hidden = [one for one in dict.fromkeys(taken.sizes) if 1 < one <= WIDEST and one != INPUTS][:6]
    for depth in range(DEEPEST + 1):
        for middle in product(hidden, repeat=depth):
            sizes = (INPUTS, *middle, CLASSES)
            if numbers.size in _counts(sizes):
                return _with_sizes(sizes, numbers)
    return None


def _counts(sizes: Sequence[int]) -> tuple[int, int]:
    """Return how many numbers a network of such sizes has, with biases and without."""
    return sum((n + 1) * m for n, m in pairwise(sizes)), sum(n * m for n, m in pairwise(sizes))


def _with_sizes(sizes: Sequence[int], numbers: Array) -> Array:
    native = numbers.astype(numbers.dtype.newbyteorder("="), copy=False)
    return np.concatenate([np.array(sizes, native.dtype), native])
