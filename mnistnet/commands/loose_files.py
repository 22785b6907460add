"""A folder of files that are no IDX set, such as pictures in folders called by their labels: packed as one zip."""

import io
import os
import zipfile
from pathlib import Path

from mnistnet.digits import DataError
from mnistnet.digits.files.limits import MEMBERS, UNPACKED
from mnistnet.digits.full_set import MNIST_FILES, idx_file
from mnistnet.digits.sources import OWN_SET

__all__ = ["is_loose", "packed"]


def is_loose(folder: Path) -> bool:
    """Return whether a path is a folder that holds something else than IDX files under MNIST's names or our own set."""
    if not folder.is_dir() or (folder / OWN_SET).is_file():
        return False
    return not any(idx_file(folder, name) for name in MNIST_FILES) and any(folder.iterdir())


def packed(folder: Path) -> bytes:
    """Return all that a folder holds as the content of a zip file.

    Raises
    ------
    DataError
        If that is more than a set of digits can be.
    """
    file, left = io.BytesIO(), UNPACKED
    with zipfile.ZipFile(file, "w") as archive:
        for count, path in enumerate(_files(folder)):
            left -= path.stat().st_size
            if left < 0 or count >= MEMBERS:
                raise DataError(
                    f"{folder} holds more than a set of digits can: over {MEMBERS:,} files or {UNPACKED // 10**6} MB."
                )
            archive.writestr(path.relative_to(folder).as_posix(), path.read_bytes())
    return file.getvalue()


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for here, _, names in os.walk(folder):
        found += [Path(here, name) for name in names if Path(here, name).is_file()]
        if len(found) > MEMBERS:
            break
    return sorted(found)
