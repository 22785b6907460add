"""Files that are whole or not there: whatever kills the writer, a reader finds the old content or the new."""

import contextlib
import hashlib
import io
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError
from mnistnet.words import say

__all__ = ["append_line", "locked", "read_arrays", "sweep", "write_arrays", "write_whole"]

Array = NDArray[Any]
UNFINISHED = ".unfinished"


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write a file so that it appears in one instant, and stays if the power fails.

    A new file beside it is filled and forced to the disk, then takes the old one's name (one
    indivisible act of the file system), then the folder is forced to the disk as well. What need
    not be `lasting` is not forced, which is quick: should the power fail, it may be lost.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if lasting:
        _force_folder(path.parent)


def _force_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can do that (Windows cannot)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Delete what killed writers left behind."""
    for path in folder.rglob(f"*{UNFINISHED}"):
        path.unlink(missing_ok=True)


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays to a file that carries its own SHA-256."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    content = file.getvalue()
    write_whole(path, hashlib.sha256(content).digest() + content)


def read_arrays(path: Path) -> dict[str, Array]:
    """Return the arrays of a file that `write_arrays` wrote.

    Raises
    ------
    DataError
        If it is missing, damaged or something else.
    """
    try:
        content = path.read_bytes()
        if hashlib.sha256(content[32:]).digest() != content[:32]:
            raise DataError(say("{name} is damaged.", name=path.name))
        with np.load(io.BytesIO(content[32:]), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(say("{name} cannot be read ({error}).", name=path.name, error=error)) from error


def append_line(path: Path, line: str) -> None:
    """Add a line to a file in one write, so that a reader sees all of it or nothing."""
    with path.open("ab", buffering=0) as file:
        file.write(line.encode() + b"\n")


@contextlib.contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[bool]:
    """Hold a lock that the system takes back by itself when its holder dies; yields whether it is held.

    Parameters
    ----------
    path : Path
        The lock file, made if need be.
    wait : bool
        Whether to wait for another holder, or yield False at once.
    """
    with path.open("ab") as file:
        held = _lock(file, wait)
        try:
            yield held
        finally:
            if held:
                _unlock(file)


try:
    import fcntl

    def _lock(file: IO[bytes], wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

except ImportError:  # Windows
    import msvcrt

    def _lock(file: IO[bytes], wait: bool) -> bool:
        file.seek(0)
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            except OSError:
                if not wait:
                    return False
            else:
                return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
