"""Backwards: the loss, what each node has to answer for, and where its weights should go."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from mnistnet import snippets
from mnistnet.arithmetic import WAYS, Backward, NodeError, Parameter
from mnistnet.words import mark, say
from pages.ui.bench import terms
from pages.ui.bench.written_out import WEIGHT
from pages.ui.kit import choices
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import number, paragraph
from pages.ui.rooms.arithmetic.subject import Aim, Subject, choose_rate, move_weight, open_node, walk

OPEN = "open"
BY_SOFTMAX = mark(
    "Its output is {output}, wanted was {wanted}: the error is {error}. A softmax shares one bend: of every error it "
    "takes off {taken}, and what is left is multiplied by the output. **δ = {output} × ({error} − {taken}) = {delta}**"
)


def show(subject: Subject, aim: Aim) -> None:
    """Show the way back, from the loss to one weight."""
    back = walk(subject, aim)
    st.markdown(loss_words(back))
    st.markdown(say("**What {called} has to answer for**", called=subject.called))
    _show_error(subject, back, back.node(subject.layer, subject.node))
    st.header(say("Where its weights should go"), anchor=False)
    st.caption(
        say("Against the gradient: where it is orange the weight goes down, where it is blue up, and the loss sinks.")
    )
    _show_gradients(subject, aim, back)
    st.header(say("The loss, answer by answer"), anchor=False)
    _show_loss(subject, back)


def loss_words(back: Backward) -> str:
    """Return the loss, and what differs between its way to learn and the others."""
    loss = say(
        "It should answer {label} and gives {label} the output {output}: the loss is **{loss}**.",
        label=back.label,
        output=terms.fine(float(back.outputs[back.label])),
        loss=terms.figure(back.loss),
    )
    return paragraph(loss, say(WAYS[back.way].differs))


def _show_error(subject: Subject, back: Backward, error: NodeError) -> None:
    """Show how the delta of a node comes about."""
    if error.products is None:
        st.markdown(answer_words(back, subject.node, error))
        return
    network, behind = subject.network, subject.layer + 1
    raw = WAYS[back.way].learning_rule == "raw-errors-back"
    came = say("errors of layer {k}", k=behind) if raw else say("δ of layer {k}", k=behind)
    slope = terms.figure(error.slope) if error.slope is not None else ""
    ends = [terms.End(say("its error"), number(error.error), is_total=True)]
    ends += [terms.End(say("times the slope of its bend"), slope)] if slope else []
    ends += [terms.End(say("its δ"), number(error.delta), is_total=True)]
    last = behind == len(network.dense_layers)
    titles = came, say("weights to them"), say("handed back")
    sheet = terms.Sheet(
        error.products, terms.grid_of(network, behind), titles, terms.ANSWER if last else terms.NODE, False, ends
    )
    terms.show(
        replace(sheet, acts={OPEN: say("Open this node")}), "terms_error", lambda _, place: open_node(behind, place)
    )


def answer_words(back: Backward, node: int, error: NodeError) -> str:
    """Return how the delta of an answer comes about, in a sentence."""
    facts = {"output": terms.fine(float(back.outputs[node])), "wanted": terms.fine(float(back.wanted[node]))}
    facts |= {"error": terms.figure(error.error), "delta": terms.figure(error.delta)}
    if error.taken_off:
        return say(BY_SOFTMAX, **facts, taken=terms.figure(error.taken_off))
    if error.slope is None:
        return say("Its output is {output}, wanted was {wanted}. **δ = {output} − {wanted} = {delta}**", **facts)
    return say(
        "Its output is {output}, wanted was {wanted}: the error is {error}. The slope of its bend is {slope}. "
        "**δ = {error} × {slope} = {delta}**",
        **facts,
        slope=terms.figure(error.slope),
    )


def _show_gradients(subject: Subject, aim: Aim, back: Backward) -> None:
    """Show every input times the delta, which is the gradient of its weight, and one weight's step."""
    network, layer = subject.network, subject.layer
    fan_in = network.dense_layers[layer - 1].fan_in
    products = back.gradients(layer, subject.node)
    shape = network.image_shape if layer == 1 else terms.grid_of(network, layer - 1)
    came = say("the picture") if layer == 1 else say("sent by layer {k}", k=layer - 1)
    sheet = terms.Sheet(
        products,
        shape,
        (came, say("its δ"), say("gradient")),
        terms.PIXEL if layer == 1 else terms.NODE,
        bool((products.first >= 0).all()),
        (),
        adds_up=False,
    )
    most = int(np.abs(products.values).argmax())
    sheet = terms.with_acts(sheet, {WEIGHT: say("Move this weight")})
    terms.show(sheet, "terms_gradient", lambda _, place: move_weight(place % fan_in))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = say("Weight from input, 0 to {last}", last=fan_in - 1)
        sender = int(choices.number(words, 0, fan_in - 1, key=WEIGHT, default=most % fan_in, width=200))
        rate = choose_rate(network)
    st.markdown(step_words(back, subject, sender, rate))
    at = Parameter(layer, subject.node, sender)
    where = say("in the sentence about the weight, and δ above it")
    code(
        say("Backwards to one weight"), where, snippets.backwards, network, subject.image, aim.label, aim.way, at, rate
    )


