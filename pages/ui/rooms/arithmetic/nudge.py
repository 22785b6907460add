"""One weight is moved: what its slope predicts for the loss, and what the loss truly does."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mnistnet import snippets
from mnistnet.arithmetic import WAYS, Backward, Moved, Parameter, moved, node_sum
from mnistnet.figures.tangent import tangent
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.bench import terms
from pages.ui.bench.written_out import WEIGHT
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import number, paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.arithmetic.subject import A_WEIGHT, ITS_BIAS, MOVES, Aim, Subject, move_weight, walk

STEP = "sum_step"
KINDS = {A_WEIGHT: mark("a weight"), ITS_BIAS: mark("its bias")}
FARTHEST = 2.0
POINTS = 81


@dataclass(frozen=True, eq=False)
class Nudge:
    """A step of one weight, and what came of it; `around` is the loss on both sides of where it stands."""

    at: Parameter
    step: float
    here: Moved
    around: Moved

    @property
    def predicted(self) -> float:
        """By how much the loss would change along the tangent."""
        return float(self.here.predicted[0])

    @property
    def true(self) -> float:
        """By how much it does change."""
        return float(self.here.true[0])


@st.fragment
def show(subject: Subject, aim: Aim) -> None:
    """Let a weight be moved, and show the loss predicted and true; only this part of the page runs again."""
    back = walk(subject, aim)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        at = _choose_parameter(subject, back)
        step = float(
            choices.slider(say("Move it by"), -FARTHEST, FARTHEST, key=STEP, default=0.5, step=0.05, width=300)
        )
    nudge = _nudged(subject, back, at, step)
    picture, paper = st.columns([520, 360], gap="medium")
    with picture:
        _show_curve(nudge)
    with paper:
        receipt(say("the nudge"), lines(nudge, back), bold=say("true change"), key="nudge_receipt")
    st.markdown(in_words(subject, nudge, back))
    where = say("in the receipt of the nudge: the slope, the predicted change and the true one")
    code(say("One weight moved"), where, snippets.nudged, subject.network, subject.image, aim.label, aim.way, at, step)
    st.caption(say("Touch another place to move its weight."))
    one = node_sum(subject.network, subject.image, subject.layer, subject.node)
    sheet = terms.of_node(subject.network, one)
    fan_in = subject.network.dense_layers[subject.layer - 1].fan_in
    lit = None if at.sender is None else int(one.products.places[at.sender])
    sheet = terms.with_acts(sheet, {}, at_once=WEIGHT, lit=lit)
    terms.show(sheet, "terms_nudge", lambda _, place: move_weight(place % fan_in))


def _choose_parameter(subject: Subject, back: Backward) -> Parameter:
    """Show which weight of the node is moved, or its bias, and return it."""
    dense = subject.network.dense_layers[subject.layer - 1]
    kinds = KINDS if dense.biases is not None else {A_WEIGHT: KINDS[A_WEIGHT]}
    moves = choices.segmented(say("Move"), kinds, key=MOVES)
    if moves == ITS_BIAS:
        return Parameter(subject.layer, subject.node, None)
    most = int(np.abs(back.gradients(subject.layer, subject.node).values).argmax()) % dense.fan_in
    words = say("Weight from input, 0 to {last}", last=dense.fan_in - 1)
    sender = int(choices.number(words, 0, dense.fan_in - 1, key=WEIGHT, default=most, width=200))
    return Parameter(subject.layer, subject.node, sender)


def _nudged(subject: Subject, back: Backward, at: Parameter, step: float) -> Nudge:
    around = np.linspace(-FARTHEST, FARTHEST, POINTS)
    found = [moved(subject.network, subject.image, back, at, steps) for steps in ([step], around)]
    return Nudge(at, step, *found)


def _show_curve(nudge: Nudge) -> None:
    here, around = nudge.here, nudge.around
    figure = tangent(
        here.value + around.steps,
        around.losses,
        at=here.value,
        loss=here.loss,
        slope=here.slope,
        step=nudge.step,
        true=nudge.true,
        height=260 if is_phone() else 300,
    )
    alt = say(
        "The loss over the weight, and its tangent. Moved by {step}, it predicts {predicted}; in truth it is {true}.",
        step=number(nudge.step),
        predicted=number(nudge.predicted),
        true=number(nudge.true),
    )
    show_figure(figure, "nudge_curve", alt)


def lines(nudge: Nudge, back: Backward) -> dict[str, str]:
    """Return the numbers of the nudge, line by line."""
    here = nudge.here
    rows = {
        say("the weight now") if nudge.at.sender is not None else say("the bias now"): terms.figure(here.value),
        say("loss now"): terms.figure(here.loss),
        say("slope of the loss"): number(here.slope),
        say("step"): number(nudge.step),
        say("slope × step: predicted change"): number(nudge.predicted),
        say("true change"): number(nudge.true),
    }
    if WAYS[back.way].learning_rule == "raw-errors-back" and nudge.at.layer < len(back.deltas):
        taken = back.weight(nudge.at.layer, nudge.at.node, nudge.at.sender).gradient
        rows |= {say("what the book's rule takes for the slope"): number(taken)}
    return rows


def in_words(subject: Subject, nudge: Nudge, back: Backward) -> str:
    """Return how good the prediction was, and what became of the answer."""
    off = nudge.predicted - nudge.true
    told = say("The tangent is off by {off}.", off=terms.figure(off))
    if nudge.step == 0:
        told = say("Nothing is moved: slide, and see how far the tangent can be trusted.")
    elif nudge.here.slope == 0:
        told = say("The slope is 0: nothing passes through this weight, or nothing comes back through it.")
    elif nudge.true and abs(off) <= 0.1 * abs(nudge.true):
        told = say("The tangent is right within a tenth: it is off by {off}.", off=terms.figure(off))
    before, after = read_answer(back.outputs), read_answer(nudge.here.outputs[0])
    answer = say(
        "The answer was {before} with {sure:share} and is **{after} with {surer:share}**.",
        before=before.best,
        sure=before.confidence,
        after=after.best,
        surer=after.confidence,
    )
    return paragraph(told, answer)
