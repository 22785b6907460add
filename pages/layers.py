"""What does each layer make of a pattern that passes through?"""

from functools import partial

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures.architecture import architecture
from mnistnet.figures.film import film
from mnistnet.patterns import layer_outputs, layer_summary
from pages.ui.bench.side_by_side import show_tiles, side_by_side
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, question
from pages.ui.rooms.layers import many_patterns, row_model
from pages.ui.rooms.layers import passage as ui
from pages.ui.rooms.layers.model import choose_model
from pages.ui.rooms.layers.pattern import as_read_by, choose_pattern

question(
    "What does each layer make of a pattern?",
    "The network is cut open after every layer, and what comes out there is shown as a picture.",
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    model = choose_model()
    net = model.network
    pattern, words = choose_pattern(net, model.patterns)
    look = ui.choose_look()
if model.row is not None:
    row_model.training(model.row)
outputs = layer_outputs(net, pattern)
shown = ui.large_enough(outputs, look)
ui.say_if_all_are_small(outputs, look)
where = f"over the pictures, in the order {', '.join(o.name for o in outputs)}; there 0 stands for less than 0.005"
code("Through all layers", where, snippets.passage, net, pattern)
overview = st.container()
layer = ui.choose_layer(net, shown)


def show_passage(sheet: slice, one: Network, ending: str) -> None:
    """Show what every layer of a network makes of the pattern."""
    passed = layer_outputs(one, as_read_by(one, pattern))
    large = ui.large_enough(passed, look)[sheet]
    alike = len(passed) == len(outputs)
    figure = ui.sheet_of(passed, large, layer if alike else None, look)
    marked = f"; layer {passed[layer].name} is marked" if alike else ""
    alt = f"What {len(large)} layers of {one.name} make of {words}{marked}."
    show_tiles(figure, f"passage{ending}", alt, "layer", alike)


with overview:
    sheet = ui.choose_sheet(shown, look)
    side_by_side(partial(show_passage, sheet), model.sides())
    st.caption(
        f"{words.capitalize()}. {ui.which_layers(outputs, shown, look)}Over each picture: the layer, the shape of its "
        f"output (rows × nodes), its smallest and largest value. {ui.scale_words(look)} Click a title to follow that "
        "layer below."
    )

st.subheader(f"{outputs[layer].name.capitalize()} from epoch to epoch", anchor=False)
networks = model.epochs()
if networks:
    pictures = ui.at_every_epoch(networks, pattern, layer, look)
    titles = [f"epoch {network.epoch}" for network in networks]
    frames = film(pictures, titles, chosen=net.epoch, palette=look.palette, **ui.film_grid(pictures))
    alt = f"{outputs[layer].name} for the same pattern at {len(networks)} epochs of training."
    ui.show_film(frames, alt, model.epoch_key)
    st.caption(f"The same pattern at every epoch of training, on one scale. Click an epoch to {model.moves}.")
else:
    st.info(model.why_no_film)

st.subheader(f"{outputs[layer].name.capitalize()} for many patterns", anchor=False)
many_patterns.show_many(net, model.patterns, layer, shown, look)

st.subheader("How is the network built?", anchor=False)
table, drawing = st.columns(2, gap="medium")
rows = layer_summary(net)
with table:
    show_table(ui.summary_table(rows, net), "summary", f"The layers of {net.name}")
    ui.download(outputs, net, words, look)
with drawing:
    show_figure(architecture(rows, chosen=layer), "architecture", alt=f"The {len(rows)} stages of {net.name} as boxes.")
    st.caption("From top to bottom; a wider box has longer rows (by logarithm), a flat one has no rows.")
formula(
    r"Z_k = f_k\,(Z_{k-1} W_k + b_k)",
    "Where a layer works along the rows, Z is the whole picture and every row is multiplied by the same weights: its "
    "parameters are (nodes before + 1) × nodes, however many rows there are. Flatten lays the rows end to end.",
    "the way dense layers act on the last axis in Keras",
)
