"""The values of a visitor's widgets."""

from typing import Any

import streamlit as st
from streamlit.runtime.state.session_state_proxy import get_session_state

from pages.ui.state.hearing import widget_of
from pages.ui.state.visitor import mine

_UNSET = object()  # stands for the value of a widget that has none


def value_of(key: str, default: Any = None) -> Any:
    """Return the value of a widget; the default while it has none."""
    return st.session_state.get(key, default)


def has_value(key: str) -> bool:
    """Return whether a widget has a value."""
    return key in st.session_state


def set_value(key: str, value: Any) -> None:
    """Set the value of a widget: from a callback, or before the widget is drawn."""
    mine().air.tell(key, widget_of(get_session_state()._state, key))
    st.session_state[key] = value


def tell_again(key: str) -> None:
    """Set a value once more of which the browser may know nothing: its run was cut off, or its widget is not shown."""
    if key in mine().air.unheard and (value := value_of(key, _UNSET)) is not _UNSET:
        st.session_state[key] = value


def forget(key: str) -> None:
    """Let a widget begin with its default again."""
    mine().air.forget(key)
    st.session_state.pop(key, None)