def step_words(back: Backward, subject: Subject, sender: int, rate: float) -> str:
    """Return the step of one weight, and that of the bias."""
    weight = back.weight(subject.layer, subject.node, sender)
    facts = {"sender": sender, "n": len(weight.products), "gradient": terms.figure(weight.gradient)}
    facts |= {"value": terms.fine(weight.value), "rate": terms.figure(rate), "change": number(weight.change(rate))}
    facts |= {"new": terms.fine(weight.value + weight.change(rate))}
    if len(weight.products) > 1:
        how = say("In all {n} rows together input × δ makes **{gradient}**.", **facts)
    else:
        (first,), (second,) = weight.products.first, weight.products.second
        how = say(
            "What came from input {sender} is {first}, times δ {second}: the gradient is **{gradient}**.",
            first=terms.figure(float(first)),
            second=terms.figure(float(second)),
            **facts,
        )
    goes = say("The weight moves by −{rate} × {gradient} = **{change}**, from {value} to {new}.", **facts)
    bias = back.weight(subject.layer, subject.node, None)
    of_bias = say("The gradient of its bias is δ itself, {gradient}.", gradient=terms.figure(bias.gradient))
    has_bias = subject.network.dense_layers[subject.layer - 1].biases is not None and len(weight.products) == 1
    return paragraph(how, goes, of_bias if has_bias else "")


def _show_loss(subject: Subject, back: Backward) -> None:
    """Show what every answer adds to the loss."""
    last = len(back.deltas)
    errors = [back.node(last, node) for node in range(len(back.outputs))]
    columns = {say("digit"): np.arange(len(errors)), say("output z"): back.outputs, say("wanted t"): back.wanted}
    columns |= {say("z − t"): np.array([one.error for one in errors])}
    if all(one.slope is not None for one in errors):
        columns |= {say("slope"): np.array([one.slope for one in errors])}
    columns |= {say("δ"): np.array([one.delta for one in errors]), say("adds to the loss"): back.parts}
    frame, words = pd.DataFrame(columns), say("What every answer adds to the loss, and its δ")
    written = dict.fromkeys(frame.columns[1:], terms.figure) | dict.fromkeys(frame.columns[1:3], terms.fine)
    show_sortable(frame, "loss_written", words, written, height="content")
    st.caption(_formula_words(back, subject.network.output_activation))


def _formula_words(back: Backward, activation: str) -> str:
    """Return how each answer's part of the loss is computed."""
    loss = terms.figure(back.loss)
    if WAYS[back.way].loss == "quadratic":
        return say("Each adds half of (z − t)²: together {loss}.", loss=loss)
    if activation == "softmax":
        return say("Each adds −t × ln z, which is nothing where t is 0: together {loss}.", loss=loss)
    return say("Each adds −t × ln z − (1 − t) × ln(1 − z): together {loss}.", loss=loss)
