"""The part of the Activations page about straight lines: three networks in a plane, and layers multiplied out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, snippets
from mnistnet.basics.linear import SMALL, Equality, collapse, collapsed, equality
from mnistnet.basics.plane import TITLES, Plane, learn_plane, plane_problem, regions, share_right
from mnistnet.figures.curves import plane as figure_of_plane
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import formula

BENDS = ("sigmoid", "tanh", "relu")
PICTURE = np.array([1, 2, 3])  # goes through the small case


@dataclass(frozen=True, eq=False)
class Lesson:
    """Three networks on one problem: a deep linear one, the single matrix it equals, and one with a bend."""

    plane: Plane
    linear: Network
    single: Network
    bent: Network
    gap: float

    @property
    def shown(self) -> dict[str, Network]:
        """The three in order, by the keys of their figures."""
        return {"linear_layers": self.linear, "one_matrix": self.single, "with_a_bend": self.bent}


@kept(max_entries=64, ttl="1h", doing=mark("Training three small networks …"))
def lesson(problem: str, depth: int, width: int, bend: str) -> Lesson:
    """Return the three networks, trained; kept for all visitors."""
    plane = plane_problem(problem, np.random.default_rng(0))
    linear, bent = (
        learn_plane(plane, hidden=(width,) * depth, activation=activation).astype(np.float64)
        for activation in ("identity", bend)
    )
    single = collapsed(linear)
    gap = np.abs(regions(linear)[1] - regions(single)[1]).max()
    return Lesson(plane, linear, single, bent, float(gap))


def lesson_words(lesson: Lesson, name: str) -> str:
    """Return what one of the three networks is, its share of right points, its widths and how many numbers it has."""
    network = lesson.shown[name]
    facts = {
        "right": share_right(network, lesson.plane),
        "widths": "–".join(map(str, [2, *(layer.fan_out for layer in network.dense_layers)])),
        "numbers": network.parameters,
    }
    if name == "linear_layers":
        layers = len(network.dense_layers)
        return say(
            "{layers} linear layers: {right:share} of the points right; {widths}, {numbers} numbers",
            layers=layers,
            **facts,
        )
    if name == "one_matrix":
        return say("one matrix: {right:share} of the points right; {widths}, {numbers} numbers", **facts)
    return say("with a bend: {right:share} of the points right; {widths}, {numbers} numbers", **facts)


def show_planes() -> None:
    """Show three small networks on one problem in a plane: deep and linear, one matrix, and with a bend."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        problem = choices.segmented(say("Points"), TITLES, key="plane", default="moons")
        bend = choices.segmented(say("Bend"), BENDS, key="bend", default="sigmoid")
        with st.popover(say("Depth and width")):
            depth = choices.slider(say("Hidden layers"), 1, 4, key="depth", default=3)
            width = choices.slider(say("Nodes in each"), 2, 32, key="width", default=8)
    found = lesson(problem, depth, width, bend)
    for column, (name, network) in zip(st.columns(3), found.shown.items(), strict=True):
        with column:
            words = lesson_words(found, name)
            show_figure(figure_of_plane(*regions(network), found.plane.points, found.plane.labels), name, alt=words)
            st.caption(words)
    st.caption(
        say(
            "Orange: the network says cross; blue: circle. Linear layers, however many and however wide, are "
            "one matrix: the first two pictures differ by at most {gap:.0e}. They part the plane by a "
            "straight line; the third bends. Each is the best of up to three starts.",
            gap=found.gap,
        )
    )
    where = say("over the first two pictures of “Why not a straight line?”")
    code(say("Many layers as one"), where, snippets.collapse, found.linear, found.plane)
    formula(
        r"\begin{aligned}(x W_1 + b_1) W_2 + b_2 &= x\,(W_1 W_2) \\ &\quad + (b_1 W_2 + b_2)\end{aligned}",
        say(
            "Two linear layers are one with the weights multiplied out, and so on for any number of them. "
            "The last layer's softmax stays: it decides how sure the network is, and leaves the border "
            "straight."
        ),
        say("K. Saitoh, *Deep Learning from Scratch*, section 3.2 (nonlinear functions)"),
        on_the_page=True,
    )


