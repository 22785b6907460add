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
from pages.ui.kit.text import faint_words, paragraph
from pages.ui.rooms.neurons import facts as ui

Array = NDArray[Any]
BOTH, NOW, CONTROL, DIFFERENCE = CHOICES = ("both", "now", "control", "difference")
STATES = (NOW, CONTROL, DIFFERENCE)

# What the switch says of the controls of the networks on the bench, by what these are: `bench.control_is`.
CONTROL_LABELS = {
    ("untrained",): mark("Untrained"),
    ("shuffled",): mark("Shuffled"),
    ("untrained", "shuffled"): mark("Untrained or shuffled"),
    ("shuffled", "untrained"): mark("Shuffled or untrained"),
}
NAMES = {BOTH: mark("Both"), NOW: mark("Now"), DIFFERENCE: mark("Difference")}
DIFFERENCE_TITLES = {
    "untrained": mark("**Difference**: now minus untrained"),
    "shuffled": mark("**Difference**: now minus shuffled"),
}
THREE_ALTS = {
    "untrained": mark("The weights of neuron {neuron} now, untrained, and the difference."),
    "shuffled": mark("The weights of neuron {neuron} now, shuffled, and the difference."),
}
# What stands over each picture beside its number, by what they are sorted by: of one state, and of a difference.
FACTS = {
    "bias": {False: mark("bias {value:z.2f}"), True: mark("bias {value:+z.2f}")},
    "influence": {False: mark("size {value:.3f}"), True: mark("size {value:.3f}")},
    ui.EXCITED: {False: mark("sends {value:z.2f}"), True: mark("sends {value:+z.2f}")},
    "class": {False: mark("for {value}"), True: mark("more for {value}")},
    "firing": {False: mark("fires {value:.0f} %"), True: mark("fires {value:+.0f} %")},
}


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
    controls = tuple(dict.fromkeys(bench.control_is(one) for one in bench.sides()))
    labels = {CONTROL: CONTROL_LABELS[controls]} | NAMES
    options = {choice: labels[choice] for choice in CHOICES}
    return choices.segmented(say("Weights"), options, key="neuron_weights", label_visibility="collapsed")


def shown_of(choice: str) -> tuple[str, ...]:
    """Return the states that a choice shows."""
    return (NOW, CONTROL) if choice == BOTH else (choice,)


def name_of(state: str, network: Network) -> str:
    """Return what a state of a network is called; weights of which nothing earlier is known are shuffled."""
    return say(CONTROL_LABELS[bench.control_is(network),] if state == CONTROL else NAMES[state])


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
        say(DIFFERENCE_TITLES[bench.control_is(network)]),
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
    return {BOTH: np.concatenate([now, before]), NOW: now, CONTROL: before, DIFFERENCE: now - before}[choice]


def titles(shown: list[int], state: State, order: str) -> list[str]:
    """Return for each neuron its number and what the neurons are sorted by; its bias, where they are in turn."""
    table, is_change = state.table, state.name == DIFFERENCE
    values = {
        "bias": table.biases,
        "influence": table.influences,
        ui.EXCITED: state.excited,
        "class": table.serves,
        "firing": 100 * table.fires,
    }
    fact = order if order in values else "bias"
    if fact == "bias" and not table.has_biases:
        return [str(neuron) for neuron in shown]
    facts = [say(FACTS[fact][is_change], value=values[fact][neuron]) for neuron in shown]
    return [f"{neuron} · {one}".replace("-", "−") for neuron, one in zip(shown, facts, strict=True)]


def told(shown: list[int], state: State) -> list[str]:
    """Return what is said of each neuron on pointing at it: all that is known of its weights and how often it fires."""
    table, is_change = state.table, state.name == DIFFERENCE
    lines = [
        [
            say("neuron {neuron}", neuron=neuron),
            say(
                mark("change of its bias {bias:+.3f}") if is_change else mark("bias {bias:+.3f}"),
                bias=table.biases[neuron],
            ),
            say(
                mark("mean size of the changes of its weights {size:.3f}")
                if is_change
                else mark("mean weight size {size:.3f}"),
                size=table.influences[neuron],
            ),
            "" if is_change else say("fires for {fires:share} of the test digits", fires=table.fires[neuron]),
        ]
        for neuron in shown
    ]
    return ["<br>".join(filter(None, one)).replace("-", "−") for one in lines]


def three_states(network: Network, layer: int, neuron: int, image: Array) -> tuple[Array, list[str]]:
    """Return a neuron's weights now, before training and the difference, shape (3, 28, 28), and their titles."""
    states = [state_of(network, layer, state, image) for state in STATES]
    pictures = np.stack([state.pictures[neuron] for state in states])
    sizes = np.abs(pictures).mean(axis=(1, 2))
    names = [name_of(state, network) for state in STATES]
    return pictures, [
        say("{state}<br>mean size {size:.3f}", state=name, size=size) for name, size in zip(names, sizes, strict=True)
    ]


def one_scale(network: Network, pictures: Array) -> str:
    """Return that the pictures of `three_states` have one scale, and which of them look empty by it."""
    faint = faint_words(pictures, [name_of(state, network) for state in STATES])
    return paragraph(say("One scale for all three."), faint)


def three_alt(network: Network, neuron: int) -> str:
    """Return what the pictures of `three_states` are, in words."""
    return say(THREE_ALTS[bench.control_is(network)], neuron=neuron)


def _title(name: str, epoch: int | None) -> str:
    return f"**{name}**" if epoch is None else say("**{state}**, epoch {epoch}", state=name, epoch=epoch)
