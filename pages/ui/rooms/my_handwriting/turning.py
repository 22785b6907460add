"""A photo that lies on its side or upside down is said to, and turned when asked."""

import streamlit as st

from mnistnet.drawing.doubts import turned_note
from mnistnet.words import mark, say
from pages.ui.state import set_value, value_of

TURNED = (mark("As it lies"), mark("To the left"), mark("Upside down"), mark("To the right"))


def turns(key: str) -> int:
    """Return by how many quarters to the left a picture is turned as the control under a key stands."""
    return value_of(key, 0) or 0


def ask_for_turn(key: str) -> None:
    """Show the control that turns a picture."""
    st.segmented_control(
        say("Turn the picture"),
        range(len(TURNED)),
        format_func=lambda quarters: say(TURNED[quarters]),
        default=0,
        required=True,
        key=key,
    )


def offer_turn(place: int, more: int, key: str) -> None:
    """Say that a picture seems to lie the wrong way, and offer to turn it by so many quarters more to the left."""
    if not more:
        return
    words = say(
        "Picture {place}: {note} The network “sharp” is surer of what it reads there once it is turned.",
        place=place,
        note=turned_note(more),
    )
    st.warning(words, icon=":material/screen_rotation:")
    st.button(say("Turn it"), key=f"{key}_offer", on_click=set_value, args=(key, (turns(key) + more) % len(TURNED)))
