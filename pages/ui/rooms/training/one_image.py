"""One image, closely: the picture, how wrong each output was, and the nudge that this gave to the weights."""

import streamlit as st

from mnistnet import DataError, Network, jobs
from mnistnet.digits.sources import load_digits
from mnistnet.figures.bars import bars
from mnistnet.figures.maps import mosaic
from mnistnet.training import Nudge, Settings, nudge
from mnistnet.words import say
from pages.ui.holdings.kept import kept
from pages.ui.kit.pictures import STAGE, grid, show_digit, show_figure
from pages.ui.kit.viewport import halves
from pages.ui.state import mine

NODES = 10


def show_nudge(run: jobs.Run) -> None:
    """Where the last step was a single image, show what it did."""
    found = _last_step(run)
    if found is None:
        return
    classes, label = [str(digit) for digit in range(len(found.errors))], found.label
    st.header(say("What this one image did"), anchor=False)
    picture, errors, changes = st.columns([4, 5, 6], gap="medium")
    with picture:
        show_digit(found.image, alt=say("the {label} that it learned from", label=label), size=STAGE)
        st.caption(outcome_words(found))
    with errors:
        worst = int(abs(found.errors).argmax())
        alt = say("Ten errors; the largest is {error:+.4f}, for {worst}.", error=found.errors[worst], worst=worst)
        show_figure(bars(found.errors, classes, signed=True, height=STAGE, digits=4), "errors", alt=alt)
        st.caption(
            say("The error of each output: what it gave minus what was wanted. Orange is too much, blue too little.")
        )
    with changes, halves():
        nodes = found.most_changed(NODES)
        titles, unit = [str(node) for node in nodes], say("change of a weight")
        figure = mosaic(found.changes[nodes], titles, unit=unit, nodes=nodes, **grid(10, 5))
        alt = say("What changed in the weights of nodes {nodes}.", nodes=", ".join(map(str, nodes)))
        show_figure(figure, "nudge", alt=alt)
        st.caption(
            say(
                "The nudge: how far the weights of the {n} nodes of the first layer that moved most went up (orange) "
                "or down (blue).",
                n=len(nodes),
            )
        )


def outcome_words(found: Nudge) -> str:
    """Return what the network gave for the label, before and after it learned."""
    return say(
        "A {label}. Its output for {label} was {before:.4f}; after the nudge the same picture gives {after:.4f}.",
        label=found.label,
        before=found.before[found.label],
        after=found.after[found.label],
    )


def _last_step(run: jobs.Run) -> Nudge | None:
    """Return what the last single image did; None where the last step was another, or is not taken yet."""
    kept_before = mine().before_step
    if kept_before is None or kept_before[0] != run.identity:
        return None
    _, before, place = kept_before
    try:
        after, images, settings = run.latest()
    except DataError:
        return None
    if (after.epoch, images) != (before.epoch, place + 1):
        return None
    return _nudge(before, after, settings, run.spec.data, place)


@kept(max_entries=16, ttl="10m")
def _nudge(before: Network, after: Network, settings: Settings, data: str, place: int) -> Nudge:
    return nudge(before, after, settings, load_digits(data).split("train"), place)
