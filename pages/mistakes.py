"""Which digits does the network misread, and does it know when it may be wrong?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures import wall
from mnistnet.figures.confusion import confusion
from mnistnet.figures.judging import accuracy_bars
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import question
from pages.ui.rooms.mistakes import gallery as ui
from pages.ui.rooms.mistakes import sentences as words
from pages.ui.rooms.mistakes.calibration import show_calibration
from pages.ui.rooms.mistakes.opened import show_opened

question(
    say("Where does it go wrong?"),
    say("Every digit that the network misreads, and whether it knows when it may be wrong."),
)
net, digits = bench.network(), results.test_digits()
exam = results.exam(net, digits)
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    mistakes = ui.choose_mistakes(exam)
ui.show_headline(net, words.headline(exam, mistakes))
code(
    say("Mistakes"),
    say("in the first sentence of the page and under the confusion matrix"),
    snippets.mistakes,
    net,
    digits,
    exam,
)

left, matrix = st.columns([11, 9], gap="medium")
gallery = left.container(key="gallery_place")
gallery.empty()  # what is in a place is shown, and keeps it, before it is filled
with matrix:
    ui.show_confusion(confusion(exam.confusion, chosen=ui.chosen_cell()), net.classes, alt=words.worst_confusion(exam))
    diagonal = say("Along the diagonal ✓ the right answers. Click a cell, or choose Label and Answer above.")
    st.caption(f"{words.worst_confusion(exam)} {diagonal}")
if len(mistakes):
    st.header(say("One mistake, opened"), anchor=False)
    opened = ui.choose_one(mistakes, exam)
    with gallery:
        shown = ui.part(mistakes)
        pictures = wall(
            digits.images[shown],
            digits.labels[shown],
            exam.answers[shown],
            numbers=shown,
            chosen=opened,
            **ui.gallery_grid(),
        )
        ui.show_gallery(pictures, alt=words.gallery_words(len(shown)))
        st.caption(say("Over each digit: label → answer. Click one to see below what misled the network."))
    bench.show_instead(bench.test_digit(opened))
    show_opened(net, exam, digits.images[opened], opened)
else:
    gallery.info(words.no_mistake(exam), icon=":material/check:")

st.header(say("Which digits are hard?"), anchor=False)
bars_by_label = accuracy_bars(exam.accuracy_by_label, words.class_names(exam), label=say("label"))
show_figure(bars_by_label, "by_label", alt=words.hardest(exam))
st.caption(words.hardest(exam))

st.header(say("Does it know when it may be wrong?"), anchor=False)
show_calibration(exam)
code(say("Calibration"), say("in the sentence under the reliability diagram"), snippets.calibration, net, digits, exam)
where = say("in the sentence under the slider “It says I don't know below”")
code(say("“I don't know”"), where, snippets.threshold, net, digits, ui.least(), exam)

st.header(say("How long does it take?"), anchor=False)
show_table(ui.batch_times(net), "batch_times", say("Time for a digit by size of batch"), hide_index=False)
st.caption(say("The same answers, measured on this server: a batch is one large product instead of many small ones."))
