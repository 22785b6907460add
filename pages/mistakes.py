"""Which digits does the network misread, and does it know when it may be wrong?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures import answers, large_map, wall
from mnistnet.figures.confusion import confusion
from mnistnet.figures.judging import accuracy_bars
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit.pictures import STAGE, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import outputs_are, question
from pages.ui.rooms.mistakes import gallery as ui
from pages.ui.rooms.mistakes import sentences as words
from pages.ui.rooms.mistakes.calibration import show_calibration

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
    image, label, answer = digits.images[opened], int(digits.labels[opened]), int(exam.answers[opened])
    picture, bars, why = st.columns(3, gap="medium")
    with picture:
        show_digit(
            image,
            alt=say("test digit {number}, a {label} read as a {answer}", number=opened, label=label, answer=answer),
            size=STAGE,
        )
        ui.look_further(opened)
    with bars:
        show_figure(answers(exam.outputs[opened], label=label, height=280), "bars", alt=words.verdict(exam, opened))
        st.caption(f"{words.verdict(exam, opened)} {outputs_are(net)}")
    with why:
        case = ui.contest(net, image, answer, label)
        title = say(
            "Orange speaks for {answer}, blue for {label}, measured in the sums that arrive at the outputs.",
            answer=answer,
            label=label,
        )
        show_figure(
            large_map(case["map"], unit=say("for {answer}, not {label}", answer=answer, label=label), height=300),
            "why",
            alt=title,
        )
        st.caption(title)
        with st.popover(say("Receipt")):
            ui.show_receipt(case, answer, label)

    near, flip = st.columns([6, 4], gap="medium")
    with near:
        ui.show_neighbours(image)
    with flip:
        ui.show_flip(net, image, label)
else:
    gallery.info(say("There is no such mistake. Choose another label or answer."), icon=":material/check:")

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
