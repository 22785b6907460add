"""Sets that visitors brought along, kept as files for the runs that learn from them, each under its own digest."""

import os
import re
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from mnistnet.digits import Digits
from mnistnet.digits.files import save_digit_set
from mnistnet.digits.sources import OWN_SET
from mnistnet.jobs.files import write_whole
from mnistnet.jobs.limits import limits, runs_folder
from mnistnet.jobs.owners import SETS, marked, note, owner_folders, unmark

__all__ = ["is_kept_set", "keep_set", "sweep_sets"]

DIGEST = re.compile("[0-9a-f]{32}")
KEPT_SECONDS = 86_400  # a set that no run uses may still be wanted today


def keep_set(digits: Digits, owner: str = "") -> str:
    """Write a set down where workers find it and return what `load_digits` is to be asked for.

    Parameters
    ----------
    digits : Digits
        With its splits. Nothing but its content decides where it lies, so the same set is kept once.
    owner : str
        Whose set it is; on a server the oldest of a visitor's makes room as soon as no run uses it.

    Raises
    ------
    DataError
        If it is too large for a file of ours.
    """
    folder = _sets_folder() / digits.digest
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / OWN_SET
    if path.exists():
        os.utime(path)  # from now on it is young again
    else:
        write_whole(path, save_digit_set(digits, packed=False))
    note(owner, SETS, digits.digest)
    for name in marked(owner, SETS)[: -int(min(limits().sets, 10**9))]:
        unmark(owner, SETS, name)
    return str(folder)


def is_kept_set(data: str) -> bool:
    """Return whether that is what `keep_set` returned, and the set is still there."""
    folder = Path(data)
    return folder.parent == _sets_folder() and bool(DIGEST.fullmatch(folder.name)) and (folder / OWN_SET).is_file()


def sweep_sets(used: Collection[str]) -> None:
    """Delete the sets that are not among those used, and that nobody has asked for today or keeps among his few."""
    wanted = {mark.name for owner in owner_folders() for mark in (owner / SETS).glob("*")}
    for path in _sets_folder().glob(f"*/{OWN_SET}"):
        is_old = time.time() - path.stat().st_mtime > KEPT_SECONDS
        if str(path.parent) not in used and (is_old or path.parent.name not in wanted):
            shutil.rmtree(path.parent, ignore_errors=True)


def _sets_folder() -> Path:
    return runs_folder().resolve() / "sets"
