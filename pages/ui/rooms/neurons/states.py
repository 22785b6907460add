"""The Neurons page: in which state the weights are shown, and figures of a state that come from just these weights."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network, neurons
from mnistnet.neurons import NeuronTable
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.rooms.neurons import facts as ui

Array = NDArray[Any]
BOTH, NOW, UNTRAINED, DIFFERENCE = CHOICES = (mark("Both"), mark("Now"), mark("Untrained"), mark("Difference"))
STATES = (NOW, UNTRAINED, DIFFERENCE)


@dataclass(frozen=True, eq=False)
class State:
    """A layer's neurons in one state: pictures, table and outputs, all of the same weights.

    Attributes
    ----------
    name : str
        One of `STATES`.
    title : str
        What stands over the pictures.
    pictures : ndarray of shape (neurons, 28, 28)
    table : NeuronTable
    excited : ndarray of shape (neurons,)
        The outputs for the picture on the bench; of the difference, by how much they changed.
    agreement : ndarray of shape (neurons,) or None
    """

    name: str
    title: str
    pictures: Array
    table: NeuronTable
    excited: Array
    agreement: Array | None


def choose_state() -> str:
    """Show the switch between the states of the weights and return the choice; both side by side at first."""
    return choices.segmented(
        say("Weights"), CHOICES, key="neuron_weights", default=BOTH, format_func=_label, label_visibility="collapsed"
    )


def _label(choice: str) -> str:
    controls = " or ".join(dict.fromkeys(bench.control_is(one) for one in bench.sides()))
    return {BOTH: say("Now and {controls}", controls=controls), UNTRAINED: controls.capitalize()}.get(choice, choice)


def shown_of(choice: str) -> tuple[str, ...]:
    """Return the states that a choice shows."""
    return (NOW, UNTRAINED) if choice == BOTH else (choice,)


def name_of(state: str, network: Network) -> str:
    """Return what a state of a network is called; weights of which nothing earlier is known are shuffled."""
    return bench.control_is(network).capitalize() if state == UNTRAINED else state


def state_of(network: Network, layer: int, state: str, image: Array) -> State:
    """Return the neurons of a layer in one state."""
    before, digits = bench.untrained_network(network), results.test_digits()
    if state != DIFFERENCE:
        one = network if state == NOW else before
        known = ui.facts(one, layer, digits)
        title = _title(name_of(state, network), one.epoch)
        return State(state, title, known.pictures, known.table, ui.outputs_for(one, image, layer), known.agreement)
    new, old = (ui.facts(each, layer, digits) for each in (network, before))
    return State(
        state,
        say("**Difference**: now minus {control_is}", control_is=bench.control_is(network)),
        new.pictures - old.pictures,
        neurons.change_table(network, before, layer, new.outputs, old.outputs),
        ui.outputs_for(network, image, layer) - ui.outputs_for(before, image, layer),
        None,
    )


def patterns(network: Network, layer: int, choice: str) -> Array | None:
    """Return the weights that a choice shows of a layer, shape (n, 28, 28); None without such a layer."""
    if layer > len(network.dense_layers):
        return None
    digits = results.test_digits()
    now, before = (ui.facts(one, layer, digits).pictures for one in (network, bench.untrained_network(network)))
    return {BOTH: np.concatenate([now, before]), NOW: now, UNTRAINED: before, DIFFERENCE: now - before}[choice]


def titles(shown: list[int], state: State, order: str) -> list[str]:
    """Return two lines for each neuron: number and bias B, then influence I or what the neurons are sorted by."""
    table, change = state.table, state.name == DIFFERENCE
    sign, bias, size = ("+", "ΔB", "Δ") if change else ("", "B", "I")
    second = {
        ui.EXCITED: [f"{'Δz' if change else 'z'} {value:{sign}.2f}" for value in state.excited],
        "class it serves": [say("{value}for {label}", value="more " * change, label=label) for label in table.serves],
        "how often it fires": [say("fires {percent} %", percent=f"{100 * part:{sign}.0f}") for part in table.fires],
    }.get(order, [f"{size} {value:.3f}" for value in table.influences])
    first = [f"{n} · {bias} {b:{sign}.2f}" if table.has_biases else str(n) for n, b in enumerate(table.biases)]
    return [f"{first[neuron]}<br>{second[neuron]}".replace("-", "−") for neuron in shown]


def three_states(network: Network, layer: int, neuron: int, image: Array) -> tuple[Array, list[str]]:
    """Return a neuron's weights now, before training and the difference, shape (3, 28, 28), and their titles."""
    states = [state_of(network, layer, state, image) for state in STATES]
    pictures = np.stack([state.pictures[neuron] for state in states])
    sizes = np.abs(pictures).mean(axis=(1, 2))
    names = [name_of(state, network) for state in STATES]
    return pictures, [f"{name}<br>mean size {size:.3f}" for name, size in zip(names, sizes, strict=True)]


def _title(name: str, epoch: int | None) -> str:
    return f"**{name}**" if epoch is None else say("**{name}**, epoch {epoch}", name=name, epoch=epoch)
