"""The three ways into the lessons, for whoever has just drawn a first digit and does not know where to go on."""

from functools import partial

import streamlit as st

from mnistnet.lessons import WAYS
from mnistnet.words import say
from pages.ui.holdings import course


def show() -> None:
    """Show the ways in one quiet row, where no lesson is open."""
    if course.lesson() is not None:
        return
    with st.container(key="ways", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say("New here?"), width="content")
        for key, (title, lessons) in WAYS.items():
            if key == "minutes":
                begin = partial(course.go_to, lessons[0])
                st.button(say(title), key="begin_here", icon=":material/school:", type="tertiary", on_click=begin)
            else:
                st.page_link("lessons.py", label=say(title))
