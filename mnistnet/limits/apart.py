"""Reading apart: a stranger's file is given to a process of its own, which may fail as it likes."""

import subprocess
import sys
from pathlib import Path

from mnistnet.words import Told, say

__all__ = ["CannotReadError", "TooSlowError", "read_apart"]

CHILD = Path(__file__).with_name("child.py")


class CannotReadError(Told, ValueError):
    """The reader gave up, or was ended for taking too much."""


class TooSlowError(CannotReadError):
    """The reader took longer than it was given."""


def read_apart(reader: Path, content: bytes, *arguments: object, seconds: float) -> bytes:
    """Return what a reader makes of a file, in a process of its own.

    Parameters
    ----------
    reader : Path
        A program as `mnistnet/limits/child.py` says.
    content : bytes
        The file.
    *arguments
        For the reader, as texts.
    seconds : float
        How long it may take by the clock.

    Raises
    ------
    CannotReadError, TooSlowError
    """
    command = [sys.executable, "-I", str(CHILD), str(reader), *map(str, arguments)]
    try:
        return subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=True).stdout
    except subprocess.TimeoutExpired as error:
        raise TooSlowError(say("Reading the file takes longer than it may.")) from error
    except (subprocess.SubprocessError, OSError) as error:
        raise CannotReadError(say("The file cannot be read.")) from error
