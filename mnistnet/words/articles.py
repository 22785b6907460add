"""English says an 8, an 11 and an 18, where a sentence that is filled in has "a" before a number."""

import re

__all__ = ["ends_with_a", "spoken_before"]

ARTICLE = re.compile(r"(?:^|\W)[aA](?= [*“(]*$)")
VOWEL = re.compile(r"8|1[18](?!\d)")  # how numbers begin whose names begin with a vowel


def ends_with_a(words: str) -> bool:
    """Return whether the last word is "a": what follows may want "an"."""
    return ARTICLE.search(words) is not None


def spoken_before(words: str, value: str) -> str:
    """Return words that end with "a" as they are said before a value.

    Examples
    --------
    >>> [spoken_before("test digit 1, a ", value) for value in ("8", "7", "80", "11,000", "110")]
    ['test digit 1, an ', 'test digit 1, a ', 'test digit 1, an ', 'test digit 1, an ', 'test digit 1, a ']
    """
    return ARTICLE.sub(lambda found: f"{found[0]}n", words) if VOWEL.match(value) else words
