"""Can the networks read the visitor's own hand, and can one of them learn it?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures.confusion import confusion
from mnistnet.figures.judging import accuracy_bars
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import question
from pages.ui.rooms.my_handwriting import adding, teaching
from pages.ui.rooms.my_handwriting import own_digits as ui

question(
    say("Can it read your hand?"),
    say("Draw digits, say what they are, and see which network reads you best. Then teach one."),
)
net = bench.network()
adding.add_digits(net)

digits = ui.digits()
exam = ui.exam_of(net, digits)
st.header(ui.headline(exam), anchor=False)
ui.show_wall(exam, digits)
st.caption(say("Over each digit its label and ✓, or label → answer ✗. {whose_words}", whose_words=ui.whose_words()))
code(say("Your digits"), say("in the headline over the digits"), snippets.own_digits, net, digits, exam)
ui.manage(exam)

bars, matrix = st.columns(2, gap="medium")
with bars:
    st.header(say("Which network reads them best?"), anchor=False)
    values = ui.accuracies(digits)
    chart = accuracy_bars([*values.values()], [*values], label="network", best=ui.place_of_bench(), height=380)
    show_figure(chart, "hand_bars", alt=ui.bars_words(values, digits))
    st.caption(ui.bars_words(values, digits))
with matrix:
    st.header(say("What does it take for what?"), anchor=False)
    ui.show_matrix(confusion(exam.confusion), exam)

st.header(say("Can it learn them?"), anchor=False)
st.caption(teaching.teach_words(digits))
teaching.teach_button(net, digits)
teaching.show_lesson()
