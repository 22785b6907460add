"""Every neuron as a picture of what it looks for; one of them opened, and operated on."""

import streamlit as st

from mnistnet import neurons, snippets
from mnistnet.figures import mosaic
from mnistnet.figures.sheet import sheet
from mnistnet.words import say
from pages.ui.bench import bench, written_out
from pages.ui.holdings import results
from pages.ui.kit.pictures import grid, show_clickable, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import formula, paragraph, question
from pages.ui.rooms.neurons import facts as ui
from pages.ui.rooms.neurons import states, surgery
from pages.ui.rooms.neurons.receipt import show_products, show_receipt
from pages.ui.rooms.neurons.wall import Wall, show_walls

question(
    say("What does each neuron look for?"),
    say("Its weights, laid out as a picture, are the pattern that it waits for."),
)
net, seen = bench.network(), bench.picture()
with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
    layer = ui.choose_layer(net)
    choice = states.choose_state()
    order, own = ui.choose_order()
    operating = surgery.choose_to_operate()
known, outputs = ui.facts(net, layer, results.test_digits()), ui.outputs_for(net, seen.image, layer)
table, wall = st.container(), st.container(key="neuron_wall")
wall.empty()  # what is in a place is shown, and keeps it, before it is filled
st.header(say("One neuron, opened"), anchor=False)
with table if operating else st.container():
    neuron = ui.choose_neuron(len(outputs))
    below = st.container()
with wall:
    show_walls(net, Wall(layer, choice, order, own, seen.image, neuron))

st.markdown(ui.in_words(known, neuron))
pictures, sizes = states.three_states(net, layer, neuron, seen.image)
three = mosaic(pictures, sizes, unit=say("weight"), own_scale=own, **grid(4, 3))
show_figure(three, "three", alt=states.three_alt(net, neuron))
scale = say("Each on its own scale.") if own else states.one_scale(net, pictures)
st.caption(paragraph(scale, ui.how_exact(known.agreement, layer, neuron)))

paid = neurons.receipt(net, seen.image, layer, neuron)
picture, paper = st.columns(2, gap="large")
with picture:
    show_products(paid, layer, neuron, seen.words)
with paper:
    show_receipt(paid, layer, rows=len(net.view_shapes[f"z{layer}"]) == 2)
    written_out.link(layer, written_out.loudest(net, seen.image, layer, neuron))

where = say(
    "in the receipt of a{layer}: all products together, the bias, the sum, and what the neuron sends on", layer=layer
)
code(say("The neuron's sum"), where, snippets.neuron_sum, net, seen.image, layer, neuron)
where = say(
    "in the sentence about the neuron: its bias, the mean size of its weights, and for which share of the test "
    "digits it fires"
)
code(say("Bias and weight size"), where, snippets.neuron_figures, net, results.test_digits(), layer, neuron)

st.header(say("Which digits excite it?"), anchor=False)
images, written, numbers = ui.exciting(known, neuron)
excited = sheet(images, written, numbers=numbers, chosen=seen.number, **grid(8, 4))
alt = say("Digits with most and least output: {digits}.", digits=", ".join(written))
show_clickable(excited, "exciting", alt=alt, chooses="digit")
st.caption(say("Label · output. First the eight test digits that excite it most, then the eight that excite it least."))
ui.show_labels(net, known, layer, neuron)

with below if operating else st.container():
    surgery.what_if(net, layer, neuron, seen)
formula(
    r"a_j = \sum_i x_i W_{ij} + b_j, \qquad I_j = \frac{1}{n} \sum_i |W_{ij}|, \qquad P = W_1 W_2 \cdots W_k",
    say(
        "A neuron adds up its inputs times its weights, and its bias b. I is the mean size of its "
        "incoming weights. P are the pictures of deeper neurons. The surgery acts on a copy on this "
        "page; the bench keeps its network."
    ),
    say("M. Nielsen, *Neural Networks and Deep Learning*, chapter 1, for the neuron"),
)
