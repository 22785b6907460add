"""A training run while it learns: its progress, its controls, its curves and its weights, refreshed by themselves."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mnistnet import DataError, Network, jobs
from mnistnet.books.presets import PRESETS
from mnistnet.jobs.curves import curves_of_history, curves_of_reports, marks_of
from mnistnet.neurons import weight_pictures
from mnistnet.words import say
from pages.ui.bench import accuracy, bench
from pages.ui.bench.side_by_side import common_limit, side_by_side
from pages.ui.holdings import own_runs
from pages.ui.kit import choices
from pages.ui.kit.live import announce
from pages.ui.kit.text import paragraph
from pages.ui.rooms.training import advice, moment
from pages.ui.rooms.training.controls import offer_smaller_rate, show_controls
from pages.ui.rooms.training.one_image import show_nudge
from pages.ui.rooms.training.one_step import learning_as_code
from pages.ui.rooms.training.pictures import SHOWN, details, picture
from pages.ui.rooms.training.progress import STATUS, show_progress, status_words
from pages.ui.rooms.training.runs import branch
from pages.ui.state import keys, mine

REFRESH, GLANCE = 1.0, 10.0  # seconds between looks at a run, on the Training page and from elsewhere


def follow(seen: own_runs.Seen) -> None:
    """Show a run; as long as it is active the panel refreshes itself and keeps the run alive."""
    active = seen.state.is_active
    st.fragment(_panel, run_every=REFRESH if active else None)(seen.run, active, [seen.state])


def watch_over() -> None:
    """Say in the side panel how an active run is doing, on every page, and keep it alive."""
    seen = own_runs.active()
    if seen is not None:
        with st.sidebar:
            st.fragment(_glance, run_every=GLANCE)(seen.run, [seen.state])


def _glance(run: jobs.Run, known: list[jobs.RunState]) -> None:
    state = _state_now(run, known)
    announce(status_words(state), "run_live")
    st.caption(
        say(
            "{name}: {status}, epoch {epoch} of {epochs}",
            name=state.settings.name,
            status=say(STATUS[state.status]),
            epoch=state.epoch,
            epochs=state.settings.epochs,
        )
    )


def _state_now(run: jobs.Run, known: list[jobs.RunState]) -> jobs.RunState:
    """Return what the rerun of the page has seen, and from the panel's second look on what is true by then."""
    run.keep_alive()
    return known.pop() if known else own_runs.look_again(run)


def _panel(run: jobs.Run, was_active: bool, known: list[jobs.RunState]) -> None:
    state = _state_now(run, known)
    reports = _reports(run)
    if was_active and not state.is_active:
        _lay_on_bench(run, state, reports)
        st.rerun()
    show_progress(run, state)
    announce(status_words(state), "run_live")
    if state.is_active:
        show_controls(run, state)
    try:
        seen = moment.now(run, reports) if state.is_active else moment.after(run, _epoch(run), reports)
    except DataError:
        st.caption(say("There is no network yet."))
        return
    good = moment.last_good(run, reports) if state.status == "failed" else None
    offer_smaller_rate(run, state, good, branch)
    advice.show(run, state, moment.until(good, reports))
    st.caption(_when_words(state, seen, good))
    if state.is_active:
        show_nudge(run)
    curves = {measure: curves_of_reports(reports, measure) for measure in ("loss", "accuracy")}
    if state.is_active or bench_epoch(run) is None or bench.beside() is None:
        picture(curves, marks_of(reports), seen.network, None if state.is_active else seen.network.epoch)
    else:
        pictures_of_bench()
    if not state.is_active:
        learning_as_code(seen.network)
    details(seen, run.network(run.epochs[0]) if run.epochs else seen.network)


def _lay_on_bench(run: jobs.Run, state: jobs.RunState, reports: moment.Rows) -> None:
    """Lay a run that is over on the bench; one that lost its way as it was after its last good epoch."""
    name = run.spec.settings.name
    bench.put_on_bench(name)
    good = moment.last_good(run, reports) if state.status == "failed" else None
    if good is not None:
        choices.recall({keys.epoch_of(name): str(good)})


def _epoch(run: jobs.Run) -> int:
    """Return the epoch at which a run that is over is looked at: that of the bench, if it lies there, or its last."""
    on_bench, kept = bench_epoch(run), run.epochs
    if not kept:
        raise DataError(say("There is no network yet."))
    return kept[-1] if on_bench is None else on_bench


def _when_words(state: jobs.RunState, seen: moment.Moment, good: int | None) -> str:
    """Return to which moment everything below belongs."""
    if state.is_active:
        return say("Below, the network as it was last written down, after {moment}.", moment=seen.words)
    below = say("Below, everything belongs to {moment}; another epoch of the bench shows another.", moment=seen.words)
    if good is None:
        return below
    last = say("Its last good epoch is {good}; after it the loss rose beyond all bounds.", good=good)
    return paragraph(last, below)


def bench_epoch(run: jobs.Run) -> int | None:
    """Return the epoch at which the bench looks, if it looks at this run."""
    return bench.network().epoch if bench.network().name == run.spec.settings.name else None


def picture_of_bench() -> None:
    """Show how the network on the bench learned."""
    pictures_of_bench()
    network = bench.network()
    learning_as_code(network)
    book = say(PRESETS[network.name].book_says) if network.name in PRESETS else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(paragraph(accuracy.at_epoch(network), book), width="stretch")
        accuracy.offer_readings(network)
    if network.name == "scratch":
        st.page_link("my_networks.py", label=say("Bring the book's own weights"), icon=":material/menu_book:")
    details(moment.of(network), bench.untrained_network() if bench.control_is() == "untrained" else None)


def pictures_of_bench() -> None:
    """Show how each network on the bench learned, and its weights at its epoch."""
    limit = common_limit(lambda one: weight_pictures(one)[:SHOWN])

    def show(one: Network, ending: str) -> None:
        whole = bench.latest_network(one).training.history
        curves = {measure: curves_of_history(whole, measure) for measure in ("loss", "accuracy")} if whole else {}
        if not whole:
            missing = say("Nothing is known of how this network learned: its file holds no curves.")
            st.info(missing, icon=":material/timeline:")
        picture(curves, [], one, one.epoch, ending, limit)

    side_by_side(show)


def _reports(run: jobs.Run) -> list[Mapping[str, Any]]:
    """Return all reports of a run, reading only what has come since the last time."""
    before, offset = mine().reports.get(run.identity, ([], 0))
    fresh, offset = run.progress(offset)
    rows = [*before, *fresh]
    mine().reports[run.identity] = rows, offset
    return jobs.without_undone(rows)
