"""The queue starts runs in the order in which they were asked for, so many at a time as the machine can carry."""

import time
from dataclasses import dataclass

from mnistnet.digits import DataError
from mnistnet.jobs.files import locked
from mnistnet.jobs.launch import end_worker, launch, reap
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.listing import active
from mnistnet.jobs.run import Run
from mnistnet.jobs.state import ACTIVE
from mnistnet.words import mark

__all__ = ["Place", "advance", "place_in_queue"]

OBEYS_WITHIN = 5  # seconds after which a worker that was told to stop is killed


@dataclass(frozen=True)
class Place:
    """Where a run waits.

    Attributes
    ----------
    number : int
        1 is next; 0 does not wait.
    seconds : float or None
        About how long it will wait, once that can be told.
    """

    number: int
    seconds: float | None


def advance() -> None:
    """Start the runs whose turn has come, and end workers that do not obey.

    A worker calls it when it ends, and a page once a rerun: so a run starts although nobody looks, and
    also where a worker was killed and could not call it. It takes no lock while there is nothing to do.
    """
    folder = runs_folder()
    reap()
    if not any(map(_wants_something, active())):
        return
    with locked(folder / "queue.lock"):
        working, waiting = 0, []
        for run in active():
            state = run.state()
            if state.status == "queued":
                waiting.append(run)
            elif state.is_active:
                working += 1
                if run.seconds_since_stop() > OBEYS_WITHIN:
                    end_worker(run)
            else:
                run.leave_queue()
        for run in waiting:
            if run.seconds_since_stop() > 0 or time.time() - run.last_sign_of_life() > limits().silence:
                run.tell("stopped", mark("Stopped before it began."))
                run.leave_queue()
            elif working < limits().workers:
                working += 1
                run.tell("starting")
                launch(run, advance)


def _wants_something(run: Run) -> bool:
    """Return whether a run waits, was told to stop, or is over and still marked; without any lock."""
    try:
        status = run.told()["status"]
    except DataError:  # deleted at this very moment
        return False
    return status == "queued" or status not in ACTIVE or run.seconds_since_stop() > 0


def place_in_queue(run: Run) -> Place:
    """Return where a run waits and about how long."""
    states = [(other, other.state()) for other in active()]
    waiting = [other.folder for other, state in states if state.status == "queued"]
    if run.folder not in waiting:
        return Place(0, None)
    number = waiting.index(run.folder) + 1
    left = sorted(state.seconds_left or 60.0 for _, state in states if state.status != "queued")
    if not left:
        return Place(number, None)
    rounds, turn = divmod(number - 1, len(left))
    return Place(number, left[turn] + rounds * (sum(left) / len(left)))
