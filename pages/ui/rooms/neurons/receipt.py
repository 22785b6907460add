"""What one neuron makes of the picture: every product of an input and a weight, and that they add up to its sum."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.figures import large_map
from mnistnet.figures.bars import bars
from mnistnet.neurons import Receipt
from mnistnet.words import mark, say
from pages.ui.kit import text
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import receipt

Array = NDArray[Any]
DIFFERENCE = mark("difference")
RECEIPT = (
    mark("input × weight, all together"),
    mark("bias"),
    mark("what the network itself summed"),
    DIFFERENCE,
    mark("it sends on"),
)
RECEIPT_OF_ROWS = (
    mark("input × weight, all together"),
    mark("bias (in all rows)"),
    mark("what the network itself summed (in all rows)"),
    DIFFERENCE,
    mark("it sends on (mean)"),
)


def show_products(paid: Receipt, layer: int, neuron: int, picture: str) -> None:
    """Show what the neuron receives: from every pixel in the first layer, from its loudest neighbours behind it."""
    if layer == 1:
        alt = say("Input times weight of every pixel, for {picture}.", picture=picture)
        show_figure(large_map(paid.products, unit=say("input × weight")), "products", alt=alt)
        st.caption(say("Every pixel times its weight: orange pixels excite the neuron, blue ones calm it."))
        return
    values, names = largest_products(paid)
    alt = say("What neuron {neuron} receives from the layer.", neuron=neuron)
    alt = text.paragraph(alt, text.longest_words(values, names))
    show_figure(bars(values, names, signed=True), "products", alt=alt)
    st.caption(
        say("What it receives from the neurons of the layer before, the largest first. All bars add up to its sum.")
    )


def show_receipt(paid: Receipt, layer: int, rows: bool) -> None:
    """Show that all products and the bias make up the neuron's sum, and what it sends on."""
    titles = RECEIPT_OF_ROWS if rows else RECEIPT
    values = float(paid.products.sum()), paid.bias, paid.sum, paid.difference, paid.output
    lines = {say(title): value for title, value in zip(titles, text.column(values), strict=True)}
    receipt(f"a{layer}", lines, bold=say(DIFFERENCE))


def largest_products(paid: Receipt, count: int = 9) -> tuple[Array, list[str]]:
    """Return the largest products, all others together and the bias, with a name for each."""
    largest = paid.largest(count)
    values = [value for _, value in largest]
    others = float(paid.products.sum()) - sum(values)
    return np.array([*values, others, paid.bias]), [
        *(say("from {neuron}", neuron=neuron) for neuron, _ in largest),
        say("all others"),
        say("bias"),
    ]
