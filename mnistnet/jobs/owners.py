"""What belongs to whom: a folder for each visitor with a mark for every run and set, so none reads those of others."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mnistnet.jobs.limits import runs_folder

__all__ = ["RUNS", "SETS", "marked", "note", "owner_folders", "owners_folder", "unmark"]

RUNS, SETS = "runs", "sets"


def owners_folder() -> Path:
    """Return the folder of all visitors; it is missing where nothing was ever noted."""
    return runs_folder() / "owners"


def owner_folders() -> Iterable[Path]:
    """Return the folder of every visitor."""
    return owners_folder().glob("*")


def folder_of(owner: str) -> Path:
    """Return the folder of one visitor, made if need be; it does not tell who that is."""
    folder = _place_of(owner)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _place_of(owner: str) -> Path:
    return owners_folder() / hashlib.sha256(owner.encode()).hexdigest()[:32]


def note(owner: str, kind: str, name: str) -> None:
    """Note that something belongs to a visitor; what was noted before is young again."""
    place = folder_of(owner) / kind
    place.mkdir(exist_ok=True)
    (place / name).touch()


def unmark(owner: str, kind: str, name: str) -> None:
    """Forget that something belonged to a visitor."""
    (folder_of(owner) / kind / name).unlink(missing_ok=True)


def marked(owner: str, kind: str) -> list[str]:
    """Return the names of what belongs to a visitor, the oldest first."""
    found = []
    with suppress(FileNotFoundError), os.scandir(_place_of(owner) / kind) as marks:
        for mark in marks:
            with suppress(FileNotFoundError):  # taken away at this very moment
                found.append((mark.stat().st_mtime_ns, mark.name))
    return [name for _, name in sorted(found)]
