"""A file that cannot be read says so in one sentence that a person understands."""

import re

from mnistnet.words.told import Told

__all__ = ["DataError", "WeightFileError", "shown"]


class DataError(Told):
    """A data file is missing, damaged or not what it claims to be; the message says what to do."""


class WeightFileError(DataError):
    """A weight file cannot be read or saved; whatever is wrong with it, this is the exception.

    Its recipe is a few lines of Python that convert the file, for formats that are not read; else empty.
    """


def shown(text: str) -> str:
    """Return a stranger's text fit to be shown: quoted, short, and of letters, digits and a few plain signs."""
    plain = re.sub(r"[^\w .,()<>-]", "?", text[:60], flags=re.ASCII)
    return f"“{plain}{'…' if len(text) > 60 else ''}”"
