"""Waiting for what another process does: as short as it takes, never a fixed time."""

import time
from collections.abc import Callable

from mnistnet import jobs

__all__ = ["end_runs", "wait_for"]


def wait_for(condition: Callable[[], object], seconds: float = 60, *, looking: bool = True) -> None:
    """Return as soon as `condition()` holds; fail if it does not in time.

    While one waits the runs are looked after, as an open page does it, unless nobody is `looking`.
    """
    end, pause = time.monotonic() + seconds, 0.02
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        if looking:
            jobs.advance()
        time.sleep(pause)


def end_runs() -> None:
    """Stop all runs and wait until nobody works on them."""
    for run in jobs.runs():
        run.stop()
    wait_for(lambda: not any(run.state().is_active or run.is_worked_on() for run in jobs.runs()))
