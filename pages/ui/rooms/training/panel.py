"""A training run while it learns: its progress, its controls, its curves and its weights, refreshed by themselves."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from mnistnet import DataError, Network, jobs
from mnistnet.books.presets import PRESETS
from mnistnet.figures.confusion import confusion
from mnistnet.figures.learning import layer_health, learning_curves, weight_histograms
from mnistnet.figures.maps import mosaic
from mnistnet.jobs.curves import curves_of_history, curves_of_reports, marks_of
from mnistnet.neurons import weight_pictures
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import common_limit, scale_words, side_by_side
from pages.ui.holdings import own_runs
from pages.ui.kit.pictures import Grid, show_figure
from pages.ui.kit.tell import tell
from pages.ui.kit.viewport import is_half, room
from pages.ui.rooms.training.one_step import learning_as_code
from pages.ui.state import mine, value_of

REFRESH, GLANCE = 1.0, 10.0  # seconds between looks at a run, on the Training page and from elsewhere
SHOWN = 25  # first-layer nodes
MARKS = {"finished": ":material/check:", "failed": ":material/error:", "stopped": ":material/stop:"}


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
            status=state.status,
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
    _progress(run, state)
    if state.is_active:
        _controls(run, state)
    reports = _reports(run)
    try:
        network = run.network()
    except DataError:
        st.caption(say("The network is being made."))
        return
    last = next((row for row in reversed(reports) if row.get("gradient_sizes")), None)
    counts = next((row["confusion"] for row in reversed(reports) if row.get("confusion")), None)
    curves = {measure: curves_of_reports(reports, measure) for measure in ("loss", "accuracy")}
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
        st.caption(PRESETS[network.name].book_says)
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


def picture(
    curves: Mapping[str, Any],
    marks: list[tuple[float, str]],
    network: Network,
    epoch: int | None,
    ending: str = "",
    limit: float | None = None,
) -> None:
    """Show loss and accuracy beside the weights of the first layer, or over them where there is half a page.

    `ending` ends the keys of the figures, `limit` is the weight of full colour.
    """
    left, right = (st.container(), st.container()) if is_half() else st.columns(2, gap="medium")
    with left:
        for measure, named in curves.items():
            last = {name: values[-1] for name, (_, values) in named.items() if values}
            words = ", ".join(f"{name} {value:.3g}" for name, value in last.items() if value is not None)
            show_figure(
                learning_curves(named, measure=measure, marks=marks, epoch=epoch, height=220),
                f"curve_{measure}{ending}",
                alt=say(
                    "{capitalize} against the epoch; at the end: {words}.", capitalize=measure.capitalize(), words=words
                ),
            )
    with right:
        weights = weight_pictures(network)[:SHOWN]
        show_figure(
            mosaic(weights, [str(n) for n in range(len(weights))], unit="weight", limit=limit, **_five()),
            f"first_weights{ending}",
            alt=say("The weights of the first {n} nodes of the first layer as pictures.", n=len(weights)),
        )
        st.caption(
            say(
                "What the first {n} nodes ask of every pixel: orange wants ink, blue wants none. Before training "
                "this is noise. {scale_words}",
                n=len(weights),
                scale_words=scale_words(limit),
            )
        )


def details(
    network: Network, untrained: Network | None, report: Mapping[str, Any] | None, counts: list[list[int]] | None
) -> None:
    """Show how weights are spread, how healthy the layers are, and what is taken for what.

    `untrained` is None where nothing is known of the time before training.
    """
    names = [say("layer {k}", k=k) for k in range(1, len(network.dense_layers) + 1)]
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{_spread_of(network, untrained)}**")
        start = [] if untrained is None else [layer.weights for layer in untrained.dense_layers]
        show_figure(
            weight_histograms([layer.weights for layer in network.dense_layers], start, names),
            "histograms",
            alt=say(
                "How the weights of each layer are spread. {_spread_of}.", _spread_of=_spread_of(network, untrained)
            ),
        )
        line = say("Nothing is known of them before training.") if untrained is None else say("Line: before training.")
        st.caption(say("Filled: now. {line} Each layer on its own scale, from its most negative weight on.", line=line))
        if report:
            st.markdown(say("**Gradient per weight, and stuck nodes**"))
            show_figure(
                layer_health(report["gradient_sizes"], report["inactive"], report["saturated"], names),
                "health",
                alt="; ".join(f"{n}: gradient {g:.2g}" for n, g in zip(names, report["gradient_sizes"], strict=True)),
            )
            st.caption(
                say("*Inactive* nodes learn from no picture any more; *saturated* ones sit where their slope is flat.")
            )
    with right:
        if counts:
            st.markdown(say("**What it takes for what** (validation digits)"))
            show_figure(confusion(np.array(counts)), "confusion", alt=say("Confusion matrix on the validation digits."))


def _spread_of(network: Network, untrained: Network | None) -> str:
    """Return whose weights the histograms show, and when."""
    when = "" if network.epoch is None else say(", epoch {epoch}", epoch=network.epoch)
    return (
        say("Weights of {name}{when}", name=network.name, when=when)
        if untrained is None
        else say("Weights of {name}{when}, and before", name=network.name, when=when)
    )


def _progress(run: jobs.Run, state: jobs.RunState) -> None:
    """Show how far the run is, how fast, and how long it will still take."""
    total = max(state.settings.epochs, 1)
    words = f"**{state.settings.name}**: {state.status}"
    if state.status == "queued" and (place := jobs.place_in_queue(run)).number:
        wait = say(", about {seconds:.0f} s", seconds=place.seconds) if place.seconds else ""
        words = say(
            "**{name}** waits for its turn: number {number} in the queue{wait}",
            name=state.settings.name,
            number=place.number,
            wait=wait,
        )
    elif state.is_active or state.epoch:
        left = (
            say(" · {_duration} left", _duration=_duration(state.seconds_left))
            if state.seconds_left and state.is_active
            else ""
        )
        words += say(
            " · epoch {epoch} of {total} · {images_per_second:,.0f} pictures a second{left}",
            epoch=state.epoch,
            total=total,
            images_per_second=state.images_per_second,
            left=left,
        )
    share = state.epoch / total
    if state.images and state.seconds_left and state.images_per_second:
        done = state.seconds * state.images_per_second
        share = min(max(share, done / (done + state.seconds_left * state.images_per_second)), 1.0)
    st.progress(min(share, 1.0), text=words)
    if state.sentence and state.status != "stopped":
        (st.error if state.status == "failed" else st.caption)(state.sentence)


def _controls(run: jobs.Run, state: jobs.RunState) -> None:
    """Show what can be done to a run while it learns."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if state.status == "paused":
            st.button(say("Go on"), key="go_on", icon=":material/play_arrow:", on_click=run.go_on)
            for unit in ("image", "batch", "epoch"):
                st.button(say("One {unit}", unit=unit), key=f"step_{unit}", on_click=run.step, args=(unit,))
        else:
            st.button(say("Pause"), key="pause", icon=":material/pause:", on_click=run.pause)
        st.button(say("Stop"), key="stop", icon=":material/stop:", on_click=run.stop)
        with st.popover(say("Change while it learns")):
            for name, label, low, high in (
                ("learning_rate", say("Learning rate"), 0.0, 1000.0),
                ("momentum", say("Momentum"), 0.0, 1.0),
                ("l2", "L2", 0.0, 10.0),
                ("dropout", say("Dropout"), 0.0, 0.95),
            ):
                st.number_input(
                    label,
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


def _reports(run: jobs.Run) -> list[Mapping[str, Any]]:
    """Return all reports of a run, reading only what has come since the last time."""
    before, offset = mine().reports.get(run.identity, ([], 0))
    fresh, offset = run.progress(offset)
    rows = [*before, *fresh]
    mine().reports[run.identity] = rows, offset
    return jobs.without_undone(rows)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else say("{seconds:.0f} min", seconds=seconds / 60)


def _five() -> Grid:
    """Return five tiles side by side in half the page, or in a phone's whole width."""
    return {"across": 5, "tile": min(round(room(820) / 5 * 28 / 30), 66)}
