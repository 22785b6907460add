"""What answers have freed goes back to the machine: it is the most of what a visitor would seem to take."""

import ctypes
import sys

__all__ = ["give_back_what_is_freed"]

ARENAS, APART, TRIM = -8, -3, -1  # what glibc calls: how many heaps, from what size on apart, what may lie free
HEAPS = 2  # each answer has a thread: with a heap for each, little of it is given back
LARGEST = 2**25  # bytes; the most that glibc takes
FREE = 2**22  # bytes at the end of each heap; with half of it Draw takes a fifth longer, with more nothing less


def give_back_what_is_freed() -> None:
    """Let this process keep little of what it frees; nothing happens where the C library is not glibc.

    Unless told, glibc lets twice as much lie free at the end of each heap as the largest array that was ever freed.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        for what, value in ((ARENAS, HEAPS), (APART, LARGEST), (TRIM, FREE)):
            library.mallopt(what, value)
