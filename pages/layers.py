"""What does each layer make of a pattern that passes through?"""

import streamlit as st

from mnistnet.figures.architecture import architecture
from mnistnet.figures.film import film
from mnistnet.figures.layers import passage
from mnistnet.patterns import layer_outputs, layer_summary
from pages.ui import layers as ui
from pages.ui import many_patterns
from pages.ui.pictures import show_clickable, show_figure
from pages.ui.words import formula, question

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
if not shown:
    st.info("Every layer is smaller than the limit. Lower it under “Grid and colours”.", icon=":material/grid_view:")
    st.stop()

overview = st.container()
layer = ui.choose_layer(net, shown)
with overview:
    figure = passage(
        [outputs[i] for i in shown],
        numbers=shown,
        chosen=layer,
        across=look.across,
        tile=ui.tile(look),
        common_scale=look.common_scale,
        as_strips=look.as_strips,
        palette=look.palette,
    )
    alt = f"What {len(shown)} layers of {net.name} make of {words}; layer {outputs[layer].name} is marked."
    show_clickable(figure, "passage", alt, chooses="layer")
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
    st.table(ui.summary_table(rows, net), border="horizontal", hide_index=True)
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
