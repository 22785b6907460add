"""The training of a row model: the button that begins it, how far it is, and the epoch that is looked at."""

from typing import Any

import streamlit as st

from mnistnet import jobs
from mnistnet.patterns.made import KINDS
from mnistnet.words import say
from mnistnet.words.told import Told
from pages.ui.holdings.visitor import address
from pages.ui.kit import choices
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.rooms.layers.row_model import EPOCH, RowModel, owner
from pages.ui.state import value_of

MOST_KEPT = 4  # trained row models; the oldest makes room
REFRESH = 0.5  # seconds between looks at a run


def training(model: RowModel) -> None:
    """Show how far the model has been trained, with the button that trains it or the choice of its epoch."""
    run = model.run
    if model.classes > len(model.patterns.names):
        limit = say("Patterns are made in up to {n} classes.", n=len(KINDS))
        st.caption(paragraph(say("Untrained: its weights are random."), limit))
    elif run is not None and run.state().is_active:
        st.fragment(_progress, run_every=REFRESH)(run)
    elif run is None or not run.epochs:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                say("Train it"),
                key="row_train",
                type="primary",
                icon=":material/play_arrow:",
                on_click=_start,
                args=(model,),
            )
            said = "" if run is None else say(run.state().sentence)
            can_learn = say("It can learn from {patterns}.", patterns=model.patterns.learning)
            st.caption(paragraph(say("Untrained: its weights are random."), said, can_learn))
    else:
        _choose_epoch(model)


def _choose_epoch(model: RowModel) -> None:
    known = model.epochs()
    numbers = [network.epoch for network in known]
    if len(numbers) > 1:
        choices.select_slider(say("Epoch"), numbers, key=EPOCH, default=numbers[-1])
    rows = {row["epoch"]: row["validation_accuracy"] for row in known[-1].training.history}
    right, count = rows.get(value_of(EPOCH)), len(model.patterns.digits.splits["validation"])
    if right is not None:
        st.caption(
            say(
                "At epoch {epoch} it names {right:share} of {n:,} patterns right that it does not learn from. It "
                "learned from {patterns}.",
                epoch=value_of(EPOCH),
                right=right,
                n=count,
                patterns=model.patterns.learning,
            )
        )


def _progress(run: jobs.Run) -> None:
    run.keep_alive()
    jobs.advance()
    state = run.state()
    if not state.is_active:
        st.rerun()
    st.progress(
        min(state.epoch / max(state.settings.epochs, 1), 1.0),
        text=say("Training: epoch {epoch} of {epochs}", epoch=state.epoch, epochs=state.settings.epochs),
    )


def _start(model: RowModel) -> None:
    """Ask for the training of a model; where that is impossible say why."""
    choices.let_go(EPOCH)
    old = [run for run in jobs.runs(owner()) if not run.state().is_active]
    for run in {*old[MOST_KEPT - 1 :], *([model.run] if model.run in old else [])}:
        jobs.delete(run)
    at: Any = {"image_shape": (model.size, model.size), "address": address()}
    try:
        jobs.start_run(model.settings, jobs.keep_set(model.patterns.digits, owner()), owner(), **at)
    except (Told, ValueError) as reason:
        tell(reason, passing=True)
