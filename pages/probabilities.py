"""Walk through the test digits and see what the network answers."""

import pandas as pd
import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures import answers
from mnistnet.readout import read_answer, softmax_steps
from mnistnet.words import say, share
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import about_outputs, beyond_bars, side_by_side
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import STAGE, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import formula, question
from pages.ui.rooms import probabilities as ui

net = bench.network()
digits = results.test_digits()
along = say("A digit that it never saw in training, and what it answers.")
official = say("One of MNIST's 10,000 official test digits, and what it answers.")
own = say("A test digit of your set, and what it answers.")
question(say("How sure is the network?"), digit_sets.words_for(along, official, own))
seen = bench.picture()
trace = net.trace(seen.image)
outputs = trace[net.views[-1]][0]
answer = read_answer(outputs, seen.label)

picture, column = st.columns([300, 420], gap="medium")
with picture:
    with st.container(key="stage"):
        show_digit(seen.image, alt=seen.words, size=STAGE)
    st.markdown(ui.verdict_words(answer, seen.label))


def show_answers(one: Network, ending: str) -> None:
    """Show what a network answers."""
    given = one.predict(seen.image)[0]
    said = read_answer(given)
    alt = say(
        "Ten bars; the longest is {best} with {confidence:share}; the label is {label}.",
        best=said.best,
        confidence=said.confidence,
        label=seen.label,
    )
    show_figure(answers(given, label=seen.label, height=320, beyond=beyond_bars()), f"answers{ending}", alt=alt)


with column:
    side_by_side(show_answers)
st.caption(about_outputs())
say_if_seen(net)

if net.output_activation == "softmax":
    last = net.views[-2]
    st.header(say("From sums to probabilities"), anchor=False)
    steps = softmax_steps(trace[last][0])
    columns = {
        "class": say("digit"),
        "sum": st.column_config.NumberColumn(last, format="%.3f"),
        "shifted": st.column_config.NumberColumn(say("− largest"), format="%.3f"),
        "power": st.column_config.NumberColumn(say("exp"), format="%.5f"),
        "share": st.column_config.NumberColumn(say("÷ total")),
    }
    words = say("The softmax computed step by step for the ten classes")
    show_sortable(
        pd.DataFrame(steps), "softmax_steps", words, {"share": share}, column_config=columns, height="content"
    )
    formula(
        r"z_c = \frac{e^{a_c - \max a}}{\sum_d e^{a_d - \max a}}",
        say(
            "Subtracting the largest sum changes nothing in the result and keeps exp from overflowing. The "
            "powers add up to {total:.4f}.",
            total=sum(steps["power"]),
        ),
        say("K. Saitoh, *Deep Learning from Scratch*, section 3.5"),
    )

    code(
        say("Softmax, step by step"),
        say("in the last column of the table of “From sums to probabilities”"),
        snippets.shares,
        net,
        seen.image,
    )
code(say("The answer"), say("the answer beside the picture, and its bar"), snippets.answers, net, seen.image)
code(say("How many are right"), say("over the wall of test digits"), snippets.mistakes, net, digits)

st.header(say("A wall of test digits"), anchor=False)
ui.show_wall(net, seen.number)
