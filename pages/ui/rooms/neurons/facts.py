"""The Neurons page: which layer and neuron are open, and what is known about them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, neurons
from mnistnet.figures.bars import bars
from mnistnet.influence import DoesNotApply
from mnistnet.neurons import ORDERS, NeuronTable
from mnistnet.readout import most_excited
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices, text
from pages.ui.kit.paging import turn_over
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import longest_words, paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import set_value, value_of
from pages.ui.state.keys import NEURON, NEURON_LAYER

Array = NDArray[Any]
EXCITED = "excited"  # an order beside those of `mnistnet.neurons.ORDERS`: by what each sends on for the picture
ORDER_TITLES = {name: order.title for name, order in ORDERS.items()} | {
    EXCITED: mark("how much the picture excites it"),
}
EXCITING = 8  # digits shown that excite a neuron most, and as many that excite it least
PROBES = 200  # test digits over which the true gradient is averaged
EXACT = mark("The first layer sees the pixels themselves: these are its weights, exactly.")
MULTIPLIED = mark(
    "These are all weights from the pixels to the neuron multiplied. That is exact only for linear activations."
)
IN_WORDS = mark(
    "Neuron {neuron} now: bias {bias}, mean weight size {influence:.3f}. It fires for **{fires:share}** of the test "
    "digits, most for **{most}s** (mean output {mean_of_most:.2f}), least for **{least}s** ({mean_of_least:.2f}), "
    "and speaks loudest for **{serves}**."
)
IN_WORDS_WITHOUT_BIAS = mark(
    "Neuron {neuron} now: no bias, mean weight size {influence:.3f}. It fires for **{fires:share}** of the test "
    "digits, most for **{most}s** (mean output {mean_of_most:.2f}), least for **{least}s** ({mean_of_least:.2f}), "
    "and speaks loudest for **{serves}**."
)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known about the neurons of one layer, over the test split.

    Attributes
    ----------
    pictures : ndarray of shape (neurons, 28, 28)
    table : NeuronTable
    outputs : ndarray of shape (n, neurons)
    means : ndarray of shape (neurons, 10)
    feeds : ndarray of shape (neurons, 10)
    agreement : ndarray of shape (neurons,) or None
        None where there is no gradient to compare with.
    """

    pictures: Array
    table: NeuronTable
    outputs: Array
    means: Array
    feeds: Array
    agreement: Array | None


def choose_layer(network: Network) -> int:
    """Show the switch between the layers and return the number of the one chosen, 1 for the first."""
    names = _layer_names(network)
    if value_of(NEURON_LAYER, 1) not in range(1, len(names) + 1):
        set_value(NEURON_LAYER, 1)
    return choices.segmented(
        say("Layer"), dict(enumerate(names, 1)), key=NEURON_LAYER, default=1, label_visibility="collapsed"
    )


def choose_order() -> tuple[str, bool]:
    """Show what stands first and whether every map has its own scale; return both."""
    with st.popover(say("Sort"), icon=":material/sort:"):
        order = choices.select(say("Sort by"), ORDER_TITLES, key="neuron_order")
        own = choices.toggle(say("One scale for each neuron"), key="neuron_own_scale")
        st.caption(
            say("A common scale shows which neurons have strong weights; a scale of its own shows every pattern.")
        )
    return order, own


@kept(max_entries=48, ttl="1h")
def facts(network: Network, layer: int, digits: Digits) -> Facts:
    """Return what is known about the neurons of a layer."""
    outputs = neurons.responses(network, digits.images, layer)
    try:
        agreement = neurons.gradient_agreement(network, layer, digits.images[:PROBES])
    except DoesNotApply:
        agreement = None
    return Facts(
        pictures=neurons.weight_pictures(network, layer),
        table=neurons.neuron_table(network, layer, outputs),
        outputs=outputs,
        means=neurons.label_means(outputs, digits.labels, network.classes),
        feeds=neurons.feeds(network, layer),
        agreement=agreement,
    )


def ordered(table: NeuronTable, order: str, outputs: Array) -> list[int]:
    """Return the neurons of a layer in an order."""
    return most_excited(outputs, len(outputs)) if order == EXCITED else table.order(order)


def choose_places(count: int) -> range:
    """Show a control to turn over where there are too many neurons for one mosaic; return the places that are open."""
    return turn_over(range(count), 20 if is_phone() else 50, "neurons_part")


