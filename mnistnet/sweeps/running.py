"""A sweep is a plan at work: what is known is kept, and what is missing is computed, wherever there is room."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mnistnet.digits import Digits
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row
from mnistnet.sweeps.serial import Engine, one_by_one
from mnistnet.sweeps.store import Store

__all__ = ["Sweep"]


@dataclass(frozen=True, eq=False)
class Sweep:
    """A plan, the digits that it is about, and where its rows are kept.

    Attributes
    ----------
    plan : Plan
    digits : Digits
        With the splits "train", "validation" and "test".
    store : Store, optional
        Without one nothing is kept.
    """

    plan: Plan
    digits: Digits
    store: Store | None = field(default=None)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """All points of the plan."""
        return self.plan.points(self.digits.digest)

    def rows(self) -> dict[str, Row]:
        """Return the rows that are known, by the digests of their points."""
        known = {} if self.store is None else self.store.rows()
        return {point.digest: known[point.digest] for point in self.points if point.digest in known}

    def missing(self) -> tuple[Point, ...]:
        """Return the points that are still to be computed."""
        known = self.rows()
        return tuple(point for point in self.points if point.digest not in known)

    def run(self, engine: Engine = one_by_one) -> Iterator[Row]:
        """Compute what is missing, and yield each row once it is kept; whoever stops asking loses nothing.

        Notes
        -----
        Rows come in the order in which they are done; which engine it was cannot be told from their figures. The row
        of a point that was lost with its workers is not kept, so that it is computed when the sweep goes on.
        """
        named = {point.digest: point for point in self.missing()}
        for row in engine(tuple(named.values()), self.digits):
            if self.store is not None and not row.is_lost:
                self.store.add(named[row.point], row)
            yield row
