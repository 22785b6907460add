"""A kept result is worked out once for all visitors: its key is all that goes in, and what comes out is read-only."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from mnistnet.words import say
from pages.ui.holdings.frozen import frozen
from pages.ui.holdings.told_apart import KEYS, All

Given = ParamSpec("Given")
Result = TypeVar("Result")


def kept(
    *,
    max_entries: int,
    ttl: str | None = None,
    doing: str = "",
    unless: Callable[..., bool] | None = None,
    on_release: Callable[[Any], None] | None = None,
) -> "Callable[[Callable[Given, Result]], Kept[Given, Result]]":
    """Return a decorator that keeps what a function returns, for all visitors.

    Parameters
    ----------
    max_entries : int
        So many results are kept; the oldest makes room.
    ttl : str, optional
        How long a result is kept: "10m", "1h".
    doing : str
        What is said while it is worked out, if that takes long; a marked sentence.
    unless : callable, optional
        Tells from the arguments whether it is surely worked out at once: the watch that would say so is spared.
    on_release : callable, optional
        What is done with a result that is not kept any more.

    Notes
    -----
    The function must depend on its arguments alone: not on what lies on the bench, not on a widget, not on the language
    (`say` nothing in it but errors). All its arguments are part of the key, so it needs no digests beside them. A
    result that an exception ended is not kept.
    """
    look: dict[str, Any] = {"max_entries": max_entries, "on_release": on_release, "hash_funcs": KEYS}
    look["ttl"] = pd.Timedelta(ttl).total_seconds() if ttl else None  # else it is read anew at every call
    look["show_spinner"] = _Later(doing) if doing else False
    return lambda function: Kept(function, unless, **look)


class Kept(Generic[Given, Result]):
    """A function whose results are kept.

    Streamlit looks up the name of every argument of a call and hashes each by itself, which takes longer than many a
    page's own work. So it is given one argument, which holds them all and knows what tells it from others.
    """

    def __init__(
        self, function: Callable[Given, Result], is_quick: Callable[..., bool] | None = None, **look: Any
    ) -> None:
        def read_only(given: All) -> Result:
            return frozen(function(*given.arguments, **given.named))

        read_only.__module__, read_only.__qualname__ = function.__module__, function.__qualname__
        self._is_quick = is_quick
        self._kept = st.cache_resource(**look)(read_only)
        self._kept_quietly = st.cache_resource(**look | {"show_spinner": False})(read_only)  # the same results, by name
        update_wrapper(self, function)

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Result:
        """Return what the function returns for these arguments, as soon as it is known."""
        is_quick = self._is_quick is not None and self._is_quick(*given, **named)
        found: Result = (self._kept_quietly if is_quick else self._kept)(All(given, named))
        return found

    def clear(self) -> None:
        """Forget all results."""
        self._kept.clear()


class _Later(str):
    """A sentence that is said when it is shown, in the language of whoever waits."""

    def __str__(self) -> str:
        return say(str.__str__(self))
