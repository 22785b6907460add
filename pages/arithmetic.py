"""Every number that makes an answer, and every number that learning from it takes."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.written_out import BACKWARD, FORWARD, TOY
from pages.ui.kit.tell import tell
from pages.ui.kit.text import formula, question
from pages.ui.rooms.arithmetic import backwards, forward, learn, nudge, tiny
from pages.ui.rooms.arithmetic.subject import Subject, choose_aim, choose_node, choose_view, say_if_blank

question(
    say("What does a node compute?"),
    say("Every number that makes an answer, forwards and backwards, written out so that you can check it by hand."),
)
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    view = choose_view()
    numbers = tiny.choose() if view == TOY else None
    subject = choose_node(bench.network(), bench.picture()) if numbers is None else None


def show_learning(one: Subject) -> None:
    """Show what learning takes: all the way back, or one weight moved; where the network cannot learn, why."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="aim"):
        try:
            aim = choose_aim(one)
        except ValueError as reason:
            tell(reason, mild=True)
            return
    if view == BACKWARD:
        backwards.show(one, aim)
    else:
        nudge.show(one, aim)
        learn.show(one, aim)


if subject is not None:
    say_if_blank(subject.picture)
if numbers is not None:
    tiny.show(*numbers)
elif subject is not None and view == FORWARD:
    forward.show(subject)
elif subject is not None:
    show_learning(subject)
formula(
    r"a_j = \sum_i z_i\, w_{ij} + b_j \qquad z_j = f(a_j) \qquad "
    r"\delta_j = f'(a_j) \sum_k w_{jk}\, \delta_k \qquad \frac{\partial L}{\partial w_{ij}} = z_i\, \delta_j",
    say(
        "Forwards each node adds up its inputs times its weights and bends the sum. Backwards each node adds up what "
        "the nodes behind it hand back, times the same weights, and multiplies by the slope of its bend. A weight's "
        "gradient is what came in times δ of the node. Some books swap the letters a and z."
    ),
    say(
        "M. Nielsen, *Neural Networks and Deep Learning*, chapter 2; K. Saitoh, *Deep Learning from Scratch*, chapter 5"
    ),
)
