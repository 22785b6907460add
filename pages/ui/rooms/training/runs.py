"""A visitor's training runs: starting one, branching off, comparing them, taking one home."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from mnistnet import DataError, Network, jobs
from mnistnet.books.presets import PRESETS
from mnistnet.digits.sources import NAMED_SETS
from mnistnet.figures.learning import compared_curves
from mnistnet.jobs.curves import curves_of_history
from mnistnet.training import Settings
from mnistnet.words import mark, plural, say
from mnistnet.words.told import Told
from pages.ui.bench import accuracy, bench
from pages.ui.holdings import own_runs, shelf
from pages.ui.holdings.training_data import data_words, missing_download, prepared
from pages.ui.holdings.visitor import address, visitor
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import as_csv, show_sortable
from pages.ui.kit.tell import tell
from pages.ui.kit.text import file_name
from pages.ui.rooms.training.progress import STATUS
from pages.ui.state import keys, value_of

SPEED, ALL = "speed", "all"
SPEEDS = {"1": "1", "10": "10", "100": "100", "1000": "1,000", ALL: mark("all")}  # pictures a second
MEASURES = {"accuracy": mark("accuracy"), "loss": mark("loss")}


def watched() -> own_runs.Seen | None:
    """Return the run that the Training page shows: the active one, else the one on the bench, else none."""
    return own_runs.active() or shelf.trained(value_of(keys.NETWORK))


def _change_pace() -> None:
    """Let the active run go at the speed that was chosen."""
    seen = own_runs.active()
    if seen is not None:
        seen.run.pace(_pace())


def _pace() -> int:
    """Return how many pictures a second are wanted; 0 for as many as can be."""
    speed = value_of(SPEED, ALL)
    return 0 if speed == ALL else int(speed)


def start_buttons(settings: Settings | None, data: str) -> None:
    """Show the buttons that start a run from the beginning, or as a branch of what is on the bench."""
    busy = own_runs.active() is not None
    off = settings is None or busy or bool(missing_download(data))
    st.button(
        say("Train"),
        key="train",
        type="primary",
        disabled=off,
        icon=":material/play_arrow:",
        on_click=start,
        args=(settings, data),
    )
    choices.segmented(
        say("Pictures a second"),
        SPEEDS,
        key=SPEED,
        default=ALL,
        on_change=_change_pace,
        help=say(
            "How fast it learns, also while it runs. Weights change once a batch: with batches of 100 and 10 pictures "
            "a second that is every 10 seconds. To see what a single picture does, pause and press “One image”."
        ),
    )
    seen, epoch = shelf.trained(value_of(keys.NETWORK)), bench.network().epoch
    if seen is not None and not busy and settings is not None:
        if seen.state.status in ("stopped", "interrupted"):
            st.button(say("Resume"), key="resume", on_click=_resume, args=(seen.run,))
        st.button(
            say("Branch from epoch {epoch}", epoch=epoch),
            key="branch",
            on_click=branch,
            args=(seen.run, epoch, settings),
            help=say("Go on from the epoch on the bench with the settings chosen here; the old run stays beside it."),
        )


def fetch_first(data: str) -> None:
    """Where the chosen digits are not here yet, offer to fetch them, with a progress bar."""
    sentence = missing_download(data)
    if not sentence:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(sentence)
        if not st.button(say("Fetch them"), key="fetch", icon=":material/download:"):
            return
    from mnistnet.digits.full_set import fetch_mnist

    bar = st.progress(0.0, text=say("Fetching the digits …"))
    try:
        fetch_mnist(lambda done, total: bar.progress(done / total, text=_fetched_words(done, total)))
    except DataError as reason:
        tell(reason)
        return
    st.rerun()


def _fetched_words(done: int, total: int) -> str:
    return say("{done:.1f} of {total:.1f} MB", done=done / 1e6, total=total / 1e6)


def take_home(seen: own_runs.Seen) -> None:
    """Offer the network of a run as a file, and the run for deletion once it is over."""
    if seen.state.is_active or not seen.epochs:
        return
    run = seen.run
    name = run.spec.settings.name
    network = bench.network() if bench.network().name == name else shelf.network(name)
    preset = next((p for p in PRESETS.values() if p.settings.layers == run.spec.settings.layers), None)
    learned = say("It learned from {digits}.", digits=data_words(run.spec.data))
    told = preset is not None and run.spec.data in NAMED_SETS
    with st.container(horizontal=True, vertical_alignment="center"):
        reads = accuracy.at_epoch(network)
        st.caption(f"{reads} {say(preset.book_says) if preset and told else learned}", width="stretch")
        accuracy.offer_readings(network)
    with st.container(horizontal=True):
        st.download_button(
            say("Take the run home (.npz)"),
            partial(jobs.run_file, run),
            file_name=f"{file_name(network.name)}.npz",
            mime="application/octet-stream",
            key="take_home",
            on_click="ignore",
            help=say("The network with every epoch that was kept: bring it back on the page My networks."),
        )
        st.button(say("Delete this run"), key="delete", on_click=_delete, args=(run,))


def compare() -> None:
    """Show all of the visitor's runs over each other, and their settings and results in a table."""
    runs = [one for one in own_runs.seen() if one.epochs]
    if not runs:
        return
    st.header(say("Your runs side by side"), anchor=False)
    networks = {name: shelf.network(name) for name in (one.run.spec.settings.name for one in runs)}
    measure = choices.segmented(say("Compare"), MEASURES, key="compare_by")
    curves = {name: curves_of_history(net.training.history, measure) for name, net in networks.items()}
    show_figure(
        compared_curves({n: c.get("validation", c["training"]) for n, c in curves.items() if c}, measure=measure),
        "compared",
        alt=compared_words(measure, len(runs)),
    )
    table = pd.DataFrame([_row(one, networks[one.run.spec.settings.name]) for one in runs])
    show_sortable(table, "runs", say("Settings and results of your runs"))
    st.download_button(say("Table as CSV"), as_csv(table), "runs.csv", key="runs_csv", on_click="ignore")


