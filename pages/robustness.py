"""How much can a digit change before it is misread?"""

import streamlit as st

from mnistnet.figures.sheet import sheet
from mnistnet.figures.strengths import strength_curves
from mnistnet.robustness import CHANGES
from pages.ui import bench
from pages.ui import robustness as ui
from pages.ui.pictures import grid, show_figure
from pages.ui.words import question

question(
    "How much can a digit change before it is misread?",
    "Turn, move, scale, thicken, roughen or cover it, and watch the answers change.",
)
net, seen = bench.network(), bench.picture()
stage, sliders, verdicts = st.columns([6, 5, 7], gap="medium")
with sliders:
    strengths = ui.choose_strengths()
image = ui.changed(seen, strengths)
with stage:
    ui.show_changed(image, seen, net)
with verdicts:
    ui.show_verdicts(image, seen)

st.subheader("Where does it break?", anchor=False)
name = ui.choose_change()
pictures = ui.strip(seen, name)
titles, right = ui.strip_titles(pictures, seen, name, net)
words = ui.limits_words(right, seen, name, net)
show_figure(
    sheet(pictures, titles, right=right, head=13, **grid(13, 5)),
    "strip",
    alt=f"{seen.words} in {len(pictures)} strengths of the change {name}. {words}",
)
st.caption(f"{CHANGES[name].sentence} Over each picture the strength and the answer. {words}")

st.subheader("And over all test digits?", anchor=False)
strength, found = ui.curves(name)
said = ui.curves_words(name, strength, found, net)
chart = strength_curves(
    strength, found, unit=f"{name}: {CHANGES[name].unit}", bench=ui.name_of_bench(), at=strengths[name]
)
show_figure(chart, "strength_curves", alt=f"Accuracy of {len(found)} networks against the change {name}. {said}")
st.caption(f"Thick blue: the network on the bench. Upright line: the slider. {said}")
