"""What do the visitor's own pictures look like to the network, instead of the digits that come along?"""

import streamlit as st

from mnistnet import snippets
from mnistnet.figures import wall
from mnistnet.figures.counts import count_bars
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import question
from pages.ui.rooms.my_data import at_a_glance as ui
from pages.ui.rooms.my_data import upload

question(say("What do your own pictures look like to it?"), ui.answer())
net, digits = bench.network(), results.test_digits()
exam = results.exam(net, digits)
st.markdown(ui.headline(net, exam.accuracy))
say_if_seen(net)
pictures, counted = st.columns([4, 3], gap="medium")
with pictures:
    shown = ui.part(len(digits))
    figure = wall(digits.images[shown], digits.labels[shown], exam.answers[shown], numbers=shown, **ui.wall_grid())
    show_figure(
        figure, "data_wall", alt=say("{n} of the test digits; {HOW_FRAMED}", n=len(shown), HOW_FRAMED=ui.HOW_FRAMED)
    )
    st.caption(say("{HOW_FRAMED} These are the test digits, from which nothing is learned.", HOW_FRAMED=ui.HOW_FRAMED))
    ui.look_further()
with counted:
    counts, words = ui.label_counts()
    show_figure(count_bars(counts, ui.LABELS, label=say("label")), "data_labels", alt=words)
    st.caption(words)
    ui.where_from()

code(
    say("How many are right"),
    say("in the first sentence of the page, which counts those that are right"),
    snippets.mistakes,
    net,
    digits,
)
st.header(say("Bring your own"), anchor=False)
upload.BOX.show_noted()
brought = upload.upload()
if brought is not None:
    upload.ask_and_keep(brought)
ui.manage()
