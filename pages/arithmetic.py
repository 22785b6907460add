"""Every number that makes an answer, and every number that learning from it takes."""

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.written_out import BACKWARD, FORWARD, TOY
from pages.ui.kit.tell import tell
from pages.ui.kit.text import formula, question
from pages.ui.rooms.arithmetic import backwards, forward, learn, nudge, tiny
from pages.ui.rooms.arithmetic.subject import choose_aim, choose_node, choose_view

question(
    say("What does a node compute?"),
    say("Every number that makes an answer, forwards and backwards, written out so that you can check it by hand."),
)
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    view = choose_view()
    subject = choose_node(bench.network(), bench.picture()) if view != TOY else None
aim, refusal = None, None
if subject is not None and view != FORWARD:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        try:
            aim = choose_aim(subject)
        except ValueError as reason:
            refusal = reason

if refusal is not None:
    tell(refusal, mild=True)
elif subject is None:
    tiny.show()
elif aim is None:
    forward.show(subject)
elif view == BACKWARD:
    backwards.show(subject, aim)
else:
    nudge.show(subject, aim)
    learn.show(subject, aim)
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
