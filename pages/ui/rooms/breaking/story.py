"""What breaks a network? Its weights are harmed, and it reads on with what is left of them."""

import numpy as np
import streamlit as st

from mnistnet import Network, snippets
from mnistnet.breaking import HARMS, is_heard
from mnistnet.figures import mosaic
from mnistnet.figures.strengths import strength_curves
from mnistnet.neurons import weight_pictures
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.breaking import curves
from pages.ui.rooms.breaking.controls import Chosen, broken, choose_amount, choose_harm, choose_neuron
from pages.ui.state import keys, value_of


def tell() -> None:
    """Show the view: what harm does to the curves, to the answer and to a neuron, and who breaks first."""
    question(
        say("What breaks a network?"),
        say("Harm its weights and let it read on: nobody tells it, and it learns nothing anew."),
    )
    harm = choose_harm()
    chosen = choose_amount(harm)
    left, right = st.columns([6, 5], gap="large")
    with right:
        side_by_side(lambda one, ending: _show_harmed(one, ending, chosen))
    with left:
        _show_curves(chosen)
    st.header(say("Who breaks first?"), anchor=False)
    curves.show_who_breaks_first(chosen.place)
    say_if_seen(*bench.all_networks().values())


def _show_curves(chosen: Chosen) -> None:
    about, name = HARMS[chosen.harm], str(value_of(keys.NETWORK))
    found = curves.measured(chosen.harm, chosen.place)
    figure = strength_curves(
        range(len(about.amounts)),
        {key: one.mean for key, one in found.items()},
        unit=say(about.unit),
        bench=name,
        at=about.amounts.index(chosen.amount),
        spread={key: one.spread for key, one in found.items()} if about.is_random else None,
        ticks=[about.told(amount) for amount in about.amounts],
    )
    said = curves.curve_words(bench.network(), found[name], chosen)
    show_figure(figure, "break_curves", alt=paragraph(say("How many digits each network reads, harmed."), said))
    st.caption(paragraph(say(about.sentence), said, curves.points_words()))
    where = say("for the draw that is chosen; the curve shows the mean of all draws where there are several")
    code(
        say("Harmed weights"),
        where,
        snippets.broken,
        bench.network(),
        curves.digits(),
        *(chosen.harm, chosen.amount, chosen.seed, chosen.place),
    )


def _show_harmed(network: Network, ending: str, chosen: Chosen) -> None:
    """Show what a harmed network answers to the picture on the bench, and one of its neurons before and after."""
    seen, harmed = bench.picture(), broken(network, chosen)
    before, now = (read_answer(one.predict(seen.image)[0], seen.label) for one in (network, harmed))
    mark = "" if now.right is None else " ✓" if now.right else " ✗"
    st.header(
        say(
            "Harmed, {network} answers {answer}{mark}, {confidence:share}",
            network=bench.called(network),
            answer=now.best,
            mark=mark,
            confidence=now.confidence,
        ),
        anchor=False,
    )
    st.caption(
        say(
            "to the {picture}; unharmed {best}, {confidence:share}.",
            picture=seen.words,
            best=before.best,
            confidence=before.confidence,
        )
    )
    place = st.container()
    layer, neuron = choose_neuron(network) if not ending else _same_neuron(network)
    with place:
        _show_neuron((network, harmed), (layer, neuron), ending, chosen)


def _show_neuron(both: tuple[Network, Network], at: tuple[int, int], ending: str, chosen: Chosen) -> None:
    """Show the weights of one neuron before and after the harm."""
    (network, harmed), (layer, neuron) = both, at
    pictures = np.stack([weight_pictures(one, layer)[neuron] for one in (network, harmed)])
    titles = [say("as it was"), say("{harm}: {told}", harm=say(HARMS[chosen.harm].title), told=chosen.told)]
    figure = mosaic(pictures, titles, unit=say("weight"), **grid(4, 2) | {"across": 2, "tile": 130})
    alt = say("The weights of neuron {neuron} in layer {layer}, before and after.", neuron=neuron, layer=layer)
    show_figure(figure, f"break_neuron{ending}", alt=alt)
    st.caption(_neuron_words(network, harmed, layer, neuron))


def _same_neuron(network: Network) -> tuple[int, int]:
    """Return the neuron of the second network that has the same place, or the last before it."""
    layer = min(int(value_of(keys.NEURON_LAYER)), len(network.dense_layers))
    return layer, min(int(value_of(keys.NEURON)), network.dense_layers[layer - 1].fan_out - 1)


def _neuron_words(network: Network, harmed: Network, layer: int, neuron: int) -> str:
    """Return how many of the neuron's own weights are what they were, and how many are 0."""
    old, new = (one.dense_layers[layer - 1].weights[:, neuron] for one in (network, harmed))
    said = say(
        "Neuron {neuron} of layer {layer}: {changed:,} of its {all:,} weights have changed, {zero:,} are 0.",
        neuron=neuron,
        layer=layer,
        changed=int((old != new).sum()),
        all=len(old),
        zero=int((new == 0).sum()),
    )
    deeper = say("The picture of a deeper neuron is all weights from the pixels to it multiplied.") if layer > 1 else ""
    heard = "" if is_heard(harmed, layer, neuron) else say("It is switched off: nobody hears what it sends.")
    return paragraph(said, heard, deeper)
