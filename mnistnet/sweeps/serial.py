"""The plainest engine: one point after the other, here."""

from collections.abc import Callable, Iterator, Sequence

from mnistnet.digits import Digits
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row, compute

__all__ = ["Engine", "one_by_one"]

Engine = Callable[[Sequence[Point], Digits], Iterator[Row]]


def one_by_one(points: Sequence[Point], digits: Digits) -> Iterator[Row]:
    """Yield the row of each point, in order."""
    for point in points:
        yield compute(point, digits)
