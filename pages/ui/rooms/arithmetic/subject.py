"""What the page Arithmetic is about: a node of the network on the bench, and by what it is to learn."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.arithmetic import WAYS, Backward, backward, ways_of
from mnistnet.lines import answered
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.bench.written_out import BACKWARD, FORWARD, LAYER, NODE, NUDGE, TOY, VIEW, WEIGHT
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.state import Picture, set_value

VIEWS = {FORWARD: mark("Forward"), BACKWARD: mark("Backward"), NUDGE: mark("Nudge"), TOY: mark("A tiny one")}
WANTED, WAY, RATE, MOVES = "wanted", "way", "rate", "sum_moves"
A_WEIGHT, ITS_BIAS = "weight", "bias"
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
USUAL_RATE = 0.1


@dataclass(frozen=True, eq=False)
class Subject:
    """A node, for the picture on the bench.

    Attributes
    ----------
    network : Network
    picture : Picture
    layer, node : int
        The dense layer, counted from 1, and the node.
    answer : int
        What the network answers.
    strongest : int
        The node of the layer that moved the answer most, against blank paper.
    """

    network: Network
    picture: Picture
    layer: int
    node: int
    answer: int
    strongest: int

    @property
    def image(self) -> NDArray[np.uint8]:
        """The pixels."""
        return self.picture.image

    @property
    def is_answer(self) -> bool:
        """Whether the node is one of the answers."""
        return self.layer == len(self.network.dense_layers)

    @property
    def called(self) -> str:
        """What the node is called."""
        if self.is_answer:
            return say("answer {node}", node=self.node)
        return say("node {node} of layer {layer}", node=self.node, layer=self.layer)


@dataclass(frozen=True)
class Aim:
    """What the network should have answered, and by which loss and rule it learns that."""

    label: int
    way: str


def choose_view() -> str:
    """Show which way the numbers go and return it."""
    return choices.segmented(say("Numbers"), VIEWS, key=VIEW)


def choose_node(network: Network, picture: Picture) -> Subject:
    """Show the layer and the node, and return them; at first the node that moved the answer most."""
    last = len(network.dense_layers)
    names = {k: say("Layer {k}", k=k) for k in range(1, last)} | {last: say("Answers")}
    layer = int(choices.select(say("Layer"), names, key=LAYER, on_change=_let_go_of_node, width=130))
    answer = read_answer(network.predict(picture.image)[0]).best
    strongest = _strongest(network, picture.image, answer)[layer - 1]
    nodes = int(np.prod(network.view_shapes[f"a{layer}"]))
    words = say("Node, 0 to {last}", last=nodes - 1)
    node = int(choices.number(words, 0, nodes - 1, key=NODE, default=strongest, width=150))
    return Subject(network, picture, layer, node, answer, strongest)


def say_if_blank(picture: Picture) -> None:
    """Say that nothing is drawn, where that is so: the numbers are those of blank paper."""
    if not picture.image.any():
        words = say(
            "Nothing is drawn: these are the numbers of blank paper. Draw a digit, or choose another picture under the "
            "title."
        )
        st.info(words, icon=":material/draw:")


def choose_aim(subject: Subject) -> Aim:
    """Show the answer that would be right and the loss; ValueError where the network cannot learn."""
    network, ways = subject.network, ways_of(subject.network)
    right = subject.answer if subject.picture.label is None else subject.picture.label
    label = int(
        choices.select(
            say("Should answer"), range(network.classes), key=WANTED, default=min(right, network.classes - 1), width=120
        )
    )
    titles = {way: say(WAYS[way].title) for way in ways}
    return Aim(label, choices.select(say("Loss"), titles, key=WAY, width=220))


def choose_rate(network: Network) -> float:
    """Show the learning rate and return it; at first the one of plain gradient descent that the network learned by."""
    settings = network.training.settings
    own = float(settings.get("learning_rate", USUAL_RATE)) if settings.get("optimiser") == "sgd" else USUAL_RATE
    nearest = min(RATES, key=lambda rate: abs(rate - own))
    return float(choices.select_slider(say("Learning rate"), RATES, key=RATE, default=nearest, width=260))


def walk(subject: Subject, aim: Aim) -> Backward:
    """Return the way back through the network."""
    return backward(subject.network, subject.image, aim.label, aim.way)


def open_node(layer: int, node: int) -> None:
    """Open another node, from a callback."""
    set_value(LAYER, layer)
    set_value(NODE, node)


def move_weight(sender: int) -> None:
    """Go to the view that moves a weight, from a callback."""
    set_value(WEIGHT, sender)
    set_value(MOVES, A_WEIGHT)
    set_value(VIEW, NUDGE)


def _let_go_of_node() -> None:
    """Let go of the node, which is another one in another layer."""
    choices.let_go(NODE)
    choices.let_go(WEIGHT)


@kept(max_entries=256, ttl="10m")
def _strongest(network: Network, image: NDArray[np.uint8], answer: int) -> tuple[int, ...]:
    """Return for every dense layer the node through which most of the answer came."""
    found = []
    for gap in answered(network, image, answer)[1:]:
        brought = np.zeros(gap.before)
        brought[gap.senders] = gap.values.sum(axis=1)
        found.append(int(brought.argmax()))
    return (*found, answer)
