"""Writing: no file of yours is lost, and what is written is whole or not there."""

import os
from pathlib import Path

from mnistnet.digits import DataError
from mnistnet.jobs.files import write_whole

__all__ = ["checked_path", "write_file"]


def checked_path(path: Path, force: bool) -> Path:
    """Return a path that may be written to.

    Asked before the work begins, so that an hour of it is not lost for a name that is taken.

    Raises
    ------
    DataError
        If the file is there already and must not be replaced, or its folder is not there.
    """
    if path.is_dir():
        raise DataError(f"{path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise DataError(f"There is no folder {path.parent} to write {path.name} into.")
    if path.exists() and not force:
        raise DataError(f"{path} is there already; say --force to replace it.")
    return path


def write_file(path: Path, content: bytes) -> None:
    """Write a file in one instant, with the rights that new files have here; DataError if that cannot be done."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask()
        write_whole(path, content)
        path.chmod(mode)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}.") from error


def _mask() -> int:
    """Return which rights new files do not get; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
