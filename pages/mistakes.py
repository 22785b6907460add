"""Which digits does the network misread, and does it know when it may be wrong?"""

import streamlit as st

from mnistnet.calibration import reliability, with_threshold
from mnistnet.figures import answers, large_map, wall
from mnistnet.figures.judging import accuracy_bars, confusion, reliability_diagram, threshold_curves, turned
from mnistnet.flips import flip_answer
from mnistnet.mistakes import nearest_digits
from pages.ui import bench
from pages.ui import mistakes as ui
from pages.ui.pictures import STAGE, show_digit, show_figure
from pages.ui.words import formula, outputs_are, question

question("Where does it go wrong?", "Every digit that the network misreads, and whether it knows when it may be wrong.")
net = bench.network()
with st.container(horizontal=True, vertical_alignment="bottom"):
    digits, asked = ui.choose_digits(), st.container(horizontal=True, width="content")
exam = ui.exam_of(net, digits)
with asked:
    mistakes = ui.choose_mistakes(exam)
st.markdown(ui.headline(exam, mistakes))

gallery, matrix = st.columns([11, 9], gap="medium")
with matrix:
    ui.show_confusion(confusion(exam.confusion, chosen=ui.chosen_cell()), net.classes, alt=ui.worst_confusion(exam))
    st.caption(f"{ui.worst_confusion(exam)} Along the diagonal ✓ the right answers. Click a cell to see its digits.")
if len(mistakes):
    with gallery:
        shown = ui.part(mistakes)
        opened = ui.chosen_mistake(mistakes)
        pictures = wall(
            digits.images[shown],
            digits.labels[shown],
            exam.answers[shown],
            numbers=shown,
            chosen=opened,
            **ui.gallery_grid(),
        )
        ui.show_gallery(pictures, alt=f"{len(shown)} misread digits, over each its label and the answer.")
        st.caption("Over each digit: label → answer. Click one to see below what misled the network.")

    st.subheader("One mistake, opened", anchor=False)
    ui.choose_one(mistakes, exam)
    image, label, answer = digits.images[opened], int(digits.labels[opened]), int(exam.answers[opened])
    picture, bars, why = st.columns(3, gap="medium")
    with picture:
        show_digit(image, alt=f"test digit {opened}, a {label} read as a {answer}", size=STAGE)
        ui.look_further(digits, opened)
    with bars:
        show_figure(answers(exam.outputs[opened], label=label, height=280), "bars", alt=ui.verdict(exam, opened))
        st.caption(f"{ui.verdict(exam, opened)} {outputs_are(net)}")
    with why:
        case = ui.contest(net, image, answer, label)
        title = f"Orange speaks for {answer}, blue for {label}, measured in the sums that arrive at the outputs."
        show_figure(large_map(case["map"], unit=f"for {answer}, not {label}", height=300), "why", alt=title)
        st.caption(title)
        with st.popover("Receipt"):
            ui.show_receipt(case, answer, label)

    near, flip = st.columns([6, 4], gap="medium")
    with near:
        st.markdown("**The digits most like it** that there are to learn from")
        alike = ui.similar_to_learn_from(digits)
        ui.show_neighbours(nearest_digits(image, alike, 12), alike)
        st.caption(
            f"The nearest of {len(alike):,} training digits by pixel distance, which knows nothing of strokes: the "
            "same digit moved a little can be far away."
        )
    with flip:
        found = flip_answer(net, image, label)
        st.markdown(ui.flip_words(found, label))
        show_figure(turned(found.image, found.pixels), "flip", alt=ui.flip_words(found, label))
        st.caption(ui.flip_limits(found))
else:
    gallery.info("There is no such mistake. Choose another label or answer.", icon=":material/check:")

st.subheader("Which digits are hard?", anchor=False)
names = ui.class_names(net)
show_figure(accuracy_bars(exam.accuracy_by_label, names, label="label"), "by_label", alt=ui.hardest(exam))
st.caption(ui.hardest(exam))

st.subheader("Does it know when it may be wrong?", anchor=False)
bins = reliability(exam.confidences, exam.right)
least = st.slider(
    "It says “I don't know” below", 0.0, 1.0, 0.9, 0.01, format="percent", key="least", bind="query-params"
)
kept = with_threshold(exam.confidences, exam.right, least)
st.markdown(ui.threshold_words(kept))
diagram, curves = st.columns(2, gap="medium")
with diagram:
    show_figure(reliability_diagram(bins), "reliability", alt=ui.calibration_words(bins))
    st.caption(ui.calibration_words(bins))
with curves:
    chart = threshold_curves(with_threshold(exam.confidences, exam.right), chosen=least)
    show_figure(chart, "threshold", alt=ui.threshold_words(kept))
    st.caption("The surer it must be, the less it answers (blue) and the more of that is right (green, dashed).")
formula(
    r"\mathrm{ECE} = \sum_b \frac{n_b}{n}\,\bigl|\text{right}_b - \text{sure}_b\bigr|",
    "Answers are sorted into ten bins by how sure the network was. In each bin the share of right answers is compared "
    "with how sure it was on average; the mean distance, weighted by the number of answers, is the expected "
    "calibration error. Bins with few answers are mostly chance.",
    "C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, “On Calibration of Modern Neural Networks”, 2017",
)

st.subheader("How long does it take?", anchor=False)
st.table(ui.batch_times(net), border="horizontal")
st.caption(
    "The same answers, measured on this server just now: a batch is one large product instead of many small ones."
)
