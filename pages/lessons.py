"""Learn how a network works step by step, or teach it."""

import streamlit as st

from mnistnet.words import say
from pages.ui.kit.text import question
from pages.ui.rooms.lessons import handed, overview, teach

question(
    say("Where shall I begin?"),
    say("Eight lessons that ask before they show. Every answer is computed from the network on the bench."),
)
overview.show_ways()
st.header(say("All lessons"), anchor=False)
overview.show_lessons()
overview.show_words()
st.header(say("Your answers"), anchor=False)
overview.show_answers()

st.header(say("Teach"), anchor=False)
st.markdown(say("A link for the projector, sheets for the tables, and what came back, laid together."))
what = teach.choose_what()
link = teach.show_link(what)
lesson = teach.lesson_to_print(what)
if lesson is not None:
    teach.offer_sheets(lesson, link)
handed.show()
