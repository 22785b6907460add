"""A process is held to so much memory by the system itself, whatever its estimate was."""

import os
from pathlib import Path

__all__ = ["hold_memory"]


def hold_memory(megabytes: float) -> bool:
    """Let this process never hold more than about so many megabytes: what goes beyond is a MemoryError.

    Returns
    -------
    bool
        Whether the system can do that: Linux can, Windows and macOS cannot.
    """
    try:
        import resource

        pages = [int(word) for word in Path("/proc/self/statm").read_text().split()[:2]]
        reserved, resident = (os.sysconf("SC_PAGE_SIZE") * count for count in pages)
    except (ImportError, OSError, ValueError):
        return False
    most = int(1e6 * megabytes) + reserved - resident  # much is reserved and never used: that much is free
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return True
