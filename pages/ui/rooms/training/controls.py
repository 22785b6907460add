"""What can be done to a run: pause it, step by step, stop it, change it while it learns, or go on where it failed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from mnistnet import jobs
from mnistnet.words import mark, say
from pages.ui.kit.tell import tell
from pages.ui.state import value_of

STEPS = {"image": mark("One image"), "batch": mark("One batch"), "epoch": mark("One epoch")}
CHANGES = {  # of each setting that can be changed on the way: its label, its least and its largest value
    "learning_rate": (mark("Learning rate"), 0.0, 1000.0),
    "momentum": (mark("Momentum"), 0.0, 1.0),
    "l2": ("L2", 0.0, 10.0),
    "dropout": (mark("Dropout"), 0.0, 0.95),
}


def show_controls(run: jobs.Run, state: jobs.RunState) -> None:
    """Show what can be done to a run while it learns."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if state.status == "paused":
            st.button(say("Go on"), key="go_on", icon=":material/play_arrow:", on_click=run.go_on)
            for unit, label in STEPS.items():
                st.button(say(label), key=f"step_{unit}", on_click=run.step, args=(unit,))
        else:
            st.button(say("Pause"), key="pause", icon=":material/pause:", on_click=run.pause)
        st.button(say("Stop"), key="stop", icon=":material/stop:", on_click=run.stop)
        with st.popover(say("Change while it learns")):
            for name, (label, low, high) in CHANGES.items():
                st.number_input(
                    say(label),
                    low,
                    high,
                    float(getattr(run.spec.settings, name)),
                    format="%g",
                    key=f"live_{name}_{run.identity}",
                    on_change=_change,
                    args=(run, name),
                )
            st.caption(say("A change holds from the next batch on and is marked on the curves."))


def _change(run: jobs.Run, name: str) -> None:
    try:
        run.change(**{name: float(value_of(f"live_{name}_{run.identity}"))})
    except ValueError as reason:
        tell(reason, passing=True)


def offer_smaller_rate(
    run: jobs.Run,
    state: jobs.RunState,
    rows: Sequence[Mapping[str, Any]],
    branch: Callable[[jobs.Run, int, Any], None],
) -> None:
    """Where a run lost its way, offer to go on from its last good epoch with the learning rate that it proposes.

    Parameters
    ----------
    run, state : Run, RunState
    rows : sequence of mappings
        What is known of its epochs: the history of its network, then its own reports.
    branch : callable
        Asks for the branch, of a run, from an epoch, with settings.
    """
    epoch = jobs.last_good_epoch(rows, run.epochs)
    if state.status != "failed" or state.learning_rate is None or epoch is None:
        return
    st.button(
        say("Go on from epoch {epoch} with the learning rate {rate:g}", epoch=epoch, rate=state.learning_rate),
        key="smaller_rate",
        icon=":material/fork_right:",
        on_click=branch,
        args=(run, epoch, state.settings.replace(learning_rate=state.learning_rate)),
    )
