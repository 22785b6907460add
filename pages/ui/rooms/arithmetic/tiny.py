"""A whole small network at once: four pixels, three nodes, two answers, whole numbers, all to be checked by head."""

import numpy as np
import streamlit as st

from mnistnet import snippets
from mnistnet.arithmetic import Backward, NodeSum, Products, WeightStep, backward, node_sum
from mnistnet.arithmetic.toy import FULL, PIXELS, RATE, TOY, toy_picture
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.terms import figure
from pages.ui.kit import choices
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.state import Picture

WANTED = "tiny_wanted"


def show(pixels: tuple[int, ...], label: int) -> None:
    """Show the network forwards and backwards."""
    image = toy_picture(pixels)
    bench.show_instead(Picture(np.rint(255 * image).astype(np.uint8), say("four pixels of a tiny network")))
    back = backward(TOY, image, label)
    st.markdown(say("**Forwards.** Every line is one node: each input times its weight, the bias, the bend."))
    rows = [
        _forward_row(node_sum(TOY, image, layer, node)) for layer, nodes in ((1, 3), (2, 2)) for node in range(nodes)
    ]
    with st.container(key="tiny_sums"):  # it keeps its place until the table is drawn
        show_table(rows, "tiny_forward", say("The tiny network forwards"))
    st.markdown(_loss_words(back))
    st.markdown(say("**Backwards.** What each node has to answer for: the answers first, then the nodes before them."))
    errors = [_error_row(back, layer, node) for layer, nodes in ((2, 2), (1, 3)) for node in range(nodes)]
    with st.container(key="tiny_errors"):
        show_table(errors, "tiny_backward", say("The tiny network backwards"))
    words = say(
        "**Gradients.** Every weight: what came in times δ. With a learning rate of {rate} it moves by −{rate} times "
        "that.",
        rate=f"{RATE:g}",
    )
    st.markdown(words)
    first, second = st.columns([3, 2], gap="medium")
    for place, layer, nodes in ((first, 1, 3), (second, 2, 2)):
        with place.container(key=f"tiny_slopes_{layer}"):
            show_table(
                _gradients(back, layer, nodes), f"tiny_gradients_{layer}", say("The gradients of layer {k}", k=layer)
            )
    where = say("in the tables of the tiny network: sums, loss, every δ and every gradient")
    code(say("The whole network"), where, snippets.toy, pixels, label)


def choose() -> tuple[tuple[int, ...], int]:
    """Show the four pixels and the right answer, and return them."""
    pixels = tuple(
        int(choices.number(say("Pixel {n}", n=i), 0, FULL, key=f"tiny_pixel_{i}", default=usual, width=110))
        for i, usual in enumerate(PIXELS)
    )
    return pixels, int(choices.segmented(say("Should answer"), range(TOY.classes), key=WANTED))


def product_words(products: Products) -> str:
    """Return products as they are added up: 1 × 2 + 0 × −1."""
    return " + ".join(f"{_factor(a)} × {_factor(b)}" for a, b in zip(products.first, products.second, strict=True))


def _forward_row(one: NodeSum) -> dict[str, str]:
    bends = {"relu": say("max(0, {sum})", sum=_whole(one.sum)), "identity": say("as it is")}
    return {
        say("node"): _called(one.layer, one.node),
        say("inputs × weights + bias"): f"{product_words(one.products)} + {_factor(one.bias)}",
        say("sum a"): _whole(one.sum),
        say("bend"): bends[one.activation],
        say("sends z"): f"**{_whole(one.output)}**",
    }


def _loss_words(back: Backward) -> str:
    """Return the loss, written out."""
    squares = " + ".join(f"({_whole(z)} − {_whole(t)})²" for z, t in zip(back.outputs, back.wanted, strict=True))
    return say("**The loss.** ({squares}) / 2 = **{loss}**", squares=squares, loss=figure(back.loss))


def _error_row(back: Backward, layer: int, node: int) -> dict[str, str]:
    error = back.node(layer, node)
    if error.products is None:
        how = f"{_whole(back.outputs[node])} − {_whole(back.wanted[node])}"
    else:
        how = product_words(error.products)
    return {
        say("node"): _called(layer, node),
        say("its error"): f"{how} = {_whole(error.error)}",
        say("slope"): _whole(error.slope or 0),
        say("δ = error × slope"): f"**{_whole(error.delta)}**",
    }


def _gradients(back: Backward, layer: int, nodes: int) -> list[dict[str, str]]:
    """Return the gradient of every weight and bias of a layer, a row for each input."""
    senders = [*range(TOY.dense_layers[layer - 1].fan_in), None]
    name = say("pixel") if layer == 1 else say("node")
    return [
        {name: say("bias") if sender is None else str(sender)}
        | {_called(layer, node): _step(back.weight(layer, node, sender)) for node in range(nodes)}
        for sender in senders
    ]


def _step(weight: WeightStep) -> str:
    return f"{product_words(weight.products)} = {_whole(weight.gradient)}"


def _called(layer: int, node: int) -> str:
    return say("answer {n}", n=node) if layer == len(TOY.dense_layers) else say("node {n}", n=node)


def _factor(value: float) -> str:
    """Return a whole number as it stands behind another sign: in brackets where it has one itself."""
    return f"({_whole(value)})" if value < 0 else _whole(value)


def _whole(value: float) -> str:
    """Return a whole number as it is written, with a true minus sign."""
    return figure(value + 0.0)
