"""Every word that a person reads passes through here, so that another language is a file and no change of code.

English sentences stand where they are used, each whole, with names in braces for what it reports:
``say("{network} reads {share:.1%} of {count:,} digits", network=..., share=..., count=...)``. A catalogue in
``data/languages/`` may have another sentence for it, in which numbers are written as its language writes them.

Reading order: `say` (a sentence), `count` (of one or many), `mark` (a sentence to be said later), `speaking` (to whom).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from string import Formatter
from typing import Any

from mnistnet.digits.data_folder import DATA_FOLDER

__all__ = ["ENGLISH", "count", "languages", "mark", "say", "speaking"]

ENGLISH = "en"
FOLDER = DATA_FOLDER / "languages"

_spoken: ContextVar[str] = ContextVar("language", default=ENGLISH)


def say(sentence: str, /, **values: Any) -> str:
    """Return a sentence in the reader's language, with its values filled in.

    Parameters
    ----------
    sentence : str
        In English, whole. Where values are given, their names stand in braces with a format, as for `str.format`;
        without values braces mean themselves.
    **values
        What the sentence reports. Numbers that have a format are written as the language writes them.

    Returns
    -------
    str

    Examples
    --------
    >>> say("{name} reads {share:.1%} of {digits:,} digits", name="scratch", share=0.9768, digits=10000)
    'scratch reads 97.7% of 10,000 digits'
    """
    catalogue = _catalogue(_spoken.get())
    return _filled(catalogue, catalogue.gettext(sentence) if sentence else "", values)


def count(one: str, many: str, n: int, /, **values: Any) -> str:
    """Return the sentence that fits `n` things by the language's own rule for plurals; `n` is among its values.

    Examples
    --------
    >>> count("{n} digit", "{n:,} digits", 1), count("{n} digit", "{n:,} digits", 1200)
    ('1 digit', '1,200 digits')
    """
    catalogue = _catalogue(_spoken.get())
    return _filled(catalogue, catalogue.ngettext(one, many, n), {"n": n} | values)


def mark(sentence: str) -> str:
    """Return a sentence as it is: it belongs into the catalogue, and `say` translates it where it is shown."""
    return sentence


def languages() -> tuple[str, ...]:
    """Return the languages that can be read: English, and every catalogue that comes along."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.mo")))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let everything that is said inside be said in a language; one that is not known is English."""
    before = _spoken.set(language if language in languages() else ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(before)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    with (FOLDER / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)


def _filled(catalogue: NullTranslations, template: str, values: dict[str, Any]) -> str:
    if not values:
        return template
    return (_ENGLISH if type(catalogue) is NullTranslations else _Foreign(catalogue)).vformat(template, (), values)


_ENGLISH = Formatter()


class _Foreign(Formatter):
    """Fills in values and writes formatted numbers with the marks that the catalogue names."""

    def __init__(self, catalogue: NullTranslations) -> None:
        marks = {mark: catalogue.pgettext(context, mark) for mark, context in MARKS.items()}
        self._marks = str.maketrans(marks)

    def format_field(self, value: Any, spec: str) -> str:
        """Format one value; only what has a format, and is a number, is written anew."""
        text: str = super().format_field(value, spec)
        return text.translate(self._marks) if spec and not isinstance(value, str) else text


MARKS = {".": "decimal mark", ",": "thousands mark", "%": "per cent sign, with its space"}
