"""The desks of visitors, kept beside the runs: each in a folder under a digest of its owner's name, swept by age."""

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path

from mnistnet.jobs.limits import limits, runs_folder

__all__ = ["KEPT_DAYS", "are_kept", "desk_folder", "sweep_desks"]

KEPT_DAYS = 30  # after which a desk that nobody has come back to is deleted
STAMP = "view.json"  # touched whenever its owner comes back or changes something


def are_kept() -> bool:
    """Return whether desks are kept here at all: MNISTNET_KEEP_DESKS=0 says no."""
    return os.environ.get("MNISTNET_KEEP_DESKS", "") != "0"


def desk_folder(owner: str) -> Path:
    """Return where the desk of an owner lies, whether or not it is there; the folder does not tell the owner's name."""
    return _desks_folder() / hashlib.sha256(owner.encode()).hexdigest()[:32]


def sweep_desks() -> None:
    """Delete the desks that nobody has come back to, and the oldest of all where they take more room than allowed."""
    room = 1e6 * limits().desks
    for folder in sorted(_desks_folder().glob("*"), key=_age):
        room -= _size(folder)
        if room < 0 or _age(folder) > 86_400 * KEPT_DAYS:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float:
    """Return how many seconds ago somebody was at a desk."""
    with contextlib.suppress(FileNotFoundError):
        return time.time() - (folder / STAMP).stat().st_mtime
    with contextlib.suppress(FileNotFoundError):
        return time.time() - folder.stat().st_mtime  # it is being made
    return 0.0


def _size(folder: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return sum(path.stat().st_size for path in folder.iterdir())
    return 0


def _desks_folder() -> Path:
    return runs_folder() / "desks"
