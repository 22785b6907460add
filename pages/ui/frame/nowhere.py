"""An address that names no page of ours: the first page opens, and a sentence says so."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mnistnet.words import say
from pages.ui.bench.doors import DOORS, FIRST
from pages.ui.kit.text import unlinked

MOST = 40  # letters of a name that are quoted


def lead_home() -> None:
    """Open the first page where the address asks for one that is not here, before Streamlit looks for it.

    It would say in a notice that shuts everything off that there is no such page. The first page has no name in the
    address, but may be asked for by the one that its file has.
    """
    run = get_script_run_ctx()
    asked = run.pages_manager.intended_page_name if run and not run.pages_manager.intended_page_script_hash else ""
    if run is None or not asked or asked in {door.file for door in DOORS if door is not FIRST}:
        return
    run.pages_manager.set_script_intent("", "")
    if asked != FIRST.file:
        words = say("There is no page “{name}” here. This is the first one.", name=unlinked(asked[:MOST]))
        st.toast(words, icon=":material/link_off:", duration="long")
