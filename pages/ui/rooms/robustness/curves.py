"""The curves of the Robustness page: how many test digits each network reads at every strength of one change."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.robustness import CHANGES, accuracies
from mnistnet.words import mark, plural, say
from pages.ui.bench import bench
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.once import Once
from pages.ui.kit.text import paragraph
from pages.ui.rooms.robustness.sliders import strength_words
from pages.ui.state import keys, mine, value_of

SHARES: Once[float] = Once(10_000)  # read right: by network, digits, change and place of its strength
READS = (  # by how many ends of the curve are known
    mark("{network} reads {unchanged:share} unchanged."),
    mark("{network} reads {unchanged:share} unchanged, {first:share} at {first_strength}."),
    mark(
        "{network} reads {unchanged:share} unchanged, {first:share} at {first_strength}, {last:share} at "
        "{last_strength}."
    ),
)
POINTS_ALONG = mark(
    "Each point: the same {n:,} test digits, which no network that comes along has learned from; up to "
    "{chance:.0f} % between two points may be chance. The dotted line, 10 %, is guessing."
)
POINTS_OFFICIAL = mark(
    "Each point: the same {n:,} test digits, drawn from MNIST's 10,000, which no network that comes along has learned "
    "from; up to {chance:.0f} % between two points may be chance. The dotted line, 10 %, is guessing."
)
POINTS_OF_OWN_SET = mark(
    "Each point: the same {n:,} test digits of your set; up to {chance:.0f} % between two points may be chance. "
    "The dotted line, 10 %, is guessing."
)


def curves(name: str) -> tuple[NDArray[np.floating], dict[str, NDArray[np.floating]]]:
    """Return the strengths of a change and for each network the share of test digits read right; NaN if not known.

    What is not known yet is computed now, strength by strength, with progress and a way to stop.
    """
    known, strengths = bench.all_networks(), CHANGES[name].strengths
    found = {key: np.full(len(strengths), np.nan) for key in known}
    missing = [i for i in range(len(strengths)) if not _take(found, known, name, i)]
    if not missing:
        return strengths, found
    place = st.empty()
    if mine().robustness_stopped == name:
        place.button(say("Go on"), key="robust_go_on", icon=":material/play_arrow:", on_click=_stop, args=(None,))
        return strengths, found
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, say("Changing {n:,} test digits", n=len(results.part_digits())))
        st.button(say("Stop"), key="robust_stop", icon=":material/stop:", on_click=_stop, args=(name,))
    for done, i in enumerate(missing):
        words = plural(
            "Strength {strength} of {strengths}, {n} network",
            "Strength {strength} of {strengths}, {n} networks",
            len(known),
            strength=done + 1,
            strengths=len(missing),
        )
        show = partial(bar.progress, done / len(missing), words)
        show()
        _measure(known, name, i, wait=show)
        _take(found, known, name, i)
    place.empty()
    return strengths, found


def name_of_bench() -> str:
    """Return the name of the network on the bench."""
    return str(value_of(keys.NETWORK))


def _stop(name: str | None) -> None:
    mine().robustness_stopped = name


def _take(found: dict[str, NDArray[np.floating]], networks: dict[str, Network], name: str, i: int) -> bool:
    """Fill in what is known for one strength; return whether that is all."""
    what = (results.part_digits().digest, name, i)
    for key, network in networks.items():
        known = SHARES.get((network.digest, *what))
        found[key][i] = np.nan if known is None else known
    return not any(np.isnan(values[i]) for values in found.values())


def _measure(networks: dict[str, Network], name: str, i: int, wait: Callable[[], object]) -> None:
    """Measure one strength for the networks for which it is not known."""
    digits = results.part_digits()
    what = (digits.digest, name, i)
    with SHARES.making(what, meanwhile=wait):
        missing = {one.digest: one for one in networks.values() if SHARES.get((one.digest, *what)) is None}
        found = accuracies(missing, digits, name, float(CHANGES[name].strengths[i])) if missing else {}
        for digest, value in found.items():
            SHARES.keep((digest, *what), value)


def curves_words(
    name: str, strengths: NDArray[np.floating], found: dict[str, NDArray[np.floating]], network: Network
) -> str:
    """Return what the curves say of the network on the bench: how it is unchanged and at both ends."""
    reads = found[value_of(keys.NETWORK)]
    zero = int(np.argmin(np.abs(strengths)))
    ends = [0, len(strengths) - 1] if zero else [len(strengths) - 1]
    known = [i for i in ends if not np.isnan(reads[i])]
    of_ends = {
        f"{end}{kind}": value
        for end, i in zip(("first", "last"), known, strict=False)
        for kind, value in (("", reads[i]), ("_strength", strength_words(name, float(strengths[i]))))
    }
    said = say(READS[len(known)], network=network.name, unchanged=reads[zero], **of_ends)
    count = len(results.part_digits())
    points = digit_sets.words_for(POINTS_ALONG, POINTS_OFFICIAL, POINTS_OF_OWN_SET)
    return paragraph("" if np.isnan(reads[zero]) else said, say(points, n=count, chance=3 * (1000 / count) ** 0.5))
