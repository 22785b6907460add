"""The head of a page: where one is and what can be done with every page (link, take home, code), and its question."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench.doors import door_of
from pages.ui.frame import link, take_home
from pages.ui.kit import record
from pages.ui.state import mine


def reserve(page: str) -> None:
    """Say in which room the page stands, and keep the places of its buttons and of its question."""
    door = door_of(page)
    with st.container(key="head", gap="xxsmall"):
        with st.container(key="where", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(key=f"at_{door.file}", width="content"):  # by which the style sheet knows the page
                st.caption(say("{room} · {page}", room=say(door.room), page=say(door.title)))
            mine().shown.actions = st.container(
                key="actions", horizontal=True, width="content", gap="medium", vertical_alignment="center"
            )
        mine().shown.head = st.container(key="question", gap="xxsmall")


def show_actions(page: str) -> None:
    """Fill in the buttons, once the page has shown all that they can take along."""
    with mine().shown.actions or st.container():
        link.copy_button()
        if st.button(say("Take home"), key="take_page_home", icon=":material/download:", type="tertiary"):
            take_home.open_all(page)
        if record.now().programs and st.button(say("Code"), key="show_code", icon=":material/code:", type="tertiary"):
            take_home.open_code()
