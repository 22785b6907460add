"""Runs are found again by their folders: those of a visitor, all of them, or one by its identity."""

import re
from pathlib import Path

from mnistnet.digits import DataError
from mnistnet.jobs.limits import runs_folder
from mnistnet.jobs.owners import RUNS, marked, note, owners_folder
from mnistnet.jobs.run import Run
from mnistnet.jobs.sets import is_kept_set
from mnistnet.jobs.sweeping import remove, sweep_up, sweep_up_in_time
from mnistnet.words import say

__all__ = ["active", "delete", "find_run", "note_owners", "runs"]


def runs(session: str | None = None) -> tuple[Run, ...]:
    """Return the runs of a session, or all, newest first; this only reads, see `advance`."""
    folder = runs_folder()
    if session is not None:
        note_owners(folder)
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


def note_owners(folder: Path) -> None:
    """Note once whose the runs are that were there before visitors had folders of their own."""
    if owners_folder().exists():
        return
    for run in runs():
        note(run.spec.session, RUNS, run.identity)
    owners_folder().mkdir(parents=True, exist_ok=True)


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


def active() -> list[Run]:
    """Return the runs that train or wait, oldest first."""
    folder = runs_folder()
    there = [Run(folder / path.name) for path in (folder / "active").glob("*")]
    begun = [run for run in there if (run.folder / "status.json").exists()]
    return sorted(begun, key=lambda run: (run.spec.created, run.identity))
