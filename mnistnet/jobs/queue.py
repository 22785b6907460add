"""The queue starts runs in the order in which they were asked for, so many at a time as the machine can carry."""

import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from mnistnet.digits import DataError
from mnistnet.digits.sources import NAMED_SETS
from mnistnet.jobs.checkpoint import Checkpoint, read_epoch
from mnistnet.jobs.files import locked, write_whole
from mnistnet.jobs.launch import end_worker, launch, reap
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.owners import RUNS, marked, note, owners_folder
from mnistnet.jobs.places import check_places, client_name, count_start
from mnistnet.jobs.run import Run
from mnistnet.jobs.sets import is_kept_set
from mnistnet.jobs.spec import RunSpec
from mnistnet.jobs.state import ACTIVE
from mnistnet.jobs.sweeping import make_room_for, remove, sweep_up, sweep_up_in_time
from mnistnet.limits import is_hosted
from mnistnet.training import Settings, Snapshot, check_size, megabytes_of, parameter_count
from mnistnet.words import mark, say

__all__ = [
    "Place",
    "advance",
    "branch",
    "check_run",
    "delete",
    "find_run",
    "place_in_queue",
    "resume",
    "runs",
    "start_run",
]

PICTURES = {"mnist": 60_000, "mnist-60000": 70_000}  # in all, with those that are kept for testing
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


def start_run(
    settings: Settings,
    data: str = "embedded",
    session: str = "",
    start: Snapshot | None = None,
    image_shape: tuple[int, int] = (28, 28),
    address: str | None = None,
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
    address : str, optional
        The network address that the question comes from.

    Raises
    ------
    ValueError
        If the run would be larger than is allowed here.
    Busy
        If this session or this address has its runs, or the queue is full.
    """
    check_run(settings, data, image_shape)
    return _enqueue(RunSpec(settings, data, session, time.time(), client=client_name(address)), start)


def branch(run: Run, epoch: int, settings: Settings, session: str = "", address: str | None = None) -> Run:
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
    check_run(settings, spec.data)
    past = Checkpoint.read(run.folder / "checkpoint").snapshot
    if past.epoch != epoch or past.images:
        parameters = read_epoch(run.folder / "epochs", epoch).astype(past.parameters.dtype)
        history = tuple(row for row in past.history if row["epoch"] <= epoch)
        past = Snapshot(parameters, past.memory[:0], 0, epoch, history=history)
    about = (run.identity, epoch, client_name(address))
    return _enqueue(RunSpec(settings, spec.data, session, time.time(), *about), past)


def check_run(settings: Settings, data: str = "embedded", image_shape: tuple[int, int] = (28, 28)) -> None:
    """Raise ValueError, with a sentence, if a run would be larger than is allowed here, or learn from what is not."""
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
    check_size(settings, image_shape)
    if (needed := megabytes_of(settings, image_shape, PICTURES.get(data, 10_000))) > allowed.memory:
        raise ValueError(
            say(
                "This run would need about {needed:,.0f} MB of memory; here it may have {most:,.0f} MB. "
                "Take smaller batches or fewer nodes.",
                needed=needed,
                most=allowed.memory,
            )
        )
    if data not in NAMED_SETS and not is_kept_set(data) and is_hosted():
        raise ValueError(
            say("On this server a run learns from the embedded digits, from MNIST or from a set brought here.")
        )


def _enqueue(spec: RunSpec, start: Snapshot | None) -> Run:
    folder = runs_folder()
    _index(folder)
    with locked(folder / "queue.lock"):
        _check_room(spec)
        count_start(spec.session, spec.client)
        make_room_for(spec.session)
        run = Run(folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}")
        run.folder.mkdir()
        if start is not None:
            Checkpoint(start, spec.settings).write(run.folder / "checkpoint")
            _copy_epochs(run, spec)
        run.keep_alive()
        run.tell("queued")
        write_whole(run.folder / "spec.json", spec.to_json().encode())  # last: from now on it is listed
        run.enter_queue()
        note(spec.session, RUNS, run.identity)
    sweep_up_in_time()
    advance()
    return run


def _copy_epochs(run: Run, spec: RunSpec) -> None:
    """Give a branch the past that it shares with its parent."""
    (run.folder / "epochs").mkdir()
    if spec.parent:
        for path in (run.folder.parent / spec.parent / "epochs").glob("*.epoch"):
            if int(path.stem) <= spec.parent_epoch:
                shutil.copy(path, run.folder / "epochs" / path.name)


def _check_room(spec: RunSpec) -> None:
    """Raise Busy if no more may be asked for."""
    check_places(spec.session, spec.client, [run for run in _active() if run.state().is_active])


def resume(run: Run) -> None:
    """Let a run that was interrupted, stopped or failed go on from its last checkpoint; Busy if there is no room."""
    if run.state().is_active or run.state().status == "finished":
        return
    with locked(runs_folder() / "queue.lock"):
        _check_room(run.spec)
        count_start(run.spec.session, run.spec.client)
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
    folder = runs_folder()
    if session is not None:
        _index(folder)
    names = [path.parent.name for path in folder.glob("*/spec.json")] if session is None else marked(session, RUNS)
    found = [Run(folder / name) for name in names]
    readable = [run for run in found if _is_readable(run) and (session is None or run.spec.session == session)]
    return tuple(sorted(readable, key=lambda run: run.spec.created, reverse=True))


def _is_readable(run: Run) -> bool:
    """Return whether a run says what it is: it may be gone, or larger than runs may be by now."""
    try:
        return bool(run.spec)
    except (OSError, ValueError):
        return False


def _index(folder: Path) -> None:
    """Note once whose the runs are that were there before visitors had folders of their own."""
    if owners_folder().exists():
        return
    for run in runs():
        note(run.spec.session, RUNS, run.identity)


def find_run(identity: str) -> Run:
    """Return a run by its identity; DataError if there is none."""
    run = Run(runs_folder() / identity)
    if not re.fullmatch(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}", identity) or not (run.folder / "spec.json").exists():
        raise DataError(say("There is no training run {identity} here any more.", identity=identity))
    return run


def delete(run: Run) -> None:
    """Delete a run that is over, with all that it learned."""
    if not run.state().is_active:
        has_set = is_kept_set(run.spec.data)
        remove(run, run.spec.session)
        (sweep_up if has_set else sweep_up_in_time)()  # a set that nobody needs any more goes with its last run


def _active() -> list[Run]:
    """Return the runs that train or wait, oldest first."""
    folder = runs_folder()
    marked = [Run(folder / path.name) for path in (folder / "active").glob("*")]
    there = [run for run in marked if (run.folder / "status.json").exists()]
    return sorted(there, key=lambda run: (run.spec.created, run.identity))
