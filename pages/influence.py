"""What does each pixel do to each node of the network?"""

from functools import partial

import streamlit as st

from mnistnet import snippets
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.method import choose_baseline, choose_method, known_maps, maps_of
from pages.ui.bench.node import choose_view
from pages.ui.bench.side_by_side import common_limit, same_nodes, scale_words, side_by_side
from pages.ui.kit import choices
from pages.ui.kit.record import code
from pages.ui.kit.text import formula, question
from pages.ui.rooms.influence import overview as ui
from pages.ui.rooms.influence import words
from pages.ui.rooms.influence.closeups import CLOSEUPS, TITLES
from pages.ui.rooms.influence.colours import choose_colours
from pages.ui.rooms.influence.one_sheet import one_sheet
from pages.ui.rooms.influence.opened import open_node, places
from pages.ui.rooms.influence.refining import how_exact
from pages.ui.rooms.influence.subject import Subject

question(
    say("What does each pixel do to each node?"),
    say("Every small picture is one node. Orange pixels of your picture push it up, blue ones pull it down."),
)
net, seen = bench.network(), bench.picture()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    view, order = choose_view(net), ui.choose_order()
    with st.popover(say("More"), icon=":material/tune:"):
        method, baseline = choose_method(), choose_baseline()
        own, colours = choose_colours()
        bench.training_button()

maps = maps_of(method, net, seen.image, view, baseline)
overview, opened = places()
with opened:
    node = open_node(net, seen, maps, view, colours)
with overview:
    words.say_if_blank(seen, baseline)
    numbers, quiet_too = ui.choose_places(maps[view], order, node)
    shown = ui.listed(maps[view], order, all_of_them=quiet_too)[numbers.start : numbers.stop]
    limit = common_limit(
        lambda one: known_maps(method, one, seen.image, view, baseline) if same_nodes(one, view) else None
    )
    what = ui.Overview(seen, method, view, baseline, order, quiet_too, own, limit, colours, node, numbers)
    side_by_side(partial(ui.show_nodes, what, shown))
    st.caption(words.overview_words(method, maps, view, scale_words(limit, own)))
    how_exact(net, seen, view, baseline, maps)
    formula(method.formula, words.method_words(method), method.source)

st.header(say("One node, closer"), anchor=False)
closeup = choices.segmented(say("Look closer"), TITLES, key="closer", label_visibility="collapsed")
subject = Subject(net, seen, baseline, view, node, maps, colours)
arguments = net, seen.image, baseline, view, node, maps.method
title = say("Node {node} of {view}", node=node, view=view)
code(title, words.where(maps.method), snippets.influence, *arguments, maps=maps)
with st.container(key="close_up"):
    CLOSEUPS[closeup](subject)
st.header(say("All layers on one sheet"), anchor=False)
if choices.toggle(say("Show the sheet"), key="sheet"):
    one_sheet(net, seen, colours)
