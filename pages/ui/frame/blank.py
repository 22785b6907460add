"""Where nothing is drawn there is nothing to look at: a page says so, instead of showing a hundred empty boxes."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit.text import question
from pages.ui.state import keys, value_of

LOOKING = ("influence", "neurons", "layers", "map", "robustness", "compare")  # pages that look at any picture


def says_so(page: str, title: str) -> bool:
    """Say that nothing is drawn, where a page would look at a blank drawing, and return whether that is so."""
    if page not in LOOKING or value_of(keys.PICTURE) != "drawing" or bench.picture().image.any():
        return False
    question(title, say("This page looks at a picture, and nothing is drawn yet."))
    st.info(say("Draw a digit, or choose another picture under the title."), icon=":material/draw:")
    st.page_link("draw.py", label=say("Draw"), icon=":material/draw:")
    return True
