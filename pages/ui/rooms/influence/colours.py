"""Colours of the maps: blue and orange, or the grey of the first pictures of this kind; one scale, or one for each."""

import streamlit as st

from mnistnet.figures.maps import BLUE_ORANGE, GREY
from mnistnet.words import mark, say
from pages.ui.kit import choices

COLOURS = {BLUE_ORANGE: mark("blue and orange"), GREY: mark("grey")}


def choose_colours() -> tuple[bool, str]:
    """Show how maps are coloured; return whether each has a scale of its own, and which colours are taken."""
    own = choices.toggle(say("One scale for each node"), key="own_scale")
    st.caption(say("One common scale shows which nodes react strongly; a scale of its own shows every node's pattern."))
    colours = choices.segmented(say("Colours"), COLOURS, key="colours")
    st.caption(say("Grey is the look of the first pictures of this kind: brighter than mid-grey pushes up."))
    return own, colours
