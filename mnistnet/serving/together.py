"""Processes that end with the one that started them, even where that is killed and cannot tell them (on Linux)."""

import ctypes
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

__all__ = ["started"]

TELL_ME_WHEN_MY_PARENT_ENDS = 1  # PR_SET_PDEATHSIG of prctl(2)


def started(command: Sequence[str], variables: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start a process that is told to stop when this one ends in whatever way; elsewhere than on Linux it stays.

    Parameters
    ----------
    command : sequence of str
    variables : mapping of str to str, optional
        The environment; that of this process by default.

    References
    ----------
    Linux manual, prctl(2), PR_SET_PDEATHSIG.
    """
    if sys.platform != "linux":
        return subprocess.Popen(command, env=variables)
    system = ctypes.CDLL(None)  # loaded here: between fork and exec nothing is to be imported

    def end_with_parent() -> None:
        system.prctl(TELL_ME_WHEN_MY_PARENT_ENDS, signal.SIGTERM)

    return subprocess.Popen(command, env=variables, preexec_fn=end_with_parent)
