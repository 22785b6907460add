"""A digit is learned once: every number before and after, and what it cost on other digits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, snippets
from mnistnet.arithmetic import Backward, Cost, backward, cost, learn_once, node_sum
from mnistnet.figures.maps import mosaic
from mnistnet.neurons.paths import weight_pictures
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import plural, say
from pages.ui.bench import bench, terms
from pages.ui.holdings import results, shelf
from pages.ui.holdings.kept import kept
from pages.ui.holdings.seen import say_if_seen
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_sortable, show_table
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.arithmetic.subject import Aim, Subject, choose_rate
from pages.ui.state import keys, set_value, value_of

TIMES = "sum_times"
MOST = 20
PICTURES = 10


def show(subject: Subject, aim: Aim) -> None:
    """Show the buttons that let the digit be learned once, again, or not at all, and what came of it."""
    st.header(say("Learn this digit once"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = choose_rate(subject.network)
        times = int(choices.number(say("Times learned"), 0, MOST, key=TIMES, width=140))
        once = say("Learn it once") if not times else say("Learn it again")
        st.button(
            once,
            key="learn_once",
            type="primary",
            icon=":material/school:",
            on_click=_set,
            args=(times + 1,),
            disabled=times == MOST,
        )
        st.button(
            say("Undo"), key="unlearn", icon=":material/undo:", on_click=_set, args=(times - 1,), disabled=not times
        )
    where = say("under “Learn this digit once”: the loss before, and after the first time")
    code(
        say("One digit learned"), where, snippets.learned_once, subject.network, subject.image, aim.label, aim.way, rate
    )
    pupil = learned(subject.network, subject.image, aim, rate, times)
    before, after = (backward(one, subject.image, aim.label, aim.way) for one in (subject.network, pupil))
    price = _price(subject, pupil)
    st.markdown(in_words(aim, times, before, after, price))
    if not times:
        return
    say_if_seen(subject.network)
    st.button(
        say("Put what it learned on the bench"),
        key="learned_bench",
        icon=":material/add:",
        on_click=_keep,
        args=(pupil, aim.label),
    )
    _show_before_and_after(subject, pupil, before, after)


@kept(max_entries=6, ttl="10m")
def learned(network: Network, image: NDArray[np.uint8], aim: Aim, rate: float, times: int) -> Network:
    """Return a network after some steps on one picture."""
    if not times:
        return network
    before = learned(network, image, aim, rate, times - 1)
    return learn_once(before, backward(before, image, aim.label, aim.way), rate)


def _set(times: int) -> None:
    set_value(TIMES, times)


def _keep(pupil: Network, label: int) -> None:
    """Put the network that has learned on the shelf and on the bench."""
    name = say("{network}, learned a {label}", network=pupil.name, label=label)
    grown = (value_of(keys.NETWORK), pupil.epoch or 0)
    bench.put_on_bench(shelf.keep(SavedNetwork(replace(pupil, name=name)), grown_from=grown))
    set_value(TIMES, 0)


def _price(subject: Subject, pupil: Network) -> Cost:
    """Return what the other test digits say."""
    digits = results.part_digits()
    right, now = (results.exam(one, digits).right for one in (subject.network, pupil))
    numbers = results.part_numbers()
    found = np.flatnonzero(numbers == (-1 if subject.picture.number is None else subject.picture.number))
    return cost(right, now, int(found[0]) if len(found) else None)


def in_words(aim: Aim, times: int, before: Backward, after: Backward, price: Cost) -> str:
    """Return what the digit gained and what the others lost."""
    facts = {"label": aim.label, "before": _loss(before), "after": _loss(after)}
    facts |= {"old": float(before.outputs[aim.label]), "new": float(after.outputs[aim.label])}
    if not times:
        return say(
            "Nothing is learned yet: the loss is {before}, and it gives {label} {old:share}. One step moves every "
            "weight by the learning rate times its gradient.",
            **facts,
        )
    own = plural(
        "Learned once: the loss was {before} and is **{after}**; for {label} it gave {old:share} and gives "
        "**{new:share}**.",
        "Learned {n} times: the loss was {before} and is **{after}**; for {label} it gave {old:share} and gives "
        "**{new:share}**.",
        times,
        **facts,
    )
    return paragraph(own, cost_words(price))


def _loss(back: Backward) -> str:
    return say("{loss:.4g}", loss=back.loss).replace("-", "−")


def cost_words(price: Cost) -> str:
    """Return what it cost on other digits."""
    return say(
        "Of {n:,} other test digits it read {before:,} right and reads **{after:,}**: {lost} lost, {won} won.",
        n=price.count,
        before=price.before,
        after=price.after,
        lost=price.lost,
        won=price.won,
    )


def _show_before_and_after(subject: Subject, pupil: Network, before: Backward, after: Backward) -> None:
    """Show every number of the answers, of the node and of its largest terms, before and after."""
    layer, node = subject.layer, subject.node
    first, last = st.columns([7, 6], gap="small")
    with first:
        _show_answers(before, after)
    with last:
        old, new = (node_sum(one, subject.image, layer, node) for one in (subject.network, pupil))
        pairs = {
            say("its sum a"): (old.sum, new.sum),
            say("its output z"): (old.output, new.output),
            say("its δ"): tuple(one.node(layer, node).delta for one in (before, after)),
            say("its bias"): (old.bias, new.bias),
        }
        rows = [
            {
                say("of {node}", node=subject.called): name,
                say("before"): terms.fine(one),
                say("after"): terms.fine(other),
            }
            for name, (one, other) in pairs.items()
        ]
        show_table(pd.DataFrame(rows), "node_learned", say("The numbers of the node, before and after"))
        shown = before.gradients(layer, node).largest(6)
        shown = shown[shown < len(old.products)]
        weights = {
            say("weight from"): old.products.places[shown],
            say("before"): old.products.second[shown],
            say("after"): new.products.second[shown],
        }
        _numbers(weights, "weights_learned", say("The weights of the node that moved most, before and after"))
    _show_changes(subject.network, pupil)


def _show_answers(before: Backward, after: Backward) -> None:
    """Show the output and the δ of every answer before and after; a phone is too narrow for both in one table."""
    digits = {say("digit"): np.arange(len(before.outputs))}
    old, new = say("before"), say("after")
    outputs = {say("z {when}", when=name): one.outputs for name, one in ((old, before), (new, after))}
    errors = {say("δ {when}", when=name): one.deltas[-1][0] for name, one in ((old, before), (new, after))}
    if not is_phone():
        both = say("Output and δ of every answer, before and after")
        _numbers(digits | outputs | errors, "answers_learned", both)
        return
    _numbers(digits | outputs, "outputs_learned", say("Output of every answer, before and after"))
    _numbers(digits | errors, "errors_learned", say("δ of every answer, before and after"))


def _numbers(columns: Mapping[str, NDArray[Any]], key: str, words: str) -> None:
    frame = pd.DataFrame(columns)
    show_sortable(frame, key, words, dict.fromkeys(frame.columns[1:], terms.fine), height="content")


def _show_changes(network: Network, pupil: Network) -> None:
    """Show how far the weights of the first layer moved."""
    moved = weight_pictures(pupil) - weight_pictures(network)
    most = np.argsort(-np.abs(moved).sum(axis=(1, 2)), kind="stable")[:PICTURES].tolist()
    figure = mosaic(
        moved[most], [str(node) for node in most], unit=say("change of a weight"), nodes=most, **grid(10, 5)
    )
    show_figure(
        figure,
        "learned_changes",
        say("How far the weights of nodes {nodes} of the first layer moved.", nodes=", ".join(map(str, most))),
    )
    st.caption(
        say(
            "How far the weights of the {n} nodes of the first layer that moved most went up (orange) or down (blue).",
            n=len(most),
        )
    )
