"""What can be done to a run: pause it, step by step, stop it, change it while it learns, or go on where it failed."""

from collections.abc import Callable
from contextlib import suppress

import streamlit as st

from mnistnet import DataError, jobs
from mnistnet.words import mark, say
from pages.ui.kit.tell import tell
from pages.ui.state import mine, value_of

STEPS = {"image": mark("One image"), "batch": mark("One batch"), "epoch": mark("One epoch")}
CHANGES = {  # of each setting that can be changed on the way: its label, its least and largest value, what it does
    "learning_rate": (
        mark("Learning rate"),
        0.0,
        1000.0,
        mark("How large a step each weight takes against its slope. Too large, and the loss rises."),
    ),
    "momentum": (
        mark("Momentum"),
        0.0,
        1.0,
        mark("What share of the last step is taken once more. 0 forgets it; only some optimisers ask for it."),
    ),
    "l2": (
        "L2",
        0.0,
        10.0,
        mark("How strongly every weight is pulled towards 0, so that none grows large without need. 0 does not pull."),
    ),
    "dropout": (
        mark("Dropout"),
        0.0,
        0.95,
        mark(
            "What share of the hidden nodes is silent in each batch, so that none is relied on alone. 0 silences none."
        ),
    ),
}


def show_controls(run: jobs.Run, state: jobs.RunState) -> None:
    """Show what can be done to a run while it learns."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if state.status == "paused":
            st.button(say("Go on"), key="go_on", icon=":material/play_arrow:", on_click=run.go_on)
            for unit, label in STEPS.items():
                st.button(say(label), key=f"step_{unit}", on_click=_step, args=(run, unit))
        else:
            st.button(say("Pause"), key="pause", icon=":material/pause:", on_click=run.pause)
        st.button(say("Stop"), key="stop", icon=":material/stop:", on_click=run.stop)
        with st.popover(say("Change while it learns")):
            for name, (label, low, high, about) in CHANGES.items():
                st.number_input(
                    say(label),
                    low,
                    high,
                    float(getattr(run.spec.settings, name)),
                    format="%g",
                    key=f"live_{name}_{run.identity}",
                    on_change=_change,
                    args=(run, name),
                    help=say(about),
                )
            st.caption(say("A change holds from the next batch on and is marked on the curves."))


def _step(run: jobs.Run, unit: str) -> None:
    """Order one step; before that of a single image keep the network, so that what the image did to it can be shown."""
    mine().before_step = None
    if unit == "image":
        with suppress(DataError):
            mine().before_step = (run.identity, *run.latest()[:2])
    run.step(unit)


def _change(run: jobs.Run, name: str) -> None:
    try:
        run.change(**{name: float(value_of(f"live_{name}_{run.identity}"))})
    except ValueError as reason:
        tell(reason, passing=True)


def offer_smaller_rate(run: jobs.Run, state: jobs.RunState, good: int | None, branch: Callable[..., None]) -> None:
    """Where a run lost its way, offer to go on from its last good epoch with the learning rate that it proposes.

    Parameters
    ----------
    run, state : Run, RunState
    good : int or None
        Its last good epoch.
    branch : callable
        Asks for the branch, of a run, from an epoch, with settings.
    """
    if state.status != "failed" or state.learning_rate is None or good is None:
        return
    if st.button(
        say("Go on from epoch {epoch} with the learning rate {rate:g}", epoch=good, rate=state.learning_rate),
        key="smaller_rate",
        icon=":material/fork_right:",
        type="primary",
        on_click=branch,
        args=(run, good, state.settings.replace(learning_rate=state.learning_rate)),
    ):
        st.rerun()  # the whole page, which shows the new run: a press in the panel draws the panel alone
