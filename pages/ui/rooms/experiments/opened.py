"""One training of a sweep, opened: what it was told, how it did, and its network, trained again, on the bench."""

import streamlit as st

from mnistnet import jobs
from mnistnet.sweeps.called import setting_words
from mnistnet.sweeps.recipe import COUNT, settings_of
from mnistnet.words import say
from mnistnet.words.told import Told
from pages.ui.bench import bench
from pages.ui.holdings import own_runs, shelf
from pages.ui.holdings.visitor import address, visitor
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.rooms.experiments.results import Results
from pages.ui.state import mine

REFRESH = 1.0  # seconds between looks at a training


def show_opened(results: Results, number: int) -> None:
    """Say what the chosen training was and how it did, and offer its network."""
    point = results.points[number - 1]
    row = results.rows.get(point.digest)
    if row is None:
        st.caption(say("This training has not been computed yet."))
        return
    varied = tuple((name, point.value(name)) for name in results.plan.axes)
    words = say(
        "Training {number}: {setting}, seed {seed}.",
        number=number,
        setting=setting_words(varied),
        seed=point.repeat + 1,
    )
    if row.trouble:
        st.caption(paragraph(words, say("It failed: {why}", why=row.trouble)))
        return
    figures = say(
        "It reads {right:share} of the test digits, and read {learned:share} of those that it learned from.",
        right=row.figures["accuracy"],
        learned=row.figures["training_accuracy"],
    )
    st.caption(paragraph(words, figures))
    busy = own_runs.active() is not None
    st.button(
        say("Train it again and put it on the bench"),
        key="retrain",
        icon=":material/science:",
        on_click=_retrain,
        args=(results, number),
        disabled=busy,
        help=say("The same settings and the same seed: on the same kind of processor the very same network."),
    )


def _retrain(results: Results, number: int) -> None:
    """Ask, from a callback, for the training of a point in a worker."""
    point = results.points[number - 1]
    settings = settings_of(dict(point.values), point.seed)
    name = shelf.free_name(say("{plan} {number}", plan=results.plan.name, number=number))
    try:
        run = jobs.start_run(
            settings.replace(name=name, book=""),
            results.plan.data,
            visitor(),
            address=address(),
            count=point.value(COUNT, 0),
        )
    except (Told, ValueError) as reason:
        tell(reason, passing=True)
    else:
        mine().retrained = run.identity


def follow_training() -> None:
    """While a network of this page trains say so; then lay it on the bench."""
    seen = next((one for one in own_runs.seen() if one.run.identity == mine().retrained), None)
    if seen is not None:
        st.fragment(_follow, run_every=REFRESH)(seen.run)


def _follow(run: jobs.Run) -> None:
    run.keep_alive()
    state = own_runs.look_again(run)
    if state.is_active:
        st.caption(
            say(
                "“{name}” trains: epoch {epoch} of {epochs}.",
                name=state.settings.name,
                epoch=state.epoch,
                epochs=state.settings.epochs,
            )
        )
        return
    mine().retrained = ""
    if state.status == "finished":
        bench.put_on_bench(run.spec.settings.name)
    st.rerun()