def compared_words(measure: str, count: int) -> str:
    """Return what the curves of so many runs show."""
    if measure == "loss":
        return plural(
            "The loss of {n} run on the validation digits, epoch by epoch.",
            "The loss of {n} runs on the validation digits, epoch by epoch.",
            count,
        )
    return plural(
        "The accuracy of {n} run on the validation digits, epoch by epoch.",
        "The accuracy of {n} runs on the validation digits, epoch by epoch.",
        count,
    )


def _row(seen: own_runs.Seen, network: Network) -> dict[str, object]:
    """Return what the table says of one run."""
    run, settings, last = seen.run, seen.state.settings, network.training.history[-1]
    return {
        say("name"): settings.name,
        say("layers"): "-".join(str(plan.units) for plan in settings.layers if plan.units),
        say("optimiser"): settings.optimiser,
        say("learning rate"): settings.learning_rate,
        say("batch"): settings.batch_size,
        say("epochs"): last["epoch"],
        say("training accuracy"): last["accuracy"],
        say("validation accuracy"): last.get("validation_accuracy"),
        say("learned from"): data_words(run.spec.data),
        say("seconds"): round(seen.state.seconds, 1),
        say("from"): _parent_words(run),
        say("status"): say(STATUS[seen.state.status]),
    }


def _parent_words(run: jobs.Run) -> str:
    """Return where a branch began; nothing for a run from the beginning."""
    if not run.spec.parent:
        return ""
    try:
        parent = jobs.find_run(run.spec.parent).spec.settings.name
    except DataError:
        return say("epoch {epoch} of a run that is gone", epoch=run.spec.parent_epoch)
    return say("epoch {epoch} of {name}", epoch=run.spec.parent_epoch, name=parent)


def start(settings: Settings, data: str) -> None:
    """Ask, from a callback, for a run from the beginning."""

    def begin(name: str) -> None:
        run = jobs.start_run(settings.replace(name=name), prepared(data), visitor(), address=address())
        run.pace(_pace())

    _asked(begin, settings.name)


def branch(run: jobs.Run, epoch: int, settings: Settings) -> None:
    """Ask, from a callback, for a run that goes on from an epoch of another one, with other settings."""
    old = run.spec.settings

    def ask(name: str) -> None:  # the settings chosen here may not suit the layers of the run
        kept = settings.replace(layers=old.layers, along_rows=old.along_rows, name=name)
        jobs.branch(run, epoch, kept, visitor(), address())

    _asked(ask, old.name)


def _resume(run: jobs.Run) -> None:
    _asked(lambda _: jobs.resume(run), run.spec.settings.name)


def _asked(ask: Callable[[str], object], name: str) -> None:
    """Do what was asked, under a free name; where that is impossible say why."""
    names = {one.run: one.run.spec.settings.name for one in own_runs.seen()}
    try:
        ask(shelf.free_name(name))
    except (Told, ValueError) as reason:
        tell(reason, passing=True)
    for run in names.keys() - set(jobs.runs(visitor())):
        st.toast(say("Your oldest run made room and is gone: {name}.", name=names[run]), icon=":material/delete:")


def _delete(run: jobs.Run) -> None:
    jobs.delete(run)
    bench.put_on_bench("scratch")
