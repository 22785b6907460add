"""A small sweep of the visitor's own: one setting with several values, some seeds, computed by a worker."""

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

import streamlit as st

from mnistnet import jobs
from mnistnet.books.presets import PRESETS
from mnistnet.sweeps import Plan
from mnistnet.sweeps.called import AXES
from mnistnet.training import INITIALISATIONS, OPTIMISERS
from mnistnet.words import say
from mnistnet.words.told import Told
from pages.ui.holdings import own_runs
from pages.ui.holdings.visitor import address, visitor
from pages.ui.kit import choices
from pages.ui.kit.live import announce
from pages.ui.kit.tell import tell
from pages.ui.state import keys, set_value

REFRESH, GLANCE = 2.0, 10.0  # seconds between looks at a sweep, here and from other pages
BASES = ("scratch", "your-own", "nielsen")
# What can be varied, with the values that stand there at first.
VARIED: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "learning_rate": (0.05, 0.1, 0.2, 0.5),
        "hidden": (10, 30, 100),
        "epochs": (1, 2, 4),
        "batch_size": (10, 30, 100),
        "l2": (0, 0.0001, 0.001),
        "digits": (500, 1000, 2000, 4000),
        "optimiser": ("sgd", "momentum", "adam"),
        "initialisation": ("small", "standard", "glorot-uniform"),
    }
)
WORDS = {"optimiser": OPTIMISERS, "initialisation": INITIALISATIONS}


def ask() -> None:
    """Show what can be asked, and the button that starts it."""
    base = choices.select(say("Recipe"), {one: say(PRESETS[one].title) for one in BASES}, key="sweep_base", width=420)
    first, second, third, last = st.columns(4)
    with first:
        name = choices.select(say("Vary"), {one: say(AXES[one]) for one in VARIED}, key="sweep_vary")
    with second:
        values = choices.text(
            say("Values, with commas"),
            key="sweep_each_epochs" if name == "epochs" else f"sweep_{name}",  # "sweep_epochs" is how long all train
            default=", ".join(map(str, VARIED[name])),
            max_chars=80,
        )
    with third:
        seeds = choices.number(say("Seeds for each"), 1, 10, key="sweep_seeds", default=4)
    with last:
        epochs = choices.number(say("Epochs"), 1, 20, key="sweep_epochs", default=2, disabled=name == "epochs")
    plan = _plan(base, name, values, int(seeds), int(epochs))
    if plan is None:
        return
    busy = own_runs.active() is not None or active() is not None
    st.button(
        say("Start {n} trainings", n=len(plan)),
        key="sweep_start",
        type="primary",
        icon=":material/play_arrow:",
        on_click=_start,
        args=(plan,),
        disabled=busy,
    )


def _plan(base: str, name: str, text: str, seeds: int, epochs: int) -> Plan | None:
    """Return the plan that was asked for; None, and why, if it is impossible."""
    try:
        values = tuple(dict.fromkeys(_value(name, part.strip()) for part in text.split(",") if part.strip()))
        fixed = {"base": base} if name == "epochs" else {"base": base, "epochs": epochs}
        plan = Plan(say("my sweep"), repeats=seeds, settings=fixed, grid={name: values})
        plan.check_trainings()
    except (Told, ValueError) as reason:
        tell(reason)
        return None
    return plan


def _value(name: str, text: str) -> Any:
    """Return one value of a setting from what was typed; ValueError, with a sentence, if it is none."""
    if name in WORDS:
        return text
    try:
        return float(text) if name in ("learning_rate", "l2") else int(text)
    except ValueError:
        raise ValueError(say('Write numbers with commas between them, not "{text}".', text=text)) from None


def _start(plan: Plan) -> None:
    """Ask, from a callback, for the sweep, and show its results from now on."""
    try:
        run = jobs.start_sweep(plan, visitor(), address())
    except (Told, ValueError) as reason:
        tell(reason, passing=True)
    else:
        set_value(keys.EXPERIMENT, run.identity)


def active() -> own_runs.Seen | None:
    """Return the visitor's sweep that computes or waits, if there is one."""
    return next((one for one in own_runs.sweeps() if one.state.is_active), None)


def follow() -> None:
    """While a sweep computes say how far it is, and draw the page anew where points have arrived."""
    seen = active()
    if seen is not None:
        done = len(jobs.sweep_of(seen.run).rows())
        st.fragment(_follow, run_every=REFRESH)(seen.run, done)


def _follow(run: jobs.Run, done: int) -> None:
    run.keep_alive()
    state, sweep = own_runs.look_again(run), jobs.sweep_of(run)
    now, most = len(sweep.rows()), len(sweep.points)
    if now > done or not state.is_active:
        st.rerun()
    words = say("{done} of {most} trainings are done.", done=now, most=most)
    if state.status in ("queued", "starting"):
        words = say("Your sweep waits for its turn.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(now / most, text=words)
        st.button(say("Stop"), key="sweep_stop", icon=":material/stop:", on_click=run.stop)
    announce(words, "sweep_live")


def offer_rest() -> None:
    """Where a sweep was cut short say why, and offer to go on: what it has is kept."""
    seen = next(iter(own_runs.sweeps()), None)
    if seen is None or seen.state.status not in ("stopped", "interrupted", "failed"):
        return
    left = len(jobs.sweep_of(seen.run).missing())
    if not left:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("Your sweep ended early. {why}", why=say(seen.state.sentence)))
        st.button(say("Go on with {left} trainings", left=left), key="sweep_resume", on_click=_resume, args=(seen.run,))


def _resume(run: jobs.Run) -> None:
    try:
        jobs.resume(run)
    except Told as reason:
        tell(reason, passing=True)


def watch_over() -> None:
    """Keep an active sweep alive from every other page, and say in the side panel how far it is."""
    seen = active()
    if seen is not None:
        with st.sidebar:
            st.fragment(_glance, run_every=GLANCE)(seen.run)


def _glance(run: jobs.Run) -> None:
    run.keep_alive()
    sweep = jobs.sweep_of(run)
    st.caption(say("Experiments: {done} of {most} trainings", done=len(sweep.rows()), most=len(sweep.points)))


def larger_ones() -> str:
    """Return how sweeps beyond this server's limits are run."""
    words = say("Larger ones: write a plan, and `mnistnet sweep plan.toml --workers 4` computes it on your machine")
    if find_spec("distributed") is None:
        return say("{words}; `pip install 'mnistnet[sweeps]'` adds Dask, for a whole cluster.", words=words)
    return say("{words}, `--scheduler tcp://host:8786` on a Dask cluster.", words=words)
