"""A row is what one point came to: its figures, how long it took, or why there are none."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from threadpoolctl import threadpool_limits

from mnistnet.digits import Digits
from mnistnet.sweeps.measures import MEASURES
from mnistnet.sweeps.point import Point
from mnistnet.words import say

__all__ = ["Row", "compute", "lost"]


@dataclass(frozen=True)
class Row:
    """What one point came to.

    Attributes
    ----------
    point : str
        Its digest.
    figures : mapping of str to float
        Empty where it failed.
    trouble : str
        Why it failed; empty where it did not.
    seconds : float
        How long it took on the clock, which is no result: it differs from machine to machine.
    is_lost : bool
        Whether it failed for no fault of its own, such as a worker that was killed: it is worth another try.
    """

    point: str
    figures: Mapping[str, float] = field(default_factory=dict)
    trouble: str = ""
    seconds: float = field(default=0.0, compare=False)
    is_lost: bool = False


def compute(point: Point, digits: Digits) -> Row:
    """Return the row of a point, computed here and now in one thread; whatever goes wrong is told in the row."""
    began = time.perf_counter()
    try:
        with threadpool_limits(1):
            figures = MEASURES[point.measure].function(point, digits)
    except MemoryError:
        return _failed(point, say("There was not enough memory."), began)
    except Exception as error:  # one impossible point must not cost the others
        return _failed(point, " ".join(str(error).split()) or type(error).__name__, began)
    return Row(point.digest, figures, seconds=time.perf_counter() - began)


def lost(point: Point) -> Row:
    """Return the row of a point whose workers died again and again."""
    return Row(point.digest, trouble=say("The worker that computed this was lost, again and again."), is_lost=True)


def _failed(point: Point, trouble: str, began: float) -> Row:
    return Row(point.digest, trouble=trouble, seconds=time.perf_counter() - began)
