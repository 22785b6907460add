"""The full MNIST set is too large to come along; this tells whether it is here, and what fetching it costs."""

import os
from pathlib import Path

from mnistnet.digits import MNIST_FILES

__all__ = ["DOWNLOAD_SIZE", "full_set_is_here"]

DOWNLOAD_SIZE = "11.6 MB"


def full_set_is_here() -> bool:
    """Return whether ``load_digits("mnist")`` would find its files without asking the network.

    That is so where the environment variable MNISTNET_DATA_DIR names a folder, or after the first download.
    """
    if os.environ.get("MNISTNET_DATA_DIR"):
        return True
    import pooch

    folder = Path(pooch.os_cache("mnistnet"))
    return all((folder / f"{name}.gz").is_file() for name in MNIST_FILES)
