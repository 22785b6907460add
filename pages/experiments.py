"""Which settings make a network read better, and how much of it is chance?"""

import streamlit as st

from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.text import formula, question
from pages.ui.rooms.experiments import opened, own_sweep, table
from pages.ui.rooms.experiments import results as ui

question(
    say("Which settings read better, and what is chance?"),
    say("Hundreds of trainings, ready: each point is one, and points above each other differ by their seed alone."),
)
with st.container(horizontal=True, vertical_alignment="bottom", key="experiment_controls"):
    results = ui.choose()
    number = ui.choose_point(results) if results.known else None
if number is None:
    st.info(say("No training is done yet."), icon=":material/hourglass_empty:")
else:
    ui.show_curves(results, number)
    st.caption(ui.about(results))
    opened.show_opened(results, number)
    opened.follow_training()

st.header(say("Ask your own"), anchor=False)
own_sweep.offer_rest()
own_sweep.ask()
own_sweep.follow()
st.caption(own_sweep.larger_ones())

st.header(say("All settings at once"), anchor=False)
if choices.toggle(say("Show every setting that was tried as a line"), key="experiment_lines"):
    ui.show_all_settings()

if number is not None:
    st.header(say("Take the results with you"), anchor=False)
    table.take_home(results)
formula(
    r"t = \frac{\bar a - \bar b}{\sqrt{s_a^2 / n_a + s_b^2 / n_b}}",
    say(
        "Are two settings different, or only their seeds? a and b are their accuracies, s how much these differ from "
        "seed to seed, n how many seeds there are. Where t is so large that chance alone would make it so in less than "
        "5 % of all cases, divided by the number of pairs that could be compared, the difference is called more than "
        "chance."
    ),
    say(
        "B. L. Welch, *The generalization of “Student’s” problem when several different population variances are "
        "involved*, 1947"
    ),
)
