"""Whether the visitor looks through a phone; told by the browser once, so that mosaics get fewer columns."""

import streamlit as st

PHONE = 640  # CSS pixels; the width at which columns fold under each other

_width = st.components.v2.component(
    "mnistnet_viewport",
    html="<span></span>",
    js=f"""
export default function ({{ data, setStateValue }}) {{
  const look = () => {{
    const phone = window.innerWidth < {PHONE};
    if (phone !== data.phone) setStateValue("phone", phone);
  }};
  look();
  window.addEventListener("resize", look);
  return () => window.removeEventListener("resize", look);
}}""",
)


def watch() -> None:
    """Ask the browser for its width; a phone's answer runs the page once more."""
    with st.container(key="viewport", height=1, border=False):
        answer = _width(data={"phone": is_phone()}, key="viewport_width", on_phone_change=lambda: None)
    if answer.phone is not None:
        st.session_state["_phone"] = bool(answer.phone)


def is_phone() -> bool:
    """Return whether the visitor's window is as narrow as a phone's."""
    return bool(st.session_state.get("_phone", False))
