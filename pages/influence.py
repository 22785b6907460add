"""What does each pixel do to each node of the network?"""

from functools import partial

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures import mosaic, node_titles
from mnistnet.readout import most_changed
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.method import choose_baseline, choose_method, known_maps, maps_of
from pages.ui.bench.node import choose_node, choose_view, part_of
from pages.ui.bench.side_by_side import common_limit, has_view, same_nodes, scale_words, show_tiles, side_by_side
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid
from pages.ui.kit.record import code
from pages.ui.kit.text import formula, question
from pages.ui.rooms.influence import words
from pages.ui.rooms.influence.closeups import CLOSEUPS, TITLES
from pages.ui.rooms.influence.colours import choose_colours
from pages.ui.rooms.influence.subject import Subject
from pages.ui.rooms.one_sheet import one_sheet

question(
    say("What does each pixel do to each node?"),
    say("Every small picture is one node. Orange pixels of your picture push it up, blue ones pull it down."),
)
net, seen = bench.network(), bench.picture()
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = choose_view(net)
    method = choose_method()
with st.container(horizontal=True):
    baseline = choose_baseline()
    own, colours = choose_colours()
    formula(method.formula, words.method_words(method), method.source)
    bench.training_button()

maps = maps_of(method, net, seen.image, view, baseline)
values = net.trace(seen.image)[view][0].ravel()
limit = common_limit(lambda one: known_maps(method, one, seen.image, view, baseline))
overview = st.container()
st.header(say("One node, closer"), anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    node = choose_node(net, view, seen.image, maps[view])
    closeup = choices.segmented(say("Look closer"), TITLES, key="closer")


def show_nodes(shown: list[int], one: Network, ending: str) -> None:
    """Show the maps of the nodes of a network: those `shown`, where its nodes are the same."""
    if not has_view(one, view):
        return
    found = maps_of(method, one, seen.image, view, baseline)[view]
    alike = same_nodes(one, view)
    nodes = shown if alike else part_of(len(found), most_changed(found), ending)
    answers = one.trace(seen.image)[one.views[-1] if view in one.views[-2:] else view][0].ravel()
    figure = mosaic(
        found[nodes],
        node_titles(nodes, answers, as_share=view in one.views[-2:]),
        nodes=nodes,
        own_scale=own,
        limit=limit,
        chosen=node if alike else None,
        unit=say("change of {view}", view=view),
        colours=colours,
        **grid(10, 5),
    )
    alt = words.mosaic_words(seen, len(nodes), view, node if alike else None)
    show_tiles(figure, f"mosaic{ending}", alt, "node", alike)


with overview:
    shown = part_of(len(values), most_changed(maps[view]))
    side_by_side(partial(show_nodes, shown))
    st.caption(words.overview_words(method, maps, view, scale_words(limit, own)))

subject = Subject(net, seen, baseline, view, node, maps, colours)
arguments = net, seen.image, baseline, view, node, maps.method
title = say("Node {node} of {view}", node=node, view=view)
code(title, words.where(maps.method), snippets.influence, *arguments, maps=maps)
CLOSEUPS[closeup](subject)
st.header(say("All layers on one sheet"), anchor=False)
if choices.toggle(say("Show the sheet"), key="sheet"):
    one_sheet(net, seen, colours)
