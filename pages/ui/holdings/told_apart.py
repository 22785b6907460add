"""What tells the arguments of one call of a kept function from those of another, found quickly."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistnet import Digits, Network
from pages.ui.state import OwnSet

__all__ = ["KEYS", "All", "ToldApart", "text_of"]


class All(NamedTuple):
    """All that one call of a function is given, by place and by name."""

    arguments: tuple[Any, ...]
    named: Mapping[str, Any]


class ToldApart:
    """What says itself by which text it is told from all others of its kind."""

    @property
    def told_by(self) -> str:
        """The text."""
        raise NotImplementedError


def _of_bytes(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _of_array(array: NDArray[Any]) -> str:
    """Return what tells an array from others, by all of it: of a large one Streamlit itself looks at a sample only."""
    return f"{array.shape} {array.dtype.str} {_of_bytes(array.tobytes())}"


# Sets and networks keep their digests, so that nobody goes through their numbers again.
KEPT: dict[str | type[Any], Callable[[Any], Any]] = {
    Network: lambda network: network.identity,
    Digits: lambda digits: f"{digits.digest} {digits.name!r}",
    OwnSet: lambda own: f"{own.digest} {own.name!r}",
    np.ndarray: _of_array,
}
KNOWN: dict[Any, Callable[[Any], str]] = {**KEPT, bytes: _of_bytes}
KNOWN |= dict.fromkeys((str, int, float, bool, type(None)), repr)


def _text_of(value: object) -> str | None:
    """Return a text that no other value has, or None where only Streamlit knows what tells a value from others."""
    kind = type(value)
    if kind in KNOWN:
        return f"{kind.__name__}({KNOWN[kind](value)})"
    if isinstance(value, ToldApart):
        return f"{kind.__name__}({value.told_by!r})"
    if kind not in (tuple, list, dict):
        return None
    parts: Any = value.items() if isinstance(value, dict) else value
    texts = [_text_of(part) for part in parts]
    return None if None in texts else f"{kind.__name__}({texts})"


def text_of(*values: object) -> str:
    """Return one text for all of these values; what is told by none of its own counts as its kind."""
    return repr([_text_of(value) or type(value).__name__ for value in values])


def _key_of(given: All) -> tuple[object, ...]:
    """Return one text for what is known at a glance, and beside it whatever else was given."""
    texts, others = [], []
    for place, value in [*enumerate(given.arguments), *sorted(given.named.items())]:
        text = _text_of(value)
        texts.append(f"{place}={text}")
        if text is None:
            others.append(value)
    return (repr(texts), *others)


KEYS = {**KEPT, All: _key_of}
