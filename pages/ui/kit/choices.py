"""Choices of a visitor: each has an id that stands in the address and in files, and a label that stands on the screen.

Every function shows one widget and returns what is chosen. Options are a mapping from ids to labels, or plain values
that are their own labels. A choice is kept while other pages are open, stands in the address as long as it is not the
default, and goes home with everything that a page shows.

Each widget lets Streamlit keep its value for the whole session: a run that is cut off, because the visitor has gone
on already, then forgets nothing that it had not shown yet, and a browser that has not yet said what the widget holds
is told it again.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import streamlit as st

from mnistnet.limits import bounds
from mnistnet.words.language import say
from pages.ui.kit import address
from pages.ui.kit.old_links import new_id
from pages.ui.state import forget, has_value, mine, set_value, tell_again, value_of

Id = TypeVar("Id", bound=Hashable)
Options = Mapping[Id, str] | Sequence[Id]
LONGEST = bounds.CHOICE_IN_LINK.most  # letters of a text in an address
UNSET = object()  # stands for the value of a widget that has none


def segmented(label: str, options: Options[Id], key: str, default: Id | None = None, **look: Any) -> Id:
    """Show a row of buttons of which one is pressed; the first, if no other is the default."""
    _prepare_one_of(options, key, default, look)
    labelled = _labelled(options, look)
    st.segmented_control(label, list(options), key=key, required=True, persist_state="session", **labelled)
    return _kept(key)


def select(
    label: str,
    options: Options[Id],
    key: str,
    default: Id | None = None,
    *,
    always: bool = False,
    holds: Callable[[Id], bool] = lambda _: True,
    **look: Any,
) -> Id:
    """Show a list that opens; its first is chosen, if no other is the default.

    With `always` the choice stands in the address even where it is the default. An option that does not hold gives way
    to the default.
    """
    _prepare_one_of(options, key, default, look, holds)
    st.selectbox(label, list(options), key=key, persist_state="session", **_labelled(options, look))
    return _kept(key, always=always)


def radio(label: str, options: Options[Id], key: str, default: Id | None = None, **look: Any) -> Id:
    """Show a list of which one is marked; the first, if no other is the default."""
    _prepare_one_of(options, key, default, look)
    st.radio(label, list(options), key=key, persist_state="session", **_labelled(options, look))
    return _kept(key)


def select_slider(label: str, options: Sequence[Id], key: str, default: Id | None = None, **look: Any) -> Id:
    """Show a row of values to slide along; it stands at the first, if no other is the default."""
    _prepare_one_of(options, key, default, look)
    st.select_slider(label, list(options), key=key, persist_state="session", **look)
    return _kept(key)


def pills(label: str, options: Options[Id], key: str, default: Sequence[Id], **look: Any) -> list[Id]:
    """Show buttons of which any number may be pressed."""
    one_of = _reader(options, key, look)

    def read(text: str) -> list[Id]:
        return [one_of(part) for part in text.split(",") if part]

    _prepare(key, list(default), read, lambda value: isinstance(value, list) and set(value) <= set(options))
    labelled = _labelled(options, look)
    st.pills(label, list(options), key=key, selection_mode="multi", persist_state="session", **labelled)
    return list(_kept(key))


def toggle(label: str, key: str, default: bool = False, **look: Any) -> bool:
    """Show a switch."""
    _prepare(key, default, {"true": True, "false": False}.__getitem__, lambda value: isinstance(value, bool))
    st.toggle(label, key=key, persist_state="session", **look)
    return bool(_kept(key))


def number(label: str, low: Any, high: Any, key: str, default: Any = None, **look: Any) -> Any:
    """Show a number between two others, to type or to step; the lowest, if no other is the default."""
    _prepare(key, low if default is None else default, type(low), lambda value: low <= value <= high)
    st.number_input(label, low, high, key=key, persist_state="session", **look)
    return _kept(key)


def slider(label: str, low: Any, high: Any, key: str, default: Any = None, **look: Any) -> Any:
    """Show a number between two others, to slide; the lowest, if no other is the default."""
    _prepare(key, low if default is None else default, type(low), lambda value: low <= value <= high)
    st.slider(label, low, high, key=key, persist_state="session", **look)
    return _kept(key)


def text(label: str, key: str, default: str = "", **look: Any) -> str:
    """Show a line to type in."""
    _prepare(key, default, str, lambda value: isinstance(value, str) and len(value) <= LONGEST)
    st.text_input(label, key=key, max_chars=look.pop("max_chars", LONGEST), persist_state="session", **look)
    return str(_kept(key))


def pages(count: int, key: str, default: int = 1) -> int:
    """Show numbers to turn over pages, from 1 on."""
    _prepare(key, default, int, lambda value: 1 <= value <= count)
    st.pagination(count, key=key, persist_state="session")
    return int(_kept(key))


def in_texts() -> dict[str, str]:
    """Return every choice that is not the default, on any page, as an address says it."""
    return mine().remembered | {key: _text(value) for key, value in mine().choices.items()}


def recall(texts: Mapping[str, str]) -> None:
    """Let widgets say what a desk remembers, instead of what was chosen here; before they are shown."""
    for key in texts:
        let_go(key)
    mine().remembered |= texts


def let_go(key: str) -> None:
    """Let a widget begin with its default again; before it is shown."""
    mine().choices.pop(key, None)
    forget(key)


def is_open(key: str) -> bool:
    """Return whether nothing was chosen yet, and neither an address nor a desk says what."""
    told = address.asked(key) is not None or (key in mine().remembered and not address.says_all())
    return not has_value(key) and not told


def _prepare_one_of(
    options: Options[Id],
    key: str,
    default: Id | None,
    look: Mapping[str, Any],
    holds: Callable[[Id], bool] = lambda _: True,
) -> None:
    first = next(iter(options)) if default is None else default
    _prepare(key, first, _reader(options, key, look), lambda value: value in options and holds(value))


def _reader(options: Options[Id], key: str, look: Mapping[str, Any]) -> Callable[[str], Id]:
    """Return what reads one option out of an address: by its id, or by the label that links of earlier days name."""
    by_text = {_text(one): one for one in options}
    label = options.__getitem__ if isinstance(options, Mapping) else look.get("format_func", str)

    def read(text: str) -> Id:
        if text in by_text:
            return by_text[text]
        by_label = {label(one): one for one in options}
        return by_label[text] if text in by_label else by_text[new_id(key, text)]

    return read


def _prepare(key: str, default: Any, read: Callable[[str], Any], fits: Callable[[Any], bool]) -> None:
    """Give a widget its value before it is drawn.

    It is what the address asks for, what a desk remembers, what was chosen last, or the default.
    """
    visitor = mine()
    tell_again(key)
    asked, remembered = address.asked(key), visitor.remembered.pop(key, None)
    if asked is not None:
        _take(key, asked, read, fits)
    elif address.is_restored(key):
        forget(key)
        visitor.choices.pop(key, None)
    elif remembered is not None and not address.says_all():
        _recall(key, remembered, read, fits)
    value = value_of(key, UNSET)  # asked once: each time takes a while
    if value is UNSET and key in visitor.choices:
        value = visitor.choices[key]
        set_value(key, value)
    elif value is not UNSET and visitor.drawn_on.get(key) != visitor.page:
        set_value(key, value)  # on another page the same key is another widget, which is told the value
    at_default = value is not UNSET and value == visitor.defaults.get(key)  # follows where the default goes
    if value is UNSET or (at_default and value != default) or not fits(value):
        set_value(key, default)
    elif visitor.is_turned_to:  # what is said by a widget of the page before, the one of this page has to be told
        set_value(key, value)
    visitor.defaults[key] = default


def _take(key: str, asked: str, read: Callable[[str], Any], fits: Callable[[Any], bool]) -> None:
    """Take a choice from the address; where it is not known here note it, so that it can be said."""
    try:
        value = read(asked)
        if not fits(value):
            raise ValueError(asked)
    except (KeyError, ValueError, OverflowError):
        address.in_vain(key, asked)
    else:
        set_value(key, value)


def _recall(key: str, text: str, read: Callable[[str], Any], fits: Callable[[Any], bool]) -> None:
    """Take a choice from a desk that came back, if there still is such a thing to choose."""
    with suppress(KeyError, ValueError, OverflowError):
        value = read(text)
        if fits(value):
            set_value(key, value)


def _kept(key: str, *, always: bool = False) -> Any:
    """Return what is chosen, kept for other pages and noted for the address."""
    visitor, value = mine(), value_of(key)
    visitor.air.unshown.discard(key)
    visitor.drawn_on[key] = visitor.page
    is_default = value == visitor.defaults[key]
    if is_default:
        visitor.choices.pop(key, None)
    else:
        visitor.choices[key] = value
    visitor.shown.choices[key] = _text(value)
    address.note(key, None if is_default and not always else _text(value))
    return value


def _text(value: Any) -> str:
    """Return how a choice is written in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ",".join(map(_text, value))
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value)


def _labelled(options: Options[Id], look: dict[str, Any]) -> dict[str, Any]:
    """Return how a widget looks, with the labels of its options in the reader's language."""
    labels = {one: say(label) for one, label in options.items()} if isinstance(options, Mapping) else None
    return look if labels is None else look | {"format_func": labels.__getitem__}
