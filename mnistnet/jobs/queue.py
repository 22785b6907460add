"""The queue starts runs in the order in which they were asked for, so many at a time as the machine can carry."""

import contextlib
import os
import re
import secrets
import shutil
import time
from dataclasses import dataclass

from mnistnet.digits import DataError
from mnistnet.digits.sources import NAMED_SETS
from mnistnet.jobs.checkpoint import Checkpoint, read_epoch
from mnistnet.jobs.desks import sweep_desks
from mnistnet.jobs.files import locked, write_whole
from mnistnet.jobs.launch import end_worker, launch, reap
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.run import Run
from mnistnet.jobs.sets import is_kept_set, sweep_sets
from mnistnet.jobs.spec import RunSpec
from mnistnet.jobs.state import ACTIVE
from mnistnet.training import Settings, Snapshot, parameter_count
from mnistnet.words import mark, say
from mnistnet.words.told import Told

__all__ = ["Busy", "Place", "advance", "branch", "delete", "find_run", "place_in_queue", "resume", "runs", "start_run"]

OBEYS_WITHIN = 5  # seconds after which a worker that was told to stop is killed


class Busy(Told):
    """There is no room for another run; the message says why."""


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


def start_run(
    settings: Settings,
    data: str = "embedded",
    session: str = "",
    start: Snapshot | None = None,
    image_shape: tuple[int, int] = (28, 28),
) -> Run:
    """Ask for a training run, and start it if there is room.

    Parameters
    ----------
    settings : Settings
    data : str
        "embedded", "mnist", "mnist-60000", what `keep_set` returned, or (not on a hosted server) a folder of IDX files.
    session : str
        Who asks.
    start : Snapshot, optional
        Where to go on from.
    image_shape : (int, int)
        Of the pictures in the data.

    Raises
    ------
    ValueError
        If the run would be larger than is allowed here.
    Busy
        If this session has its runs, or the queue is full.
    """
    _check_size(settings, data, image_shape)
    return _enqueue(RunSpec(settings, data, session, time.time()), start)


def branch(run: Run, epoch: int, settings: Settings, session: str = "") -> Run:
    """Ask for a run that goes on from an epoch of another one, with other settings; that one stays as it is.

    Raises
    ------
    ValueError
        If the settings describe another architecture, or have no epoch left to train.
    DataError
        If the epoch was not kept.
    Busy
        As for `start_run`.
    """
    spec = run.spec
    if settings.epochs <= epoch:
        raise ValueError(
            say(
                "A branch from epoch {epoch} must go on beyond it; {epochs} epochs are too few.",
                epoch=epoch,
                epochs=settings.epochs,
            )
        )
    if settings.layers != spec.settings.layers or settings.along_rows != spec.settings.along_rows:
        raise ValueError(say("A branch goes on with the same layers; start a new run for another architecture."))
    _check_size(settings, spec.data)
    past = Checkpoint.read(run.folder / "checkpoint").snapshot
    if past.epoch != epoch or past.images:
        parameters = read_epoch(run.folder / "epochs", epoch).astype(past.parameters.dtype)
        history = tuple(row for row in past.history if row["epoch"] <= epoch)
        past = Snapshot(parameters, past.memory[:0], 0, epoch, history=history)
    made = _enqueue(RunSpec(settings, spec.data, session, time.time(), run.identity, epoch), past)
    return made


def _check_size(settings: Settings, data: str, image_shape: tuple[int, int] = (28, 28)) -> None:
    allowed = limits()
    if settings.epochs > allowed.epochs:
        raise ValueError(
            say(
                "A run may have {most:g} epochs here, not {epochs}.",
                most=allowed.epochs,
                epochs=settings.epochs,
            )
        )
    if (count := parameter_count(settings, image_shape)) > allowed.parameters:
        raise ValueError(
            say(
                "A network may have {most:,.0f} parameters here; this one has {count:,}.",
                most=allowed.parameters,
                count=count,
            )
        )
    elsewhere = data not in NAMED_SETS and not is_kept_set(data)
    if elsewhere and os.environ.get("MNISTNET_HOSTED", "") not in ("", "0"):
        raise ValueError(
            say("On this server a run learns from the embedded digits, from MNIST or from a set brought here.")
        )


