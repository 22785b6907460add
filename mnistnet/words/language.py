"""Every word that a person reads passes through here, so that another language is a file and no change of code.

English sentences stand where they are used, each whole, with names in braces for what it reports:
``say("{network} reads {right:share} of {n:,} digits", network=..., right=..., n=...)``. A catalogue in
``mnistnet/words/catalogues/`` may have another sentence for it, with numbers written as its language writes them.

Reading order: `say` (a sentence), `plural` (of one or many), `mark` (to be said later), `speaking` (to whom).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter
from typing import Any

from mnistnet.words.articles import ends_with_a, spoken_before
from mnistnet.words.exponents import written_out
from mnistnet.words.shares import share

__all__ = ["ENGLISH", "plural", "languages", "mark", "say", "speak_as", "speaking"]

ENGLISH = "en"

_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_usual: list[Callable[[], str]] = []  # none, or one


def say(sentence: str, /, **values: Any) -> str:
    """Return a sentence in the reader's language, with its values filled in.

    Parameters
    ----------
    sentence : str
        In English, whole. Where values are given, their names stand in braces with a format, as for `str.format`;
        without values braces mean themselves.
    **values
        What the sentence reports. Numbers that have a format are written as the language writes them; the format
        "share" writes a share in percent as `share` does.

    Returns
    -------
    str

    Examples
    --------
    >>> say("{name} reads {right:share} of {digits:,} digits", name="scratch", right=0.9768, digits=10000)
    'scratch reads 97.7 % of 10,000 digits'
    """
    catalogue = _catalogue(_language())
    return _filled(catalogue, catalogue.gettext(sentence) if sentence else "", values)


def plural(one: str, many: str, n: int, /, **values: Any) -> str:
    """Return the sentence that fits `n` things by the language's own rule for plurals; `n` is among its values.

    Examples
    --------
    >>> plural("{n} digit", "{n:,} digits", 1), plural("{n} digit", "{n:,} digits", 1200)
    ('1 digit', '1,200 digits')
    """
    catalogue = _catalogue(_language())
    return _filled(catalogue, catalogue.ngettext(one, many, n), {"n": n} | values)


def mark(sentence: str) -> str:
    """Return a sentence as it is: it belongs into the catalogue, and `say` translates it where it is shown."""
    return sentence


def languages() -> tuple[str, ...]:
    """Return the languages that can be read: English, and every catalogue that comes along."""
    return (ENGLISH, *sorted(path.stem for path in _folder().glob("*.mo")))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let everything that is said inside be said in a language; one that is not known is English."""
    known = language == ENGLISH or language in languages()  # what comes along is looked for only where it is asked for
    before = _spoken.set(language if known else ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak_as(usual: Callable[[], str]) -> None:
    """Name what is asked for the language wherever nobody is `speaking`; English while nothing is named."""
    _usual[:] = [usual]


def _language() -> str:
    return _spoken.get() or (_usual[0]() if _usual else ENGLISH)


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    with (_folder() / f"{language}.mo").open("rb") as file:
        return GNUTranslations(file)


def _folder() -> Path:
    return Path(__file__).parent / "catalogues"


MARKS = {".": "decimal mark", ",": "thousands mark", "%": "per cent sign"}


class _Filled:
    """Writes values with their formats, and formatted numbers with the marks that a catalogue names."""

    def __init__(self, catalogue: NullTranslations) -> None:
        marks = {mark: catalogue.pgettext(context, mark) for mark, context in MARKS.items()}
        self._marks = str.maketrans({ours: theirs for ours, theirs in marks.items() if ours != theirs})

    def format_field(self, value: Any, spec: str) -> str:
        """Format one value; only a number that has a format is written with the marks of the language."""
        text = share(value) if spec == "share" else written_out(format(value, spec))
        if spec.startswith("+"):  # whoever asks for the sign gets a true one
            text = text.replace("-", "−", 1)
        return text.translate(self._marks) if self._marks and spec and not isinstance(value, str) else text


@cache
def _filler(catalogue: NullTranslations) -> _Filled:
    return _Filled(catalogue)


def _filled(catalogue: NullTranslations, template: str, values: dict[str, Any]) -> str:
    if not values:
        return template
    format_field, words = _filler(catalogue).format_field, []
    for literal, has_article, name, spec, as_code in _parts(template):
        words.append(literal)
        if name is not None:
            words.append(format_field(repr(values[name]) if as_code else values[name], spec))
            if has_article and not isinstance(catalogue, GNUTranslations):  # only English knows "an"
                words[-2] = spoken_before(literal, words[-1])
    return "".join(words)


@lru_cache(maxsize=4096)  # a page says some hundred sentences in each answer, and taking one apart takes most of it
def _parts(template: str) -> tuple[tuple[str, bool, str | None, str, bool], ...]:
    """Return the parts of a sentence: words, whether they end with "a", and of the value its name, format, and `!r`."""
    found = Formatter().parse(template)
    return tuple((text, ends_with_a(text), name, spec or "", how == "r") for text, name, spec, how in found)