def show_small_case() -> None:
    """Show two small layers, the one matrix that they are, and how any number of it comes about."""
    with st.container(horizontal=True):
        row = choices.segmented(say("Row of W₁"), (1, 2, 3), key="matrix_row", default=1)
        column = choices.segmented(say("Column of W₂"), (1, 2), key="matrix_column", default=1)
    st.latex(matrices(row - 1, column - 1))
    st.markdown(product_words(row - 1, column - 1))


def matrices(row: int, column: int) -> str:
    """Return the two layers and the one matrix as LaTeX, with a row, a column and what they make in bold."""
    first, second, one = SMALL[0].weights, SMALL[1].weights, collapse(SMALL).weights
    parts = (
        _matrix(first, [(row, k) for k in range(first.shape[1])], "W_1"),
        _matrix(second, [(k, column) for k in range(second.shape[0])], "W_2"),
    )
    return rf"\small {''.join(parts)} = {_matrix(one, [(row, column)], 'W')}"  # small enough for a phone


def _matrix(numbers: NDArray[np.floating], bold: Sequence[tuple[int, int]], name: str) -> str:
    cells = [
        "&".join(rf"\mathbf{{{value:g}}}" if (i, k) in bold else f"{value:g}" for k, value in enumerate(line))
        for i, line in enumerate(numbers)
    ]
    lines = r"\\".join(cells)
    return rf"\underbrace{{\begin{{pmatrix}}{lines}\end{{pmatrix}}}}_{{{name}}}"


def product_words(row: int, column: int) -> str:
    """Return how one number of the one matrix comes about, and that a picture fares alike on both ways."""
    first, second, one = *SMALL, collapse(SMALL)
    pairs = zip(first.weights[row], second.weights[:, column], strict=True)
    terms = " + ".join(f"{_factor(a)} · {_factor(b)}" for a, b in pairs)
    hidden = first.pre_activations(PICTURE)
    return say(
        "Row {row} times column {column}: {terms} = **{product}**. The biases {biases_1} and {biases_2} become "
        "{biases} in the same way. Three pixels {pixels} give {hidden} after the first layer and {outputs} after the "
        "second; the one matrix and its biases make {at_once} of them at once.",
        row=row + 1,
        column=column + 1,
        terms=terms,
        product=_signed(one.weights[row, column]),
        biases_1=_row(first.biases),
        biases_2=_row(second.biases),
        biases=_row(one.biases),
        pixels=_row(PICTURE),
        hidden=_row(hidden),
        outputs=_row(second.pre_activations(hidden)),
        at_once=_row(one.pre_activations(PICTURE)),
    )


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _factor(value: float) -> str:
    return f"({_signed(value)})" if value < 0 else _signed(value)


def _row(values: NDArray[np.floating] | None) -> str:
    return "(" + ", ".join(map(_signed, [] if values is None else values)) + ")"


def show_equality(network: Network) -> None:
    """Say how nearly the network on the bench, without its bends, equals its one matrix."""
    st.markdown(equality_words(network, _equality(network, results.test_digits())))
    where = say("in the last paragraph of “Why not a straight line?”")
    code(say("The network without its bends"), where, snippets.one_matrix, network, results.test_digits())


@kept(max_entries=128, ttl="1h")
def _equality(network: Network, digits: Digits) -> Equality:
    return equality(network, digits.images, digits.labels)


def equality_words(network: Network, found: Equality) -> str:
    """Return that a network without its bends is one matrix, how exactly, and what is lost with the bends."""
    inputs, outputs = found.shape
    count = len(results.test_digits())
    return say(
        "**The same with {name}.** Take the bends out of it, and its {layers} layers are one matrix of "
        "{inputs} × {outputs} numbers. Over {count:,} test digits the sums at its outputs, up to "
        "{largest:,.0f} large, then differ from those of the matrix by at most **{gap:.0e}**, which is "
        "rounding. So straightened it reads {accuracy:share} right, {right:,} of {count:,}.",
        name=network.name,
        layers=len(network.dense_layers),
        inputs=inputs,
        outputs=outputs,
        count=count,
        largest=found.largest,
        gap=found.gap,
        accuracy=found.right / count,
        right=found.right,
    )
