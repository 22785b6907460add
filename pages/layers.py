"""What does each layer make of a pattern that passes through?"""

from functools import partial

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.figures.architecture import architecture
from mnistnet.patterns import layer_outputs, layer_summary
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import show_tiles, side_by_side
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import formula, paragraph, question
from pages.ui.rooms.layers import many_patterns
from pages.ui.rooms.layers import passage as ui
from pages.ui.rooms.layers.film import show_film
from pages.ui.rooms.layers.model import choose_model
from pages.ui.rooms.layers.pattern import as_read_by, choose_pattern

question(
    say("What does each layer make of a pattern?"),
    say("The network is cut open after every layer, and what comes out there is shown as a picture."),
)
controls, training = st.container(horizontal=True, vertical_alignment="bottom", key="controls"), st.container()
with controls:
    model = choose_model(training)
    net = model.network
    pattern, words = choose_pattern(net, model.patterns)
    look = ui.choose_look()
outputs = layer_outputs(net, pattern)
shown = ui.large_enough(outputs, look)
ui.say_if_all_are_small(outputs, look)
where = say(
    "over the pictures, in the order {layers}; there 0 stands for less than 0.005",
    layers=", ".join(output.name for output in outputs),
)
code(say("Through all layers"), where, snippets.passage, net, pattern)
overview = st.container()
layer = ui.choose_layer(net, shown)
if model.row is None and words == bench.picture().words:
    ui.link_to_arithmetic(net, pattern, layer)


def show_passage(sheet: slice, one: Network, ending: str) -> None:
    """Show what every layer of a network makes of the pattern."""
    passed = layer_outputs(one, as_read_by(one, pattern))
    large = ui.large_enough(passed, look)[sheet]
    alike = len(passed) == len(outputs)
    figure = ui.sheet_of(passed, large, layer if alike else None, look)
    alt = say("What {n} layers of {network} make of {pattern}.", n=len(large), network=one.name, pattern=words)
    marked = say("Layer {layer} is marked.", layer=passed[layer].name) if alike else ""
    alt = paragraph(alt, ui.loudest_words(passed[-1]), marked)
    show_tiles(figure, f"passage{ending}", alt, "layer", alike)


with overview:
    sheet = ui.choose_sheet(shown, look)
    side_by_side(partial(show_passage, sheet), model.sides())
    st.caption(ui.about_passage(words, outputs, shown, look))

st.header(say("How is the network built?"), anchor=False)
table, drawing = st.columns(2, gap="medium")
rows = layer_summary(net)
with table:
    show_table(ui.summary_table(rows, net), "summary", say("The layers of {network}", network=net.name))
    ui.download(outputs, net, words, look)
with drawing:
    show_figure(architecture(rows, chosen=layer), "architecture", alt=ui.built_words(rows, net))
    st.caption(say("From top to bottom; a wider box has longer rows (by logarithm), a flat one has no rows."))
followed = outputs[layer].name
st.header(say("Layer {layer} from epoch to epoch", layer=followed), anchor=False)
show_film(model, pattern, layer, followed, look)

st.header(say("Layer {layer} for many patterns", layer=followed), anchor=False)
many_patterns.show_many(net, model.patterns, layer, shown, look)

formula(
    r"Z_k = f_k\,(Z_{k-1} W_k + b_k)",
    say(
        "Where a layer works along the rows, Z is the whole picture and every row is multiplied by the "
        "same weights: its parameters are (nodes before + 1) × nodes, however many rows there are. "
        "Flatten lays the rows end to end."
    ),
    say("the way dense layers act on the last axis in Keras"),
)
