"""A kept result is worked out once for all visitors: its key is all that goes in, and what comes out is read-only."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network
from mnistnet.words import say
from pages.ui.holdings.frozen import frozen
from pages.ui.state import OwnSet

if TYPE_CHECKING:
    from streamlit.runtime.caching.cache_utils import CachedFunc

Given = ParamSpec("Given")
Result = TypeVar("Result")


def kept(
    *,
    max_entries: int,
    ttl: str | None = None,
    doing: str = "",
    on_release: Callable[[Any], None] | None = None,
) -> "Callable[[Callable[Given, Result]], CachedFunc[Given, Result]]":
    """Return a decorator that keeps what a function returns, for all visitors.

    Parameters
    ----------
    max_entries : int
        So many results are kept; the oldest makes room.
    ttl : str, optional
        How long a result is kept: "10m", "1h".
    doing : str
        What is said while it is worked out, if that takes long; a marked sentence.
    on_release : callable, optional
        What is done with a result that is not kept any more.

    Notes
    -----
    The function must depend on its arguments alone: not on what lies on the bench, not on a widget, not on the language
    (`say` nothing in it but errors). All its arguments are part of the key, so it needs no digests beside them. A
    result that an exception ended is not kept.
    """

    def decorate(function: Callable[Given, Result]) -> "CachedFunc[Given, Result]":
        @wraps(function)
        def read_only(*given: Given.args, **options: Given.kwargs) -> Result:
            return frozen(function(*given, **options))

        return st.cache_resource(
            max_entries=max_entries,
            ttl=ttl,
            show_spinner=_Later(doing) if doing else False,
            on_release=on_release,
            hash_funcs=KEYS,
        )(read_only)

    return decorate


class _Later(str):
    """A sentence that is said when it is shown, in the language of whoever waits."""

    def __str__(self) -> str:
        return say(str.__str__(self))


def _key_of_array(array: NDArray[Any]) -> tuple[Any, ...]:
    """Return all of an array: of a large one Streamlit itself looks at a sample only."""
    return array.shape, array.dtype.str, array.tobytes()


# What tells two arguments apart. Sets and networks keep their digests, so that nobody goes through their numbers again.
KEYS: dict[str | type[Any], Callable[[Any], Any]] = {
    Network: lambda network: network.identity,
    Digits: lambda digits: (digits.digest, digits.name),
    OwnSet: lambda own: (own.digest, own.name),
    np.ndarray: _key_of_array,
}
