"""What do the visitor's own pictures look like to the network, instead of the digits that come along?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures import wall
from mnistnet.figures.counts import count_bars
from pages.ui import bench, bringing_data, cache
from pages.ui import my_data as ui
from pages.ui.pictures import show_figure
from pages.ui.shown import code
from pages.ui.words import question

question("What do your own pictures look like to it?", ui.answer())
net, digits = bench.network(), cache.test_digits()
answers = cache.test_outputs(net).argmax(axis=1)
st.markdown(ui.headline(net, answers == digits.labels))
pictures, counted = st.columns([13, 7], gap="medium")
with pictures:
    shown = ui.part(len(digits))
    figure = wall(digits.images[shown], digits.labels[shown], answers[shown], numbers=shown, **ui.wall_grid())
    show_figure(figure, "data_wall", alt=f"{len(shown)} of the test digits; {ui.HOW_FRAMED}")
    st.caption(f"{ui.HOW_FRAMED} These are the test digits, from which nothing is learned.")
    ui.look_further()
with counted:
    counts, words = ui.label_counts()
    show_figure(count_bars(counts, ui.LABELS, label="label"), "data_labels", alt=words)
    st.caption(words)

code("How many are right", snippets.mistakes, net, digits)
st.subheader("Bring your own", anchor=False)
bringing_data.show_said()
brought = bringing_data.upload()
if brought is not None:
    bringing_data.ask_and_keep(brought)
ui.manage()
