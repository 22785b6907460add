"""How do two networks, or two epochs of one, differ?"""

from functools import partial

import streamlit as st

from mnistnet import snippets
from mnistnet.figures.comparison import likeness_grid
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.accuracy import offer_readings
from pages.ui.bench.method import choose_method
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.holdings import results
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import STAGE, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.compare import answers as ui
from pages.ui.rooms.compare import disagreements, nodes

question(
    say("How do two networks differ?"), say("Two networks, or two epochs of one: the same digits, layers and nodes.")
)
sides = first, second = ui.both_sides()
called, seen, digits = ui.names(first, second), bench.picture(), results.test_digits()
picture, bars = st.columns([280, 540], gap="medium")
with picture.container(key="stage"):
    show_digit(seen.image, alt=seen.words, size=STAGE)
with bars:
    side_by_side(partial(ui.show_answer, seen), sides)

both = ui.comparison_of(first, second)
if both is not None:
    st.header(say("Which of the two reads more digits?"), anchor=False)
    st.markdown(ui.headline(both, called))
    say_if_seen(first, second)
    offer_readings(first, second)
    table, chance = st.columns(2, gap="medium", vertical_alignment="center")
    with table:
        show_table(
            ui.counts_table(both, called), "counts", say("How many digits both, one and none of the two read right")
        )
    with chance:
        st.markdown(ui.chance_words(both, called))
        ui.explain_chance()

    where = say(
        "the accuracy of both, the digits on which they disagree, the two counts of digits that only one "
        "reads right, and as p how often chance alone would part them so"
    )
    code(say("Disagreements"), where, snippets.comparison, first, second, digits, both)
    st.header(say("On which digits do they disagree?"), anchor=False)
    numbers = disagreements.choose_disagreements(both, called)
    disagreements.show(both, digits, called, numbers)

st.header(say("How alike are they inside?"), anchor=False)
alike = ui.likeness_of(first, second, digits)
grid = likeness_grid(alike.values, alike.first, alike.second, row_title=called[0], column_title=called[1])
alt = say("How alike each layer of {first} is to each of {second}, from 0 to 1.", first=called[0], second=called[1])
show_figure(grid, "likeness", alt=paragraph(alt, ui.likeness_words(alike)))
st.caption(ui.likeness_words(alike))
ui.explain_likeness()
last = alike.first[-1], alike.second[-1]
where = say(
    "in the grid of “How alike are they inside?”, at {first} of the first and {second} of the second",
    first=last[0],
    second=last[1],
)
code(say("How alike two layers are"), where, snippets.alike, first, second, *last, digits)

st.header(say("The same node of both"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    views = nodes.choose_matched(first, second)
    if views:
        node, method = nodes.choose_matched_node(views), choose_method()
if views:
    nodes.show_maps(method, seen, views, node)
else:
    st.info(say("No layer of the one has the shape of a layer of the other, so no node can be matched."))
