"""The project's own data files, of which each is compared with its checksum before it is used."""

import hashlib
from pathlib import Path

from mnistnet.digits.digits import DataError
from mnistnet.words import say

__all__ = ["CODE_FOLDER", "DATA_FOLDER", "checked_bytes"]

CODE_FOLDER = Path(__file__).parents[2]  # the one to import mnistnet from


def _data_of(code: Path) -> Path:
    """Return where the data lie for a package in the folder `code`: inside it once installed, else beside it."""
    inside = code / "mnistnet" / "data"
    return inside if inside.is_dir() else code / "data"


DATA_FOLDER = _data_of(CODE_FOLDER)


def checked_bytes(path: Path) -> bytes:
    """Return the content of a file of the project's data folder, after comparing its SHA-256 with data/SHA256SUMS.

    Raises
    ------
    DataError
        If the file is missing, unlisted or damaged.
    """
    try:
        lines = (DATA_FOLDER / "SHA256SUMS").read_text().splitlines()
        listed = {name: digest for digest, name in (line.split() for line in lines)}
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            say(
                "A data file of mnistnet cannot be read ({filename}); fetch the project again.", filename=error.filename
            )
        ) from error
    name = path.relative_to(DATA_FOLDER).as_posix()
    if hashlib.sha256(content).hexdigest() != listed.get(name):
        raise DataError(
            say(
                "data/{name} is damaged: its SHA-256 is not the one in data/SHA256SUMS. Fetch the project again.",
                name=name,
            )
        )
    return content
