"""Where training runs live, beside the limits that they keep."""

import os
from pathlib import Path

from mnistnet.limits import Limits, limits

__all__ = ["Limits", "limits", "runs_folder"]


def runs_folder() -> Path:
    """Return the folder in which runs live, made if need be: MNISTNET_RUNS_DIR, or one in the user's cache."""
    named = os.environ.get("MNISTNET_RUNS_DIR", "")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(named) if named else cache / "mnistnet" / "runs"
    if not folder.is_dir():  # asked some times in each answer
        folder.mkdir(parents=True, exist_ok=True)
    return folder
