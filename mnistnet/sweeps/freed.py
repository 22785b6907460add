"""What a point's arrays took, the next point's take again: a process of a sweep keeps the memory that it frees."""

import ctypes
import sys
from functools import cache

__all__ = ["keep_freed_memory"]

TRIM, APART = -1, -3  # what glibc calls: how much may lie free; from what size on memory is asked for apart
KEPT, LARGEST = 2**30, 2**25  # bytes; 32 MB are the most that glibc takes for the second


@cache
def keep_freed_memory() -> None:
    """Let this process keep what it frees, up to 1 GB; nothing happens where the C library is not glibc.

    Otherwise arrays of megabytes go back to the kernel after each point, and come again page by page, zeroed: where
    several processes ask for pages at a time that takes up to half as long as the training itself.
    """
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(TRIM, KEPT)
        library.mallopt(APART, LARGEST)
