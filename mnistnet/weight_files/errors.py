"""A weight file that cannot be read says so in one sentence that a person understands."""

import re

from mnistnet.digits import DataError

__all__ = ["WeightFileError", "shown"]


class WeightFileError(DataError):
    """A weight file cannot be read or saved; whatever is wrong with it, this is the exception.

    Attributes
    ----------
    sentence : str
        What is wrong and what to do, for people.
    recipe : str
        Three lines of Python that convert the file, for formats that are not read; else empty.
    """

    def __init__(self, sentence: str, recipe: str = "") -> None:
        super().__init__(f"{sentence}\n\n{recipe}" if recipe else sentence)
        self.sentence = sentence
        self.recipe = recipe


def shown(text: str) -> str:
    """Return a stranger's text fit to be shown: quoted, short, and of letters, digits and a few plain signs."""
    plain = re.sub(r"[^\w .,()<>-]", "?", text[:60], flags=re.ASCII)
    return f"“{plain}{'…' if len(text) > 60 else ''}”"
