"""In which language a visitor reads: the one that the address of their first page names, if it comes along, or English.

Ids stay as they are in every language, so a link that names another language, or none, opens the same view.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mnistnet.words.language import ENGLISH, languages, say, speak_as, speaking
from pages.ui.kit import address
from pages.ui.state import mine, value_of

LANGUAGE = "lang"
CHOICE = "language"


def choose_language() -> str:
    """Return the language of the visitor; whoever arrives has the one that their address names."""
    if mine().address is None:
        asked = st.query_params.get(LANGUAGE, ENGLISH)
        mine().language = asked if asked in languages() else ENGLISH
    return mine().language


def note_language() -> None:
    """Let the address name the language, where it is not English; say so where one was asked for in vain."""
    language, asked = mine().language, address.asked(LANGUAGE)
    address.note(LANGUAGE, None if language == ENGLISH else language)
    if asked is not None and asked not in languages():
        address.in_vain(LANGUAGE, asked)


def offer_languages() -> None:
    """Show the choice of a language in the side panel, where more than English comes along."""
    known = languages()
    if len(known) > 1:
        place = known.index(mine().language)
        words = say("Language")
        st.sidebar.selectbox(words, known, place, key=CHOICE, format_func=own_name, on_change=_choose)


def own_name(language: str) -> str:
    """Return what a language calls itself: what its catalogue says for "English"."""
    with speaking(language):
        name = say("English")
    return name if language == ENGLISH or name != "English" else language


def _choose() -> None:
    mine().language = value_of(CHOICE)


def _of_this_run() -> str:
    return mine().language if get_script_run_ctx(suppress_warning=True) else ENGLISH


speak_as(_of_this_run)  # fragments, dialogs and callbacks run without the page round them
