"""The work of one training run: train, report, obey; in a process of its own, or in a thread."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from threadpoolctl import threadpool_limits

from mnistnet.digits.sources import load_digits
from mnistnet.jobs.checkpoint import Checkpoint
from mnistnet.jobs.files import locked, sweep
from mnistnet.jobs.job import FIRST_REPORT, Job
from mnistnet.jobs.limits import limits
from mnistnet.jobs.run import Run
from mnistnet.jobs.sweeps import compute_sweep
from mnistnet.sweeps.recipe import fewer
from mnistnet.training import Diverged, train
from mnistnet.words import mark, say
from mnistnet.words.told import Told

__all__ = ["work"]

GRACE = 0.7  # seconds between being told to stop and being cut off


class _Stopped(Exception):
    """The run is to stop; the message says why."""


def work(folder: Path, then: Callable[[], None], may_exit: bool = True) -> None:
    """Train the run in a folder until it is finished or told to stop.

    Parameters
    ----------
    folder : Path
    then : callable
        What to do when the run is over, however it ended: `mnistnet.jobs.advance`.
    may_exit : bool
        Whether the whole process may be ended if training does not react in time; not in a thread.
    """
    run = Run(folder)
    with threadpool_limits(1), locked(folder / "lock"):
        if run.told()["status"] != "starting":  # somebody else has done it
            return
        run.tell("running", mark("Fetching the digits."))
        watch = _Watch(run, then if may_exit else None)
        try:
            sweep(folder)
            if run.spec.plan:
                compute_sweep(run, watch.check)
            else:
                _train(run, watch)
            run.tell("finished")
        except _Stopped as stopped:
            run.tell("stopped", str(stopped))
        except Diverged as diverged:
            run.tell("failed", str(diverged), diverged.learning_rate)
        except MemoryError:
            run.tell(
                "failed",
                mark("This run needs more memory than it may have here: take smaller batches or fewer nodes."),
            )
        except (Told, ValueError) as error:
            run.tell("failed", str(error))
        except Exception as error:
            run.tell("failed", say("Something unforeseen happened ({error}).", error=error))
            raise
        finally:
            watch.end()
            run.leave_queue()
            then()


def _train(run: Run, watch: "_Watch") -> None:
    """Drive the training generator: record each report, obey, ask for the next."""
    digits = load_digits(run.spec.data)
    learning = fewer(digits.split("train"), run.spec.count, run.spec.settings.seed)
    judging = digits.split("validation")
    path = run.folder / "checkpoint"
    checkpoint = Checkpoint.read(path) if path.exists() else None
    job = Job(run, checkpoint, len(learning))
    start = None if checkpoint is None else checkpoint.snapshot
    generator = train(job.starting_settings(), learning, judging, start, report_every=FIRST_REPORT)
    run.tell("running")
    try:
        watch.check()
        job.record(next(generator))
        while True:
            job.record(generator.send(job.obey(watch.check)))
    except StopIteration:
        job.keep()
    except _Stopped:
        job.keep()
        raise


class _Watch:
    """Looks for reasons to stop; with `last` it does that and ends the process where training does not obey."""

    def __init__(self, run: Run, last: Callable[[], None] | None) -> None:
        self._run, self._last, self._limits = run, last, limits()
        self._began, self._over = time.monotonic(), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raise _Stopped if there is a reason to stop."""
        if reason := self._reason():
            raise _Stopped(reason)

    def end(self) -> None:
        """Look no longer."""
        self._over.set()
        self._thread.join()

    def _reason(self) -> str:
        """Return why the run should stop, or nothing."""
        if (self._run.folder / "stop").exists():
            return mark("Stopped.")
        if time.monotonic() - self._began > self._limits.seconds:
            return say(
                "A run may take {seconds:g} seconds here; what it has learned is kept.", seconds=self._limits.seconds
            )
        if time.time() - self._run.last_sign_of_life() > self._limits.silence:
            return mark("Nobody was there to see it any more; what it has learned is kept, and it can be resumed.")
        return ""

    def _look(self) -> None:
        """Cut the process off where a reason to stop has been there for too long."""
        told = 0.0
        while not self._over.wait(0.1):
            reason = self._reason()
            told = (told or time.monotonic()) if reason else 0.0
            if reason and self._last is not None and time.monotonic() - told > GRACE:
                self._run.tell("stopped", reason)
                self._run.leave_queue()
                self._last()
                os._exit(0)
