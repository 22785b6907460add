"""Forwards: the sum of one node written out, its bend, and how the sums of the last layer become the answers."""

import numpy as np
import pandas as pd
import streamlit as st

from mnistnet import snippets
from mnistnet.arithmetic import NodeSum, node_sum
from mnistnet.basics.curves import activation_curves
from mnistnet.figures.curves import curves
from mnistnet.readout import softmax_steps
from mnistnet.words import say
from pages.ui.bench import terms
from pages.ui.bench.written_out import WEIGHT
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import number, paragraph
from pages.ui.rooms.arithmetic.subject import Subject, move_weight, open_node

OPEN = "open"


def show(subject: Subject) -> None:
    """Show how the node's sum comes about, what it makes of it, and the answers."""
    one = node_sum(subject.network, subject.image, subject.layer, subject.node)
    st.markdown(in_words(subject, one))
    sheet = terms.of_node(subject.network, one)
    acts = {WEIGHT: say("Move this weight")}
    if subject.layer > 1:
        acts = {OPEN: say("Open this node")} | acts

    def picked(act: str, place: int) -> None:
        if act == OPEN:
            open_node(subject.layer - 1, place)
        else:
            move_weight(place % subject.network.dense_layers[subject.layer - 1].fan_in)

    terms.show(terms.with_acts(sheet, acts), "terms_forward", picked)
    where = say(
        "in the lines of the sum: the largest terms, all others together, the bias, the sum and what is sent on"
    )
    arguments = subject.network, subject.image, one.layer, one.node, terms.most()
    code(say("The sum, term by term"), where, snippets.one_sum, *arguments)
    if one.activation != "softmax":
        _show_bend(one)
    st.header(say("From the last sums to the answers"), anchor=False)
    _show_answers(subject)


def in_words(subject: Subject, one: NodeSum) -> str:
    """Return what the node adds up, and what it has to do with the answer."""
    adds = say(
        "**{called}** adds up {n:,} products and its bias to **{sum}**, and sends on **{output}**.",
        called=subject.called.capitalize(),
        n=len(one.products),
        sum=number(one.sum),
        output=terms.figure(one.output),
    )
    if subject.is_answer or subject.node != subject.strongest:
        return adds
    most = say("Of its layer it did most for the answer {answer}, against blank paper.", answer=subject.answer)
    return paragraph(adds, most)


def _show_bend(one: NodeSum) -> None:
    """Show the curve of the node's activation with its sum on it."""
    reach = max(4.0, 1.25 * abs(one.sum))
    points = np.sort(np.append(np.linspace(-reach, reach, 161), one.sum))
    picture, words = st.columns([460, 360], gap="medium", vertical_alignment="center")
    facts = {"bend": one.activation, "sum": terms.figure(one.sum), "output": terms.figure(one.output)}
    with picture:
        alt = say("The curve of {bend} with the sum {sum} on it, which becomes {output}.", **facts)
        show_figure(
            curves(activation_curves(points, [one.activation]), point=one.sum, height=240, fitted=True), "bend", alt
        )
    with words:
        st.markdown(say("**The bend.** {bend} turns the sum {sum} into **{output}**, which is sent on.", **facts))


def _show_answers(subject: Subject) -> None:
    """Show how the sums of the last layer become the outputs, column by column."""
    network = subject.network
    trace = network.trace(subject.image, np.float64)
    sums, outputs = (trace[view][0] for view in network.views[-2:])
    frame, caption = (_softmax if network.output_activation == "softmax" else _each_by_itself)(
        network.output_activation, sums, outputs
    )
    words = say("How the sums of the last layer become the answers")
    show_sortable(frame, "answers_written", words, dict.fromkeys(frame.columns[1:], terms.figure), height="content")
    st.caption(caption)
    if network.output_activation == "softmax":
        where = say("in the last column of the table of the answers")
        code(say("Softmax, step by step"), where, snippets.shares, network, subject.image)
    else:
        code(
            say("The answer"),
            say("in the last column of the table of the answers"),
            snippets.answers,
            network,
            subject.image,
        )


def _softmax(_: str, sums: np.ndarray, outputs: np.ndarray) -> tuple[pd.DataFrame, str]:
    steps = softmax_steps(sums)
    names = say("digit"), say("sum a"), say("a − largest"), say("exp of that"), say("share z")
    frame = pd.DataFrame(dict(zip(names, (*list(steps.values())[:4], outputs), strict=True)))
    caption = say(
        "Softmax: the largest sum, {largest}, is taken off every sum, which changes no share and keeps exp from "
        "overflowing. The ten powers add up to {total}; each divided by that is a share, and the shares make 100 %.",
        largest=terms.figure(float(sums.max())),
        total=terms.figure(float(steps["power"].sum())),
    )
    return frame, caption


def _each_by_itself(activation: str, sums: np.ndarray, outputs: np.ndarray) -> tuple[pd.DataFrame, str]:
    columns = {say("digit"): np.arange(len(sums)), say("sum a"): sums}
    if activation != "sigmoid":
        caption = say("Each answer is bent by itself, by {bend}.", bend=activation)
        return pd.DataFrame(columns | {say("output z"): outputs}), caption
    powers = np.exp(-sums)
    columns |= {say("exp(−a)"): powers, say("1 + exp(−a)"): 1 + powers, say("output z"): outputs}
    words = say("Sigmoid: each answer is 1 divided by 1 + exp(−a), by itself.")
    return pd.DataFrame(columns), words
