"""How far can the influence maps be believed?"""

from functools import partial

import streamlit as st

from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.kit import choices
from pages.ui.kit.text import question
from pages.ui.rooms.trust import by_method, film, forgetting, this_map
from pages.ui.rooms.trust import scoreboard as ui
from pages.ui.rooms.trust.measuring import measurements
from pages.ui.rooms.trust.paper import offer_table

question(
    say("May you believe the picture?"),
    say("A map claims what each pixel did. Here the map that you last saw on Influence is held against the truth."),
)
net, seen = bench.network(), bench.picture()

if seen.image.any():
    this = this_map.choose_map(net, seen)
    side_by_side(partial(this_map.show_this_map, this, seen))
    st.header(say("Would it show the same if the network had learned nothing?"), anchor=False)
    if choices.toggle(say("Let the network forget, layer by layer"), key="forget"):
        forgetting.show_forgetting(this, seen, net)
    st.header(say("Erase the pixels in the order of their influence"), anchor=False)
    film.show_erasing(net, seen)
    st.header(say("What does each method say of one node?"), anchor=False)
    if choices.toggle(say("Ask every method"), key="every_method"):
        by_method.show_all(net, seen, this)
else:
    st.info(say("There is nothing on the paper to judge. Draw something, or choose another picture."))

st.header(say("Which method can be believed at which layer?"), anchor=False)
if ui.wants_figures():
    ui.show_figures(measurements(bench.sides()))
    st.header(say("Take the figures with you"), anchor=False)
    offer_table(net)
