"""A run is asked for: checked against what is allowed here, given a folder of its own, and put into the queue."""

import secrets
import shutil
import time

from mnistnet.digits.known import SOURCES
from mnistnet.jobs import queue
from mnistnet.jobs.checkpoint import Checkpoint, read_epoch
from mnistnet.jobs.files import locked, write_whole
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.listing import active, note_owners
from mnistnet.jobs.owners import RUNS, note
from mnistnet.jobs.places import check_places, client_name, count_start
from mnistnet.jobs.run import Run
from mnistnet.jobs.sets import is_kept_set
from mnistnet.jobs.spec import RunSpec
from mnistnet.jobs.sweeping import make_room_for, sweep_up_in_time
from mnistnet.limits import is_hosted
from mnistnet.sweeps import Plan, plan_text
from mnistnet.sweeps.recipe import settings_of
from mnistnet.training import Settings, Snapshot, check_size, megabytes_of, parameter_count
from mnistnet.words import say

__all__ = ["branch", "check_run", "resume", "start_run", "start_sweep"]

OWN_PICTURES = 10_000  # about so many has a set of a visitor


def start_run(
    settings: Settings,
    data: str = "embedded",
    session: str = "",
    start: Snapshot | None = None,
    image_shape: tuple[int, int] = (28, 28),
    address: str | None = None,
    count: int = 0,
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
    count : int
        How many of the training digits it learns from, chosen by the seed of the settings; 0 for all.

    Raises
    ------
    ValueError
        If the run would be larger than is allowed here.
    Busy
        If this session or this address has its runs, or the queue is full.
    """
    check_run(settings, data, image_shape)
    spec = RunSpec(settings, data, session, time.time(), client=client_name(address), count=count)
    return _enqueue(spec, start)


def start_sweep(plan: Plan, session: str = "", address: str | None = None) -> Run:
    """Ask for all trainings of a plan as one run, which has one place in the queue; its rows are `sweep_of`.

    Raises
    ------
    ValueError
        If it is no plan of trainings, has more points than are allowed here, or one of them is too large.
    Busy
        As for `start_run`.
    """
    if plan.measure != "training":
        raise ValueError(say("A sweep here is of trainings; others run at the command line."))
    if len(plan) > limits().points:
        raise ValueError(say("A sweep may have {most:g} points here, not {n:,}.", most=limits().points, n=len(plan)))
    wanted = [settings_of(variant, plan.root) for variant in plan.variants()]
    for settings in wanted:
        check_run(settings, plan.data)
    about = (wanted[0], plan.data, session, time.time())
    return _enqueue(RunSpec(*about, client=client_name(address), plan=plan_text(plan)), None)


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
    pictures = SOURCES[data].pictures if data in SOURCES else OWN_PICTURES
    if (needed := megabytes_of(settings, image_shape, pictures)) > allowed.memory:
        raise ValueError(
            say(
                "This run would need about {needed:,.0f} MB of memory; here it may have {most:,.0f} MB. "
                "Take smaller batches or fewer nodes.",
                needed=needed,
                most=allowed.memory,
            )
        )
    if data not in SOURCES and not is_kept_set(data) and is_hosted():
        raise ValueError(
            say("On this server a run learns from the embedded digits, from MNIST or from a set brought here.")
        )


def _enqueue(spec: RunSpec, start: Snapshot | None) -> Run:
    folder = runs_folder()
    note_owners(folder)
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
    queue.advance()
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
    check_places(spec.session, spec.client, [run for run in active() if run.state().is_active])


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
    queue.advance()
