"""Why does a neuron bend its sum?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures.curves import curves
from mnistnet.figures.judging import accuracy_bars
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, paragraph, question
from pages.ui.rooms.activations import curves as ui
from pages.ui.rooms.activations import feeding, overflow, shifted, softmaxes, straight

question(
    say("Why does a neuron bend its sum, and what does softmax do?"),
    say(
        "A neuron sends the sum of what arrives through a curve, its activation; without it depth is useless. At the "
        "end softmax makes ten sums into shares."
    ),
)
net = bench.network()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    shown = ui.choose_curves()
    point = choices.slider(say("A sum a that arrives"), -5.0, 5.0, key="point", default=1.0, width=340, step=0.1)
values, slopes = st.columns(2, gap="medium")
with values:
    alt = paragraph(say("What activations send on, in one chart."), ui.point_words(shown, point))
    show_figure(curves(shown, point=point), "values", alt=alt)
    st.caption(say("What the neuron sends on. Step and sigmoid level off at both ends; ReLU only on the left."))
with slopes:
    alt = paragraph(say("The derivatives of the activations."), ui.point_words(shown, point, slopes=True))
    show_figure(curves(shown, point=point, slopes=True), "slopes", alt=alt)
    st.caption(say("How steep each curve is. Learning needs a slope: step has none, sigmoid's is never above 0.25."))
show_table(ui.point_table(point), "values_at_point", say("Value and slope of each activation at the chosen sum"))
code(say("Value and slope"), say("in the table under the curves: “sends on” and “slope there”"), snippets.curves, point)
formula(
    r"\sigma(a)=\frac{1}{1+e^{-a}},\quad \sigma' = \sigma(1-\sigma),\quad \mathrm{ReLU}(a)=\max(a,0)",
    say("The dots mark the sum you chose. Where a curve is flat its slope is 0, and a neuron there learns nothing."),
    say("K. Saitoh, *Deep Learning from Scratch*, section 3.2"),
)

st.header(say("Why not a straight line?"), anchor=False)
straight.show_planes()
straight.show_small_case()
straight.show_equality(net)

st.header(say("Why must pixels lie between 0 and 1?"), anchor=False)
feeding.show_story(net)
if results.official_digits() is None:
    say_if_seen(net)
where = say("in the table of “Why must pixels lie between 0 and 1?”")
code(say("How the pixels are fed"), where, snippets.feeding, net, feeding.judging_digits(net))

st.header(say("What if a number is too large?"), anchor=False)
overflow.show_one_sum()

st.header(say("What does softmax care about?"), anchor=False)
softmaxes.show_softmax(net)

st.header(say("Why must a digit stand in the middle?"), anchor=False)
moved = shifted.moving(net, results.test_digits())
where = say("over the bars of “Why must a digit stand in the middle?”")
code(say("Digits moved"), where, snippets.moving, net, results.test_digits())
bars = accuracy_bars([*moved.values()], shifted.moving_labels(moved), label=say("where the digits stand"), best=0)
show_figure(bars, "moved", alt=shifted.moving_words(moved))
st.caption(shifted.moving_words(moved))
say_if_seen(net)
