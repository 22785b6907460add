"""Which digits does the network misread, and does it know when it may be wrong?"""

import streamlit as st

from mnistnet.calibration import reliability, with_threshold
from mnistnet.figures import answers, large_map, share, wall
from mnistnet.figures.judging import accuracy_bars, confusion, reliability_diagram, threshold_curves, turned
from mnistnet.flips import flip_answer
from mnistnet.mistakes import nearest_digits
from pages.ui import bench
from pages.ui import mistakes as ui
from pages.ui.pictures import STAGE, show_digit, show_figure
from pages.ui.words import formula, outputs_are, question, receipt

question("Where does it go wrong?", "Every digit that the network misreads. Over each picture: label → answer.")
net = bench.network()
with st.container(horizontal=True, vertical_alignment="bottom"):
    digits = ui.choose_digits()
    exam = ui.exam_of(net, digits)
    mistakes = ui.choose_mistakes(exam)
wrong = len(exam.mistakes())
st.markdown(f"**{wrong:,} of {len(digits):,} misread** ({share(wrong / len(digits))}), {len(mistakes):,} of them shown")

matrix, gallery = st.columns([9, 11], gap="medium")
with matrix:
    ui.show_confusion(
        confusion(exam.confusion, chosen=ui.chosen_cell()), net.classes, ui.worst_confusion(exam)
    )
    st.caption(f"{ui.worst_confusion(exam)} ✓: right answers. Click a cell to see its digits.")
if len(mistakes) == 0:
    gallery.info("The network makes no such mistake. Choose another label or answer.", icon=":material/check:")
else:
    with gallery:
        shown = ui.part(mistakes)
        opened = ui.choose_one(mistakes, exam)