def _enqueue(spec: RunSpec, start: Snapshot | None) -> Run:
    folder = runs_folder()
    with locked(folder / "queue.lock"):
        _check_room(spec.session)
        run = Run(folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}")
        run.folder.mkdir()
        if start is not None:
            Checkpoint(start, spec.settings).write(run.folder / "checkpoint")
            _copy_epochs(run, spec)
        run.keep_alive()
        run.tell("queued")
        write_whole(run.folder / "spec.json", spec.to_json().encode())  # last: from now on it is listed
        run.enter_queue()
    _sweep()
    advance()
    return run


def _copy_epochs(run: Run, spec: RunSpec) -> None:
    """Give a branch the past that it shares with its parent."""
    (run.folder / "epochs").mkdir()
    if spec.parent:
        for path in (run.folder.parent / spec.parent / "epochs").glob("*.epoch"):
            if int(path.stem) <= spec.parent_epoch:
                shutil.copy(path, run.folder / "epochs" / path.name)


def _check_room(session: str) -> None:
    """Raise Busy if no more may be asked for."""
    allowed, active = limits(), [run for run in _active() if run.state().is_active]
    mine = sum(run.spec.session == session for run in active)
    if mine >= allowed.per_session:
        raise Busy(say("A training run of yours is still going on or waiting: stop it first, or wait for it."))
    if len(active) >= allowed.workers + allowed.queue:
        raise Busy(say("Too many others are training here right now; try again in a few minutes."))


def resume(run: Run) -> None:
    """Let a run that was interrupted, stopped or failed go on from its last checkpoint; Busy if there is no room."""
    if run.state().is_active or run.state().status == "finished":
        return
    with locked(runs_folder() / "queue.lock"):
        _check_room(run.spec.session)
        (run.folder / "stop").unlink(missing_ok=True)
        run.go_on()
        run.keep_alive()
        run.tell("queued")
        run.enter_queue()
    advance()


def advance() -> None:
    """Start the runs whose turn has come, and end workers that do not obey.

    A worker calls it when it ends, and a page once a rerun: so a run starts although nobody looks, and
    also where a worker was killed and could not call it. It takes no lock while there is nothing to do.
    """
    folder = runs_folder()
    reap()
    if not any(map(_wants_something, _active())):
        return
    with locked(folder / "queue.lock"):
        working, waiting = 0, []
        for run in _active():
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
    states = [(other, other.state()) for other in _active()]
    waiting = [other.folder for other, state in states if state.status == "queued"]
    if run.folder not in waiting:
        return Place(0, None)
    number = waiting.index(run.folder) + 1
    left = sorted(state.seconds_left or 60.0 for _, state in states if state.status != "queued")
    if not left:
        return Place(number, None)
    rounds, turn = divmod(number - 1, len(left))
    return Place(number, left[turn] + rounds * (sum(left) / len(left)))


def runs(session: str | None = None) -> tuple[Run, ...]:
    """Return the runs of a session, or all, newest first; this only reads, see `advance`."""
    found = [Run(path.parent) for path in runs_folder().glob("*/spec.json")]
    mine = [run for run in found if session is None or run.spec.session == session]
    return tuple(sorted(mine, key=lambda run: run.spec.created, reverse=True))


def find_run(identity: str) -> Run:
    """Return a run by its identity; DataError if there is none."""
    run = Run(runs_folder() / identity)
    if not re.fullmatch(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}", identity) or not (run.folder / "spec.json").exists():
        raise DataError(say("There is no training run {identity} here any more.", identity=identity))
    return run


def delete(run: Run) -> None:
    """Delete a run that is over, with all that it learned."""
    if not run.state().is_active:
        run.leave_queue()
        shutil.rmtree(run.folder)
        _sweep()


def _sweep() -> None:
    """Delete sets that no run needs and old desks; somebody else who deletes a run at this very moment does it then."""
    sweep_desks()
    with contextlib.suppress(FileNotFoundError):
        sweep_sets({Run(path.parent).spec.data for path in runs_folder().glob("*/spec.json")})


def _active() -> list[Run]:
    """Return the runs that train or wait, oldest first."""
    folder = runs_folder()
    marked = [Run(folder / path.name) for path in (folder / "active").glob("*")]
    there = [run for run in marked if (run.folder / "status.json").exists()]
    return sorted(there, key=lambda run: (run.spec.created, run.identity))
