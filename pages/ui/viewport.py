"""How wide the window is, told by a phone's browser once, so that boards fit and mosaics get fewer columns."""

import streamlit as st

PHONE = 640  # CSS pixels; the width at which columns fold under each other
MARGIN = 32  # what the page leaves free at both sides of a phone's screen, together

_width = st.components.v2.component(
    "mnistnet_viewport",
    html="<span></span>",
    js=f"""
export default function ({{ data, setStateValue }}) {{
  const look = () => {{
    const width = window.innerWidth < {PHONE} ? window.innerWidth : 0;
    if (width !== data.width) setStateValue("width", width);
  }};
  look();
  window.addEventListener("resize", look);
  return () => window.removeEventListener("resize", look);
}}""",
)


def watch() -> None:
    """Ask the browser for its width; a phone's answer runs the page once more."""
    with st.container(key="viewport", height=1, border=False):
        answer = _width(data={"width": _phone_width()}, key="viewport_width", on_width_change=lambda: None)
    if answer.width is not None:
        st.session_state["_phone_width"] = int(answer.width)


def is_phone() -> bool:
    """Return whether the visitor's window is as narrow as a phone's."""
    return _phone_width() > 0


def room(wide: int) -> int:
    """Return how many pixels stand side by side: `wide`, or what a phone has."""
    return _phone_width() - MARGIN if is_phone() else wide


def _phone_width() -> int:
    return int(st.session_state.get("_phone_width", 0))
