"""Sweeping up: runs that are old, too many or take too much room go, and with them what nobody needs any more."""

import json
import os
import shutil
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mnistnet.jobs.desks import sweep_desks
from mnistnet.jobs.files import locked
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.owners import RUNS, SETS, marked, owner_folders, unmark
from mnistnet.jobs.run import Run
from mnistnet.jobs.sets import sweep_sets
from mnistnet.limits import is_hosted

__all__ = ["Swept", "make_room_for", "remove", "sweep_up", "sweep_up_in_time"]

DAY, MINUTE = 86_400.0, 60.0
STAMP = "swept"  # touched at every sweep


@dataclass(frozen=True)
class Swept:
    """What was swept up: how many runs, and how many megabytes runs and sets take now."""

    runs: int
    megabytes: float


def sweep_up() -> Swept:
    """Delete runs that are too old or take too much room together, then sets and desks that nobody needs.

    Runs that train or wait are never deleted. A server does this every minute, and whoever starts a run as well.
    """
    folder = runs_folder()
    (folder / STAMP).touch()
    gone, left = _sweep_runs(folder)
    if any((folder / "sets").glob("*")):
        sweep_sets(_used_sets(folder))
    _sweep_owners(folder)
    sweep_desks()
    return Swept(gone, (left + _size(folder / "sets")) / 1e6)


def sweep_up_in_time() -> None:
    """Sweep up unless that was done within the last minute: on a server it is, and nobody who trains waits for it."""
    with suppress(OSError):
        if is_hosted() and time.time() - (runs_folder() / STAMP).stat().st_mtime < MINUTE:
            return
    sweep_up()


def make_room_for(owner: str) -> None:
    """Delete the oldest runs of a visitor that are over until one more may be kept; the caller holds the queue."""
    mine = [Run(runs_folder() / name) for name in marked(owner, RUNS)]
    over = [run for run in mine if run.folder.exists() and not _is_active(run)]
    for run in over[: max(0, len(mine) + 1 - int(min(limits().runs, len(mine) + 1)))]:
        remove(run, owner)


def remove(run: Run, owner: str) -> None:
    """Delete a run that is over, with all that it learned."""
    run.leave_queue()
    unmark(owner, RUNS, run.identity)
    shutil.rmtree(run.folder, ignore_errors=True)


def _sweep_runs(folder: Path) -> tuple[int, int]:
    """Delete the runs that are too old, and the oldest of those that take too much room.

    Returns
    -------
    (int, int)
        How many those were, and how many bytes the others take.
    """
    allowed, gone, left = limits(), 0, 0
    room, sets = 1e6 * allowed.room, _size(folder / "sets")
    for age, path in sorted((_age(path), path) for path in _over(folder)):
        size = _size(path)
        if (left + size + sets > room or age > DAY * allowed.days) and _removed(path):
            gone += 1
        else:
            left += size
    return gone, left


def _removed(folder: Path) -> bool:
    """Delete a run, unless somebody has taken it up again at this very moment; return whether it is gone."""
    with locked(folder.parent / "queue.lock"):
        if _is_active(Run(folder)):
            return False
        shutil.rmtree(folder, ignore_errors=True)
    return True


def _over(folder: Path) -> Iterable[Path]:
    """Return the folders of all runs that neither train nor wait."""
    runs = (path.parent for path in folder.glob("*/spec.json"))
    return [path for path in runs if not _is_active(Run(path))]


def _is_active(run: Run) -> bool:
    return (run.folder.parent / "active" / run.folder.name).exists()


def _used_sets(folder: Path) -> Collection[str]:
    """Return the sets that runs learn from or learned from; a spec that cannot be read uses none."""
    used = set()
    for path in folder.glob("*/spec.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            used.add(str(json.loads(path.read_text())["data"]))
    return used


def _sweep_owners(folder: Path) -> None:
    """Forget marks of what is not there any more, and visitors who have nothing left here."""
    for owner in owner_folders():
        for kind, place in ((RUNS, folder), (SETS, folder / "sets")):
            for mark in (owner / kind).glob("*"):
                if not (place / mark.name).exists():
                    mark.unlink(missing_ok=True)
            with suppress(OSError):
                (owner / kind).rmdir()
        _forget_if_idle(owner)
    for client in (folder / "clients").glob("*"):
        _forget_if_idle(client)


def _forget_if_idle(path: Path) -> None:
    """Forget the starts of somebody who has started nothing for a day, and a visitor of whom nothing else is here."""
    starts = path / "starts.json" if path.is_dir() else path
    with suppress(OSError):
        if time.time() - starts.stat().st_mtime > DAY:
            starts.unlink()
    with suppress(OSError):
        path.rmdir()  # only an empty folder goes


def _age(folder: Path) -> float:
    """Return how many seconds ago something was said of a run."""
    with suppress(OSError):
        return time.time() - (folder / "status.json").stat().st_mtime
    return 0.0


def _size(folder: Path) -> int:
    total = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            total += _size(Path(entry.path)) if is_folder else entry.stat(follow_symlinks=False).st_size
    return total
