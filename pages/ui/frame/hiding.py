"""What a teacher's link hides, so that nothing distracts: controls and pages, until the reader wants all again."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench.hidable import HIDE, selector, things
from pages.ui.kit import address
from pages.ui.state import mine


def enter() -> None:
    """Take from the address what is hidden, and hide it."""
    asked = address.asked(HIDE)
    if asked is not None:
        known, wanted = things(), [one for one in asked.split(",") if one]
        mine().course.hidden = tuple(one for one in dict.fromkeys(wanted) if one in known)
        for one in wanted:
            if one not in known:
                address.in_vain(HIDE, one)
    hidden = mine().course.hidden
    address.note(HIDE, ",".join(hidden) if hidden else None)
    if hidden:
        st.html(_style(hidden))
        with st.sidebar:
            words = say("Show everything")
            why = say("Whoever made the link has hidden some controls.")
            st.button(
                words, key="show_everything", type="tertiary", icon=":material/visibility:", help=why, on_click=_show
            )


def _style(hidden: tuple[str, ...]) -> str:
    places = map(selector, hidden)
    return f"<style>{', '.join(places)} {{display:none!important}}</style>"


def _show() -> None:
    mine().course.hidden = ()
