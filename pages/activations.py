"""Why does a neuron bend its sum?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.basics.plane import PROBLEMS, regions
from mnistnet.figures.curves import curves, plane
from mnistnet.figures.judging import accuracy_bars
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, question
from pages.ui.rooms.activations import curves as ui
from pages.ui.rooms.activations import feeding, softmaxes, straight

question(
    "Why does a neuron bend its sum?",
    "A neuron sends the sum of what arrives through a curve, its activation. Without the curve depth is useless.",
)
net = bench.network()
with st.container(horizontal=True, vertical_alignment="bottom"):
    shown = ui.choose_curves()
    point = choices.slider("A sum a that arrives", -5.0, 5.0, key="point", default=1.0, width=340, step=0.1)
values, slopes = st.columns(2, gap="medium")
with values:
    show_figure(curves(shown, point=point), "values", alt="What activations send on, in one chart.")
    st.caption("What the neuron sends on. Step and sigmoid level off at both ends; ReLU only on the left.")
with slopes:
    show_figure(curves(shown, point=point, slopes=True), "slopes", alt="The derivatives of the activations.")
    st.caption("How steep each curve is. Learning needs a slope: step has none, sigmoid's is never above 0.25.")
show_table(ui.point_table(point), "values_at_point", "Value and slope of each activation at the chosen sum")
code("Value and slope", "in the table under the curves: “sends on” and “slope there”", snippets.curves, point)
formula(
    r"\sigma(a)=\frac{1}{1+e^{-a}},\quad \sigma' = \sigma(1-\sigma),\quad \mathrm{ReLU}(a)=\max(a,0)",
    "The dots mark the sum you chose. Where a curve is flat its slope is 0, and a neuron there learns nothing.",
    "K. Saitoh, *Deep Learning from Scratch*, section 3.2",
)

st.subheader("Why not a straight line?", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    problem = choices.segmented("Points", list(PROBLEMS), key="plane", default="moons")
    bend = choices.segmented("Bend", straight.BENDS, key="bend", default="sigmoid")
    with st.popover("Depth and width"):
        depth = choices.slider("Hidden layers", 1, 4, key="depth", default=3)
        width = choices.slider("Nodes in each", 2, 32, key="width", default=8)
lesson = straight.lesson(problem, depth, width, bend)
for column, (name, network) in zip(st.columns(3), lesson.shown, strict=True):
    with column:
        words = f"{name}: {lesson.right(network):.0%} of the points right; {straight.widths_words(network)}"
        show_figure(plane(*regions(network), lesson.plane.points, lesson.plane.labels), name, alt=words)
        st.caption(words)
st.caption(
    "Orange: the network says cross; blue: circle. Linear layers, however many and however wide, are one matrix: the "
    f"first two pictures differ by at most {lesson.gap:.0e}. They part the plane by a straight line; the third bends. "
    "Each is the best of up to three starts."
)
where = "over the first two pictures of “Why not a straight line?”"
code("Many layers as one", where, snippets.collapse, lesson.linear, lesson.plane)
formula(
    r"\begin{aligned}(x W_1 + b_1) W_2 + b_2 &= x\,(W_1 W_2) \\ &\quad + (b_1 W_2 + b_2)\end{aligned}",
    "Two linear layers are one with the weights multiplied out, and so on for any number of them. The last layer's "
    "softmax stays: it decides how sure the network is, and leaves the border straight.",
    "K. Saitoh, *Deep Learning from Scratch*, section 3.2 (nonlinear functions)",
    on_the_page=True,
)
straight.show_small_case()
straight.show_equality(net)

st.subheader("Why must pixels lie between 0 and 1?", anchor=False)
feeding.show_story(net)
where = "in the table of “Why must pixels lie between 0 and 1?”"
code("How the pixels are fed", where, snippets.feeding, net, feeding.judging_digits(net))

st.subheader("What if a number is too large?", anchor=False)
feeding.show_one_sum()

st.subheader("What does softmax care about?", anchor=False)
softmaxes.show_softmax(net)

st.subheader("Why must a digit stand in the middle?", anchor=False)
moved = feeding.moving(net)
where = "over the bars of “Why must a digit stand in the middle?”"
code("Digits moved", where, snippets.moving, net, results.test_digits())
bars = accuracy_bars([*moved.values()], [*moved], label="where the digits stand", best=0)
show_figure(bars, "moved", alt=feeding.moving_words(moved))
st.caption(feeding.moving_words(moved))
