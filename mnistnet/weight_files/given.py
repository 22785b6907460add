"""A weight file can be given as a path, as its bytes or as an open binary file; this makes bytes of all three."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from mnistnet.containers.checks import MOST_BYTES, checked_size
from mnistnet.containers.errors import WeightFileError
from mnistnet.words import say

__all__ = ["File", "content_of", "stem_of"]

File = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO


def content_of(file: File) -> bytes:
    """Return a file's bytes, of which there may be up to 16 MB.

    Parameters
    ----------
    file : str, Path, bytes or binary file
        A text is a path, never the content.

    Raises
    ------
    WeightFileError
        If there is no such file, it cannot be opened, or it is too large.
    TypeError
        If it is none of these, or a file opened as text.
    """
    try:
        content = _read(file)
    except FileNotFoundError as error:
        raise WeightFileError(say("There is no file {filename}.", filename=error.filename)) from error
    except (OSError, ValueError) as error:  # a folder, no right to read, a closed file, a path with a zero byte
        raise WeightFileError(say("This file cannot be opened.")) from error
    checked_size(content)
    return content


def stem_of(file: Any) -> str | None:
    """Return the name of a file given by its path, without its ending; of several the first; None for bytes."""
    if isinstance(file, Mapping | list | tuple):
        return stem_of(next(iter(file), None))
    return Path(file).stem if isinstance(file, str | os.PathLike) else None


def _read(file: File) -> bytes:
    """Return the bytes, but never more than the limit and one."""
    if isinstance(file, str | os.PathLike):
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    if isinstance(file, bytes | bytearray | memoryview):
        return bytes(file)
    if not hasattr(file, "read"):
        raise TypeError(
            say(
                "Give a weight file as a path, as bytes or as an open binary file, not as {kind}.",
                kind=type(file).__name__,
            )
        )
    content = file.read(MOST_BYTES + 1)
    if not isinstance(content, bytes):
        raise TypeError(say('This file is open as text; open it as bytes: open(path, "rb").'))
    return content
