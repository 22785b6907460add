"""What browsers say of widgets that they do not show: the old value, which they were never told to forget.

A value that is set on the server reaches a browser when it shows the widget. What lies in a closed popover it does not
show, and so each message goes on saying what the widget held before. That is nobody's choice: it is taken out of the
message, and the widget is told its value again until the browser says it, or the visitor has chosen something else.

A server that was started anew hears all of it from windows that were open before: what is seen there stands in their
address, and what they say first is kept in mind, so that it counts for nothing when they say it again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state import Serialized, SessionState, WStates

VISITOR = "visitor"  # under this one key of Streamlit's session
Words = Mapping[str, int]


@dataclass(eq=False)
class OnAir:
    """What a browser has said, and what it may not have heard.

    Attributes
    ----------
    said : dict of str to int
        The last message: a hash of the words for each widget, by its id.
    page : str
        Of that message.
    unheard : dict of str to int
        What the browser said of each widget whose value was set since, by key; 0 if nothing.
    unshown : set of str
        Those that no run has shown since.
    """

    said: Words = field(default_factory=dict)
    page: str = ""
    unheard: dict[str, int] = field(default_factory=dict)
    unshown: set[str] = field(default_factory=set)

    def tell(self, key: str, widget: str) -> None:
        """Note that the value of a widget is set now; none has the key yet where a server was started anew."""
        widget = widget or next((name for name in self.said if _key_in(name) == key), "")
        self.unheard[key] = self.said.get(widget, 0)
        self.unshown.add(key)

    def forget(self, key: str) -> None:
        """Note that a widget has no value any more."""
        self.unheard.pop(key, None)
        self.unshown.discard(key)


def _key_in(widget: str) -> str:
    """Return the key of a widget, with which its id ends: "$$ID-hash-key"."""
    return widget.split("-", 2)[-1]


def widget_of(state: SessionState, key: str) -> str:
    """Return by which id a browser calls the widget of a key; empty if none was ever shown."""
    return state._key_id_mapper.get_id_from_key(key, "") or ""


def ignore_old_words(visitor: Callable[[], Any]) -> None:
    """Let what a browser goes on saying, because it heard nothing else, count for nothing.

    Parameters
    ----------
    visitor : callable
        Makes one, where a browser says something before its first page has run: it was open before.
    """
    hear = SessionState.on_script_will_rerun
    if hasattr(hear, "__wrapped__"):  # it was done before
        return

    @wraps(hear)
    def heard(self: SessionState, message: WidgetStates | None, **look: Any) -> None:
        if message is not None and message.widgets and VISITOR not in self:
            self[VISITOR] = visitor()
        if message is not None and VISITOR in self:
            message = _without_old_words(self, self[VISITOR].air, message)
        hear(self, message, **look)

    SessionState.on_script_will_rerun = heard  # type: ignore[method-assign,assignment]


def _without_old_words(state: SessionState, air: OnAir, message: WidgetStates) -> WidgetStates:
    """Return the message without what is said of widgets only because the browser has not heard of their values."""
    before, turned = air.said, _turns(air)
    words = {one.id: one for one in message.widgets}
    air.said = {name: hash(one.SerializeToString()) for name, one in words.items()}
    old = _old_words(state, air, words)
    if not old:
        return message
    others = [one for name, one in words.items() if name not in old]
    happened = turned or _is_news(state, others, before, air.said)
    if len(old) == 1 and not happened and not old & _unshown(state, air):
        return message  # so the visitor has gone back to what they had chosen before
    return WidgetStates(widgets=others)


def _turns(air: OnAir) -> bool:
    """Return whether the message comes from another page, or from a part of one that asks by itself."""
    run = get_script_run_ctx()
    page = run.pages_manager.intended_page_script_hash if run else ""
    before, air.page = air.page, page or ""
    return air.page != before or bool(run and run.fragment_ids_this_run)


def _old_words(state: SessionState, air: OnAir, words: Mapping[str, WidgetState]) -> set[str]:
    """Return the widgets of which the browser says what it said before their values were set; forget all others."""
    old = set()
    for key, said in list(air.unheard.items()):
        widget = widget_of(state, key)
        if widget not in words:
            continue
        if air.said[widget] == said and not _is_known(state, words[widget]):
            old.add(widget)
        else:
            air.forget(key)
    return old


def _unshown(state: SessionState, air: OnAir) -> set[str]:
    return {widget_of(state, key) for key in air.unshown}


def _is_known(state: SessionState, word: WidgetState) -> bool:
    """Return whether a browser says of a widget what the server says."""
    try:
        said = WStates({word.id: Serialized(word)}, state._new_widget_state.widget_metadata)[word.id]
        return bool(said == state[word.id])
    except (KeyError, ValueError):  # of no widget that is known, or it holds arrays
        return False


def _is_news(state: SessionState, words: list[WidgetState], before: Words, now: Words) -> bool:
    """Return whether a button was pressed, or another widget says something new that the server does not know."""
    for one in words:
        kind = one.WhichOneof("value") or ""
        is_button = kind.endswith("trigger_value")
        if getattr(one, kind) if is_button else now[one.id] != before.get(one.id) and not _is_known(state, one):
            return True
    return False
