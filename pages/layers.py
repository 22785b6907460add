"""What does each layer make of a pattern that passes through?"""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures.architecture import architecture
from mnistnet.figures.film import film
from mnistnet.figures.layers import passage
from mnistnet.patterns import layer_outputs, layer_summary
from pages.ui.bench.side_by_side import show_tiles, side_by_side
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, question
from pages.ui.rooms.layers import many_patterns
from pages.ui.rooms.layers import one_pattern as ui

question(
    "What does each layer make of a pattern?",
    "The network is cut open after every layer, and what comes out there is shown as a picture.",
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    net = ui.choose_network()
    pattern, words = ui.choose_pattern(net)
    look = ui.choose_look()
outputs = layer_outputs(net, pattern)
shown = ui.large_enough(outputs, look)
ui.say_if_all_are_small(outputs, look)
code("Through all layers", snippets.passage, net, pattern)
overview = st.container()
layer = ui.choose_layer(net, shown)


def show_passage(one: Network, ending: str) -> None:
    """Show what every layer of a network makes of the pattern."""
    passed = layer_outputs(one, ui.as_read_by(one, pattern))
    large = ui.large_enough(passed, look)
    alike = len(passed) == len(outputs)
    figure = passage(
        [passed[i] for i in large],
        numbers=large,
        chosen=layer if alike else None,
        tile=ui.tile(look),
        across=ui.across(look),
        common_scale=look.common_scale,
        as_strips=look.as_strips,
        palette=look.palette,
    )
    marked = f"; layer {passed[layer].name} is marked" if alike else ""
    alt = f"What {len(large)} layers of {one.name} make of {words}{marked}."
    show_tiles(figure, f"passage{ending}", alt, "layer", alike)


with overview:
    side_by_side(show_passage, ui.sides_of(net))
    st.caption(
        f"{words.capitalize()}. Over each picture: the layer, the shape of its output (rows × nodes), its smallest and "
        f"largest value. {ui.scale_words(look)} Click a title to follow that layer below."
    )

st.subheader(f"{outputs[layer].name.capitalize()} from epoch to epoch", anchor=False)
networks = ui.epochs(net)
if networks:
    pictures = ui.at_every_epoch(networks, pattern, layer, look)
    titles = [f"epoch {network.epoch}" for network in networks]
    frames = film(pictures, titles, chosen=net.epoch, palette=look.palette, **ui.film_grid(pictures))
    ui.show_film(frames, alt=f"{outputs[layer].name} for the same pattern at {len(networks)} epochs of training.")
    st.caption("The same pattern at every epoch of training, on one scale. Click an epoch to move the bench there.")
else:
    st.info(ui.why_no_film(net))

st.subheader(f"{outputs[layer].name.capitalize()} for many patterns", anchor=False)
many_patterns.show_many(net, layer, look, outputs[layer].name)

st.subheader("How is the network built?", anchor=False)
table, drawing = st.columns(2, gap="medium")
rows = layer_summary(net)
with table:
    show_table(ui.summary_table(rows, net), "summary", f"The layers of {net.name}")
    ui.download(outputs, net, words)
with drawing:
    show_figure(architecture(rows, chosen=layer), "architecture", alt=f"The {len(rows)} stages of {net.name} as boxes.")
    st.caption("From top to bottom; a wider box has longer rows (by logarithm), a flat one has no rows.")
formula(
    r"Z_k = f_k\,(Z_{k-1} W_k + b_k)",
    "Where a layer works along the rows, Z is the whole picture and every row is multiplied by the same weights: its "
    "parameters are (nodes before + 1) × nodes, however many rows there are. Flatten lays the rows end to end.",
    "the way dense layers act on the last axis in Keras",
)
