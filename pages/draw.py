"""Draw a digit and see what the network makes of it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import answer_bars, bench, board, board_tools, living, living_subject, ways
from pages.ui.bench.board_reading import reads_all_steps
from pages.ui.bench.side_by_side import about_outputs, side_by_side
from pages.ui.holdings import results
from pages.ui.kit import address, choices
from pages.ui.kit.record import code
from pages.ui.kit.text import question
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.draw import all_maps, answer, why

Outputs = Mapping[Network, why.Outputs]

net = bench.network()
question(say("mnistnet"), say("Draw a digit and watch a neural network read it."))
with st.container(horizontal=True, gap="small"):
    drawing = st.container(width="content")
    verdict = st.container(key="verdict", width="stretch")
with drawing:
    digit = board_tools.show()
    if not is_phone():
        ways.show()  # under the board, where there is room in the first screen
controls = st.container()  # below the picture that they change


def show_network(drawn: board.Drawn, given: Outputs, one: Network, ending: str) -> None:
    """Show what a network answers, and what passed from the drawing to the answer."""
    reply = read_answer(given[one])
    answer.show_verdict(one, drawn, reply)
    subject = living_subject.subject_of(one, drawn, reply.best)
    living.show(subject, f"living{ending}", board.label(), reads_all_steps())


def show_bars(given: Outputs, one: Network, ending: str) -> None:
    """Show the ten answers as bars; a click on a bar asks why it is not that one."""
    answer_bars.show(given[one], f"answers{ending}", why.ask)


if digit is None:
    verdict.info(say("Nothing is drawn yet. Draw a digit from 0 to 9 on the board."), icon=":material/draw:")
else:
    outputs = {one: results.outputs(one, digit) for one in bench.sides()}
    with controls:
        st.caption(answer.about_the_picture())
        living_subject.choose()
    with verdict:
        side_by_side(partial(show_network, digit, outputs))
    if is_phone():
        ways.show()
    st.header(say("Why?"), anchor=False)
    why.show(digit, outputs, why.choose(outputs[net]))
    side_by_side(partial(show_bars, outputs))
    with st.container(horizontal=True):
        kind = bench.DRAWING
        address.link("influence.py", say("See every node of every layer"), ":material/grain:", picture=kind)
        several = choices.toggle(say("What did each pixel do to each answer?"), key="all_maps")
    if several:
        all_maps.show(digit)
    st.caption(about_outputs())
    code(say("The answer"), say("the answer beside the picture, and its bar"), snippets.answers, net, digit)
    answer.of_all_networks(digit)
    answer.steps_of_reading()
