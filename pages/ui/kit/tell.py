"""One way to tell what went wrong, whoever noticed it."""

import streamlit as st

from mnistnet import Told
from pages.ui.kit.text import unlinked


def tell(error: Told | ValueError, also: str = "", *, passing: bool = False, mild: bool = False) -> None:
    """Show what an exception has to say, its recipe under it; `also` is one more sentence behind its own.

    With `passing` it appears for a few seconds above the page: from callbacks, which cannot write on it.
    `mild` is for what is not wrong but only has no meaning here, as every `Told.is_a_limit` is.
    """
    sentence = error.sentence if isinstance(error, Told) else str(error)
    words = unlinked(f"{sentence} {also}".strip())
    if passing:
        st.toast(words, icon=":material/error:")
    elif mild or (isinstance(error, Told) and error.is_a_limit):
        st.info(words, icon=":material/block:")
    else:
        st.error(words, icon=":material/error:")
    if isinstance(error, Told) and error.recipe and not passing:
        st.code(error.recipe, language="python")
