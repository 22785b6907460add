"""A run can be a whole sweep: its worker computes point after point, or hands them to a cluster that it is told of."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mnistnet.digits import Digits
from mnistnet.digits.sources import load_digits
from mnistnet.jobs.run import Run
from mnistnet.sweeps import Store, Sweep, on_cluster, one_by_one, read_plan
from mnistnet.sweeps.cluster import connected
from mnistnet.sweeps.serial import Engine

__all__ = ["SCHEDULER", "compute_sweep", "sweep_of"]

SCHEDULER = "MNISTNET_SCHEDULER"  # the environment variable with the address of a Dask scheduler
RESULTS = "results.csv"


def sweep_of(run: Run, digits: Digits | None = None) -> Sweep:
    """Return the sweep that a run computes, with the rows that it has so far.

    Parameters
    ----------
    run : Run
        Whose spec has a plan.
    digits : Digits, optional
        Those of the plan, if they are at hand.
    """
    plan = read_plan(run.spec.plan)
    return Sweep(plan, digits or load_digits(plan.data), Store(run.folder / RESULTS, plan))


def compute_sweep(run: Run, check: Callable[[], None]) -> None:
    """Compute what is missing of a run's sweep; `check` is called after every point, and raises if it is to stop."""
    check()
    run.tell("running")
    with _engine() as engine:
        for _ in sweep_of(run).run(engine):
            check()


@contextmanager
def _engine() -> Iterator[Engine]:
    """Give the cluster that the environment names, or this very process."""
    address = os.environ.get(SCHEDULER, "")
    if not address:
        yield one_by_one
        return
    with connected(address) as client:
        yield on_cluster(client)
