"""How many digits every network still reads under each amount of a harm; measured once for all visitors."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from mnistnet import Digits, Network
from mnistnet.breaking import HARMS, PLACES, SEEDS, Endurance, breaks_at, share_right
from mnistnet.words import plural, say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.once import Once
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import paragraph
from pages.ui.rooms.breaking.controls import Chosen
from pages.ui.state import mine

FEW = 500  # digits that each harmed network reads: five networks, eight amounts and five draws have to be waited for
SHARES: Once[tuple[float, ...]] = Once(10_000)  # by network, digits, harm, place of its amount, hidden layers


def digits() -> Digits:
    """Return the digits that harmed networks read."""
    return _first(results.part_digits())


@kept(max_entries=4)
def _first(of: Digits) -> Digits:
    return Digits(of.images[:FEW], of.labels[:FEW], of.name)


def known(harm: str, place: str) -> dict[str, Endurance]:
    """Return for each network what is known of its endurance; NaN for what is not measured yet."""
    amounts, draws = HARMS[harm].amounts, SEEDS if HARMS[harm].is_random else 1
    found = {}
    for name, network in bench.all_networks().items():
        columns = [SHARES.get(_key(network, harm, i, place)) or (np.nan,) * draws for i in range(len(amounts))]
        found[name] = Endurance(np.array(amounts, float), np.array(columns).T)
    return found


def measured(harm: str, place: str) -> dict[str, Endurance]:
    """Return the endurance of each network; what is not known yet is measured now, with progress and a way to stop."""
    networks, this = bench.all_networks(), f"{harm} {place}"
    missing = [i for i in range(len(HARMS[harm].amounts)) if _unknown(networks, harm, i, place)]
    spot = st.empty()
    if missing and mine().robustness_stopped == this:
        spot.button(say("Go on"), key=f"break_go_on_{harm}", icon=":material/play_arrow:", on_click=_stop, args=(None,))
    elif missing:
        with spot.container(horizontal=True, vertical_alignment="center"):
            bar = st.progress(0.0, say("Harming the networks"))
            st.button(say("Stop"), key=f"break_stop_{harm}", icon=":material/stop:", on_click=_stop, args=(this,))
        for done, i in enumerate(missing):
            words = plural(
                "{harm}, {told}: {n} network", "{harm}, {told}: {n} networks", len(networks), **_named(harm, i)
            )
            show = partial(bar.progress, done / len(missing), words)
            show()
            _measure(networks, harm, i, place, wait=show)
        spot.empty()
    return known(harm, place)


def _named(harm: str, i: int) -> dict[str, str]:
    return {"harm": say(HARMS[harm].title), "told": HARMS[harm].told(HARMS[harm].amounts[i])}


def _stop(this: str | None) -> None:
    mine().robustness_stopped = this


def _key(network: Network, harm: str, i: int, place: str) -> tuple[str, str, str, int, str]:
    return network.digest, digits().digest, harm, i, place if harm == "nodes" else PLACES[0]


def _unknown(networks: dict[str, Network], harm: str, i: int, place: str) -> list[Network]:
    """Return the networks for which an amount was not measured yet, each of the same weights once."""
    unknown = [one for one in networks.values() if SHARES.get(_key(one, harm, i, place)) is None]
    return list({one.digest: one for one in unknown}.values())


def _measure(networks: dict[str, Network], harm: str, i: int, place: str, wait: Callable[[], object]) -> None:
    with SHARES.making((digits().digest, harm, i, place), meanwhile=wait):
        for one in _unknown(networks, harm, i, place):
            wait()  # here a visitor who stops or leaves ends it
            shares = share_right(one, digits(), harm, HARMS[harm].amounts[i], place=place)
            SHARES.keep(_key(one, harm, i, place), tuple(shares.tolist()))


def curve_words(network: Network, one: Endurance, chosen: Chosen) -> str:
    """Return what the curve of a network says: unharmed, at the amount that is chosen, and where it breaks."""
    at = HARMS[chosen.harm].amounts.index(chosen.amount)
    if np.isnan(one.mean[[0, at]]).any():
        return ""
    low, high = (end[at] for end in one.spread)
    facts = {"network": network.name, "unharmed": one.mean[0], "told": chosen.told, "share": one.mean[at]}
    if len(one.shares) > 1 and at:
        reads = say(
            "{network} reads {unharmed:share} unharmed and {share:share} at {told} (from {low:share} to {high:share} "
            "in {draws} draws).",
            **facts,
            low=low,
            high=high,
            draws=len(one.shares),
        )
    else:
        reads = say("{network} reads {unharmed:share} unharmed and {share:share} at {told}.", **facts)
    return paragraph(reads, _breaks_words(chosen.harm, one))


def _breaks_words(harm: str, one: Endurance) -> str:
    if np.isnan(one.mean).any():
        return ""
    broken = breaks_at(one.amounts, one.mean)
    if broken is None:
        return say("It never breaks: more than half of the digits are read under every amount.")
    return say("It breaks at {told}: there it reads fewer than half.", told=HARMS[harm].told(broken))


def points_words() -> str:
    """Return what the points of the curves are."""
    return say(
        "Each point: the same {n:,} test digits. Bars reach from the lowest to the highest of {draws} draws where "
        "chance has a hand in it. Nothing was learned anew after the harm. The dotted line, 10 %, is guessing.",
        n=len(digits()),
        draws=SEEDS,
    )


def show_who_breaks_first(place: str) -> None:
    """Show for every network and harm the amount that breaks it; what is not measured waits for a button."""
    found = {harm: known(harm, place) for harm in HARMS}
    waiting = any(np.isnan(one.mean).any() for each in found.values() for one in each.values())
    if waiting and st.button(say("Measure all five harms"), key="break_measure", icon=":material/play_arrow:"):
        found = {harm: measured(harm, place) for harm in HARMS}
    rows = {name: [_cell(harm, found[harm][name]) for harm in HARMS] for name in bench.all_networks()}
    columns = [say("network"), *(say(harm.title) for harm in HARMS.values())]
    table = pd.DataFrame([[name, *cells] for name, cells in rows.items()], columns=columns)
    told = paragraph(*(_first_words(harm, found[harm]) for harm in HARMS))
    show_sortable(table, "breaks_at", paragraph(say("At which amount each network reads fewer than half."), told))
    empty = say("An empty cell is not measured yet.") if waiting else ""
    st.caption(paragraph(say("The amount at which fewer than half of the digits are read."), empty, told))


def _cell(harm: str, one: Endurance) -> str:
    if np.isnan(one.mean).any():
        return ""
    broken = breaks_at(one.amounts, one.mean)
    return say("never") if broken is None else HARMS[harm].told(broken)


def _first_words(harm: str, found: dict[str, Endurance]) -> str:
    """Return which networks break first under a harm; nothing while that is not known of all."""
    if any(np.isnan(one.mean).any() for one in found.values()):
        return ""
    at = {name: breaks_at(one.amounts, one.mean) for name, one in found.items()}
    order = {name: HARMS[harm].amounts.index(value) for name, value in at.items() if value is not None}
    title = say(HARMS[harm].title)
    if not order:
        return say("{harm}: no network breaks.", harm=title)
    earliest = min(order.values())
    names = ", ".join(name for name, place in order.items() if place == earliest)
    told = HARMS[harm].told(HARMS[harm].amounts[earliest])
    return say("{harm}: first to break is **{names}**, at {told}.", harm=title, names=names, told=told)
