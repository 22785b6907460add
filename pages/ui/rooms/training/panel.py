"""A training run while it learns: its progress, its controls, its curves and its weights, refreshed by themselves."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mnistnet import DataError, Network, jobs
from mnistnet.books.presets import PRESETS
from mnistnet.jobs.curves import curves_of_history, curves_of_reports, marks_of
from mnistnet.neurons import weight_pictures
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import common_limit, side_by_side
from pages.ui.holdings import own_runs
from pages.ui.rooms.training.controls import offer_smaller_rate, show_controls
from pages.ui.rooms.training.one_step import learning_as_code
from pages.ui.rooms.training.pictures import SHOWN, details, picture
from pages.ui.rooms.training.progress import STATUS, show_progress
from pages.ui.rooms.training.runs import branch
from pages.ui.state import mine

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
    if was_active and not state.is_active:
        bench.put_on_bench(run.spec.settings.name)
        st.rerun()
    show_progress(run, state)
    if state.is_active:
        show_controls(run, state)
    reports = _reports(run)
    try:
        network = run.network()
    except DataError:
        st.caption(say("The network is being made."))
        return
    last = next((row for row in reversed(reports) if row.get("gradient_sizes")), None)
    counts = next((row["confusion"] for row in reversed(reports) if row.get("confusion")), None)
    curves = {measure: curves_of_reports(reports, measure) for measure in ("loss", "accuracy")}
    offer_smaller_rate(run, state, [*network.training.history, *reports], branch)
    if state.is_active or bench_epoch(run) is None or bench.beside() is None:
        picture(curves, marks_of(reports), network, None if state.is_active else bench_epoch(run))
    else:
        pictures_of_bench()
    if not state.is_active:
        learning_as_code(network)
    details(network, run.network(run.epochs[0]) if run.epochs else network, last, counts)


def bench_epoch(run: jobs.Run) -> int | None:
    """Return the epoch at which the bench looks, if it looks at this run."""
    return bench.network().epoch if bench.network().name == run.spec.settings.name else None


def picture_of_bench() -> None:
    """Show how the network on the bench learned."""
    pictures_of_bench()
    network = bench.network()
    learning_as_code(network)
    if network.name in PRESETS:
        st.caption(say(PRESETS[network.name].book_says))
    if network.name == "scratch":
        st.page_link("my_networks.py", label=say("Bring the book's own weights"), icon=":material/menu_book:")
    details(network, bench.untrained_network() if bench.control_is() == "untrained" else None, None, None)


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
