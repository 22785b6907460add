"""Can you make a network by hand? Ten sheets are its weights; whatever is painted on them reads digits at once."""

import streamlit as st

from mnistnet.words import say
from pages.ui.kit.text import formula, question
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.be_the_network import duel, reading, sheets, views

if views.choose() == views.AGAINST:
    duel.tell_story()
else:
    question(
        say("Can you paint a network that reads?"),
        say(
            "Ten sheets, one a digit: orange where its ink should be, blue where it should not. "
            "The loudest sheet answers."
        ),
    )
    network = reading.network_of(sheets.painted())
    if is_phone():  # above the sheets, and there before them
        with st.container(key="sheets_score"):
            exam = reading.show_score(network)
    left, right = st.columns([5, 6], gap="large")
    if not is_phone():
        with right:
            exam = reading.show_score(network)
    with left:
        sheets.show()
    with right:
        reading.go_on_buttons(network)
        reading.show_confusion(exam)

    st.header(say("Whom does it mistake?"), anchor=False)
    reading.show_misread(network)
    formula(
        r"a_k = 2\,\frac{s_k}{|s_k|} \cdot (x - \bar{x}), \qquad \text{answer} = \arg\max_k a_k",
        say(
            "s is a sheet, from −3 (blue) to 3 (orange); x the digit, x̄ the mean of all training digits. Every sheet "
            "is made equally loud, so more paint alone wins nothing, and to the mean digit every sheet says 0."
        ),
        say("K. Saitoh, *Deep Learning from Scratch*, chapter 3, for a layer with softmax"),
    )