def about_wall(network: Network, layer: int, agreement: Array | None, is_difference: bool) -> str:
    """Return what has to be known of the pictures of one wall: rows that are all the same, and how exact they are."""
    if layer == 1:
        same = say(
            "This network reads the picture row by row with the same weights, so every row of a map is the same."
        )
        return same if len(network.input_shape) == 2 else ""
    if is_difference:
        return paragraph(say(MULTIPLIED), say("This is the difference of two such products."))
    return how_exact(agreement, layer)


def how_exact(agreement: Array | None, layer: int, neuron: int | None = None) -> str:
    """Return how far the pictures of a deeper layer can be believed, for one neuron or all."""
    if layer == 1:
        return say(EXACT)
    return paragraph(say(MULTIPLIED), _agreement_words(agreement, neuron))


def _agreement_words(agreement: Array | None, neuron: int | None) -> str:
    if agreement is None:
        return say("Its activations are steps, which have no gradient to compare with.")
    if neuron is not None:
        return say(
            "Correlation with the true mean gradient over {probes} test digits: r = {agreement:.3f}.",
            probes=PROBES,
            agreement=agreement[neuron],
        )
    return say(
        "Correlation with the true mean gradient over {probes} digits: {mean:.2f}, at worst {lowest:.2f}.",
        probes=PROBES,
        mean=np.nanmean(agreement),
        lowest=np.nanmin(agreement),
    )


def choose_neuron(count: int) -> int:
    """Show the control that chooses a neuron by its number and return it; a click on the wall sets it too."""
    if value_of(NEURON, 0) >= count:
        set_value(NEURON, 0)
    return choices.number(say("Neuron, 0 to {last}", last=count - 1), 0, count - 1, key=NEURON, width=170)


def outputs_for(network: Network, image: Array, layer: int) -> Array:
    """Return the output of each neuron of a layer for one picture."""
    return neurons.responses(network, image, layer)[0]


def in_words(known: Facts, neuron: int) -> str:
    """Return what kind of neuron it is, in a sentence or two."""
    table, means = known.table, known.means[neuron]
    most, least = int(np.nanargmax(means)), int(np.nanargmin(means))
    return say(
        IN_WORDS if table.has_biases else IN_WORDS_WITHOUT_BIAS,
        neuron=neuron,
        bias=text.number(table.biases[neuron]),
        influence=table.influences[neuron],
        fires=table.fires[neuron],
        most=most,
        mean_of_most=means[most],
        least=least,
        mean_of_least=means[least],
        serves=table.serves[neuron],
    )


def show_labels(network: Network, known: Facts, layer: int, neuron: int) -> None:
    """Show what a neuron sends on for the digits of each label, and how strongly it feeds each answer."""
    by_label, fed = st.columns(2, gap="large")
    digits = [str(digit) for digit in range(network.classes)]
    with by_label:
        alt = paragraph(
            say("Its mean output for the digits of each label."), longest_words(known.means[neuron], digits)
        )
        show_figure(bars(known.means[neuron], digits), "means", alt=alt)
        st.caption(say("Its mean output for the test digits of each label."))
    with fed:
        alt = paragraph(say("How strongly it feeds each answer."), longest_words(known.feeds[neuron], digits))
        show_figure(bars(known.feeds[neuron], digits, signed=True), "feeds", alt=alt)
        st.caption(feeds_words(network, layer))


def feeds_words(network: Network, layer: int) -> str:
    """Return what the bars of the answers that a neuron feeds mean."""
    behind = len(network.dense_layers) - layer
    if behind == 0:
        return say("It is an answer itself and tells nobody else.")
    if behind == 1:
        return say("Whom it tells. Its weight to each answer: orange speaks for the answer, blue against it.")
    return say(
        "Whom it tells. All weights on the way to each answer multiplied, a rough guide: orange speaks for the "
        "answer, blue against it."
    )


def exciting(known: Facts, neuron: int) -> tuple[Array, list[str], list[int]]:
    """Return pictures, titles and numbers of the test digits that excite a neuron most, then of those that do least."""
    digits = results.test_digits()
    least, most = neurons.least_and_most(known.outputs[:, neuron], EXCITING)
    numbers = [*most, *least]
    written = [say("{label} · {output:.2f}", label=digits.labels[i], output=known.outputs[i, neuron]) for i in numbers]
    return digits.images[numbers], [one.replace("-", "−") for one in written], numbers


def _layer_names(network: Network) -> list[str]:
    named = zip(network.layers, network.layer_names, strict=True)
    return [name for layer, name in named if layer in network.dense_layers]
