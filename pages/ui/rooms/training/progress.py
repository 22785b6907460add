"""How far a run is, in a bar and a sentence; and what helps where it lost its way."""

import streamlit as st

from mnistnet import jobs
from mnistnet.words import mark, say

STATUS = {
    "queued": mark("queued"),
    "starting": mark("starting"),
    "running": mark("running"),
    "paused": mark("paused"),
    "finished": mark("finished"),
    "stopped": mark("stopped"),
    "failed": mark("failed"),
    "interrupted": mark("interrupted"),
}


def show_progress(run: jobs.Run, state: jobs.RunState) -> None:
    """Show how far the run is, how fast, and how long it will still take."""
    place = jobs.place_in_queue(run) if state.status == "queued" else None
    words = queue_words(state, place) if place is not None and place.number else progress_words(state)
    st.progress(_done(state), text=words)
    if state.sentence and state.status != "stopped":
        (st.error if state.status == "failed" else st.caption)(say(state.sentence))


def status_words(state: jobs.RunState) -> str:
    """Return how a run is doing, for people who hear it: only what is new when its status is another."""
    told = say("{name}: {status}", name=state.settings.name, status=say(STATUS[state.status]))
    return f"{told}. {state.sentence}" if state.sentence else f"{told}."


def queue_words(state: jobs.RunState, place: jobs.Place) -> str:
    """Return where in the queue a run waits, and for how long where that can be told."""
    name, number, seconds = state.settings.name, place.number, place.seconds
    if seconds:
        return say(
            "**{name}** waits for its turn: number {number} in the queue, about {seconds:.0f} s",
            name=name,
            number=number,
            seconds=seconds,
        )
    return say("**{name}** waits for its turn: number {number} in the queue", name=name, number=number)


def progress_words(state: jobs.RunState) -> str:
    """Return how a run is doing, how far it is and how fast, and the time left while it learns."""
    name, status = state.settings.name, say(STATUS[state.status])
    if not (state.is_active or state.epoch):
        return say("**{name}**: {status}", name=name, status=status)
    far = {"epoch": state.epoch, "epochs": max(state.settings.epochs, 1), "pace": state.images_per_second}
    if state.is_active and state.seconds_left:
        return say(
            "**{name}**: {status} · epoch {epoch} of {epochs} · {pace:,.0f} pictures a second · {duration} left",
            name=name,
            status=status,
            duration=duration_words(state.seconds_left),
            **far,
        )
    return say(
        "**{name}**: {status} · epoch {epoch} of {epochs} · {pace:,.0f} pictures a second",
        name=name,
        status=status,
        **far,
    )


def duration_words(seconds: float) -> str:
    """Return a time in seconds, or in minutes where there are many."""
    if seconds < 100:
        return say("{seconds:.0f} s", seconds=seconds)
    return say("{minutes:.0f} min", minutes=seconds / 60)


def _done(state: jobs.RunState) -> float:
    """Return the share of a run that is done: by its epochs, or by the time it still takes where that is more."""
    share = state.epoch / max(state.settings.epochs, 1)
    if state.images and state.seconds_left and state.images_per_second:
        done = state.seconds * state.images_per_second
        share = max(share, done / (done + state.seconds_left * state.images_per_second))
    return min(share, 1.0)
