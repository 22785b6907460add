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
from mnistnet.jobs.limits import runs_folder

__all__ = ["is_kept_set", "keep_set", "sweep_sets"]

DIGEST = re.compile("[0-9a-f]{32}")
KEPT_SECONDS = 86_400  # a set that no run uses may still be wanted today


def keep_set(digits: Digits) -> str:
    """Write a set down where workers find it and return what `load_digits` is to be asked for.

    Parameters
    ----------
    digits : Digits
        With its splits. Nothing but its content decides where it lies, so the same set is kept once.

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
    return str(folder)


def is_kept_set(data: str) -> bool:
    """Return whether that is what `keep_set` returned, and the set is still there."""
    folder = Path(data)
    return folder.parent == _sets_folder() and bool(DIGEST.fullmatch(folder.name)) and (folder / OWN_SET).is_file()


def sweep_sets(used: Collection[str]) -> None:
    """Delete the sets that are not among those used and that nobody has asked for in the last day."""
    for path in _sets_folder().glob(f"*/{OWN_SET}"):
        if str(path.parent) not in used and time.time() - path.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(path.parent, ignore_errors=True)


def _sets_folder() -> Path:
    return runs_folder().resolve() / "sets"
