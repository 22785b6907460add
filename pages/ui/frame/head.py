"""The head of a page: its question, and at the right what can be done with every page: link, take home, code."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet.words import say
from pages.ui.frame import link, take_home
from pages.ui.kit import record
from pages.ui.kit.viewport import is_phone
from pages.ui.state import mine


def reserve() -> None:
    """Keep the places of the question and of the buttons, above the controls that the frame shows for every page."""
    with st.container(horizontal=True, vertical_alignment="top", key="head"):
        mine().shown.head = st.container(width="stretch")
        mine().shown.actions = None if is_phone() else _row()


def show_actions(page: str) -> None:
    """Fill in the buttons, once the page has shown all that they can take along; on a phone they stand below it."""
    with mine().shown.actions or _row():
        link.copy_button()
        if st.button(say("Take home"), key="take_page_home", icon=":material/download:", type="tertiary"):
            take_home.open_all(page)
        if record.now().programs and st.button(say("Code"), key="show_code", icon=":material/code:", type="tertiary"):
            take_home.open_code()


def _row() -> DeltaGenerator:
    return st.container(horizontal=True, width="content", gap="medium", vertical_alignment="center", key="actions")
