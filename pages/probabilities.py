"""Walk through the test digits and see what the network answers."""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures import answers
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import about_outputs, beyond_bars, side_by_side
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import STAGE, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import question
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
    given = results.outputs(one, seen.image)
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
with st.container(key="about_outputs"):  # a lesson may cover it
    st.caption(about_outputs())
say_if_seen(net)

if net.output_activation == "softmax":
    last = net.views[-2]
    st.header(say("From sums to probabilities"), anchor=False)
    ui.show_softmax(last, trace[last][0])
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
