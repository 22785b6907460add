"""The Trust page: the measurement that all visitors share, its controls, and the words for its figures."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from mnistnet import Digits, Network
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, Score
from mnistnet.faithfulness.measures import MEASURES, Measure, alarm, written
from mnistnet.faithfulness.measuring import Measurement
from mnistnet.faithfulness.paper import citations, csv_text, score_table
from mnistnet.faithfulness.verdict import figures_of, headline, judge, judged_views, nearest, row_title, title_of
from mnistnet.figures.scoreboard import score_grid
from mnistnet.words import mark, say
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.kit.viewport import is_half, is_phone
from pages.ui.state import mine

METHODS = IN_UNITS_OF_THE_NODE
FIRST, SECONDS, MORE, MOST = 3, 2.0, 20, 200
Measurements = Mapping[Network, Measurement]
ICONS = {"exact": "✓", "sure": "✓", "pattern": "≈", "rough": "?", "wrong": "✗", "unknown": "–"}
YARDSTICK = mark(
    "Shapley's value is the yardstick: what a pixel changes on average when all pixels enter in "
    "random order. It always adds up to what truly happened."
)


@kept(max_entries=32, ttl="12h")
def measurement(network: Network, digits: Digits) -> Measurement:
    """Return the measurement of a network, the same for every visitor."""
    order = np.random.default_rng(0).permutation(len(digits))[:MOST]
    return Measurement(network, digits.images[order], judged_views(network), nodes=5, reference_toggles=64)


def measurements(networks: Sequence[Network]) -> dict[Network, Measurement]:
    """Return the measurements of the networks on the bench."""
    return {network: measurement(network, results.test_digits()) for network in networks}


def pulse(samples: Measurements) -> float | None:
    """Begin to measure where nothing has been measured; return how often to look while it runs, None at rest."""
    for sample in samples.values():
        sample.look()
        if not sample.digits and not sample.running:
            sample.more(FIRST, within=SECONDS)
            mine().trust_waits = True
    running = mine().trust_runs = _running(samples)
    return 0.7 if running else None


def _running(samples: Measurements) -> bool:
    return any(sample.running for sample in samples.values())


def scores_of(samples: Measurements) -> dict[Network, tuple[Score, ...]]:
    """Return the scores so far; whoever opens the page first waits a moment for the first digit."""
    if mine().trust_waits:
        mine().trust_waits = False
        for sample in samples.values():
            sample.wait_for_first(SECONDS)
    return {network: sample.scores() for network, sample in samples.items()}


def keep_pace(samples: Measurements) -> None:
    """Run the page once more where the measurement has begun or ended since it was drawn."""
    for sample in samples.values():
        sample.look()
    trouble = any(sample.trouble for sample in samples.values())
    if _running(samples) != mine().trust_runs and not trouble:
        st.rerun()


def show_progress(samples: Measurements) -> None:
    """Show on how many digits the figures stand, with the button for more, or the progress and a way to stop."""
    known = list(samples.values())
    for sample in known:
        if sample.trouble:
            st.error(say("The measurement had to stop: {trouble}", trouble=sample.trouble), icon=":material/error:")
    slowest = next((sample for sample in known if sample.running), None)
    if slowest is not None:
        st.progress(slowest.digits / max(slowest.target, 1), text=_pace(slowest), width=260)
        st.button(say("Stop"), key="stop_measuring", icon=":material/stop:", on_click=_stop, args=(known,))
        return
    st.button(
        say("Measure {count} more", count=MORE),
        key="measure_more",
        icon=":material/add:",
        on_click=_more,
        args=(known,),
        disabled=all(sample.digits >= sample.most for sample in known),
        help=say("Random test digits. What has been measured stays, for you and for every other visitor."),
    )
    counts = " and ".join(str(sample.digits) for sample in known)
    st.markdown(say("measured on **n = {counts}**", counts=counts), width="content")


def _more(samples: Sequence[Measurement]) -> None:
    for sample in samples:
        sample.more(MORE)


def _stop(samples: Sequence[Measurement]) -> None:
    for sample in samples:
        sample.stop()


def _pace(sample: Measurement) -> str:
    left = sample.seconds_left
    estimate = (
        "" if left is None else say(", about {left:.0f} s to go", left=left) if left >= 1 else say(", nearly done")
    )
    return say("{digits} of {target} digits{estimate}", digits=sample.digits, target=sample.target, estimate=estimate)


def _digits(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def choose_measure() -> Measure:
    """Show the switch between the measures and return the one chosen."""
    name = choices.segmented(
        say("Measure"),
        list(MEASURES),
        key="measure",
        default=next(iter(MEASURES)),
        format_func=lambda one: say(MEASURES[one].short),
    )
    return MEASURES[name]


def choose_judged() -> str:
    """Show the choice of the method on which the verdict is given and return its name."""
    return choices.select(say("The verdict on"), METHODS, key="judged", format_func=title_of, width=190)


def show_verdict(scores: Sequence[Score], method: str) -> None:
    """Say what to believe of a method's maps: in one line, then layer by layer with the figures."""
    verdicts = judge(scores, method)
    if not verdicts:
        st.info(say("{method} does not apply to this network.", method=title_of(method)), icon=":material/info:")
        return
    short = headline(verdicts)
    st.markdown(f"**{title_of(method)}: {short}.**")
    st.markdown("  \n".join(f"{ICONS[one.level]} At **{one.view}** {one.sentence}" for one in verdicts))
    st.caption(f"{nearest(scores)} {say(YARDSTICK)}")


def about_scores(network: Network, sample: Measurement) -> str:
    """Return what a reader of the scoreboard has to know, with the views that are not measured."""
    text = say(
        "Mean over {_digits} and all nodes, against blank paper. Calm cells are good, loud ones bad. "
        "“Shapley again” is a second run of the yardstick: nothing can be seen to be better than that.",
        _digits=_digits(sample.digits, "test digit"),
    )
    views = [view for view in network.views if view not in sample.views]
    if not views:
        return text
    widest = max(nodes_of(network, view) for view in views)
    return say(
        "{text} Not measured: {join}, with up to {widest:,} nodes, which would take too long. At a1 the "
        "one-pixel map of any network is exact, because pixels only add up there.",
        text=text,
        join=", ".join(views),
        widest=widest,
    )


def nodes_of(network: Network, view: str) -> int:
    """Return how many nodes a view has."""
    return int(np.prod(network.view_shapes[view]))


def score_figure(scores: Sequence[Score], measure: Measure, views: Sequence[str]) -> go.Figure:
    """Return the scoreboard of one measure; the words on hover tell all measures."""
    figures = figures_of(scores, METHODS, views, measure.name)
    found = {(score.method, score.view): score for score in scores}
    return score_grid(
        [[written(measure, value) for value in row] for row in figures],
        alarm(measure, figures),
        [row_title(name) for name in METHODS],
        views,
        hover=[[_words(found.get((name, view))) for view in views] for name in METHODS],
        size=11 if is_phone() or is_half() else 13,
    )


def _words(score: Score | None) -> str:
    if score is None:
        return ""
    lines = [f"{say(one.short)}: {written(one, getattr(score, one.name))}" for one in MEASURES.values()]
    return "<br>".join([f"<b>{row_title(score.method)}, {score.view}</b>", *lines])


def offer_table(network: Network, sample: Measurement) -> None:
    """Offer the scoreboard for a paper: CSV, LaTeX and the sources to cite."""
    scores = sample.scores()
    facts = {"network": network.name, "epoch": network.epoch, "digest": network.digest, "baseline": "blank"}
    facts |= {"digits": digit_sets.digest()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = {one: measure.title for one, measure in MEASURES.items()}
        name = choices.select(say("Table of"), titles, key="table_of", width=330)
        st.download_button(
            say("All figures as CSV"),
            csv_text(scores, facts),
            file_name=f"trust_{network.digest}.csv",
            mime="text/csv",
            key="csv",
            icon=":material/download:",
            on_click="ignore",
            disabled=not scores,
        )
    measure = MEASURES[name]
    caption = say(
        "{upper}{title}, network {name} ({digest}), blank baseline, mean over {_digits} {along_or_own}.",
        upper=measure.title[0].upper(),
        title=measure.title[1:],
        name=network.name,
        digest=network.digest,
        _digits=_digits(sample.digits, digit_sets.words_for("MNIST digit", "MNIST test digit", "test digit")),
        along_or_own=digit_sets.words_for(
            "not seen in training", "not seen in training", f"of a set of my own ({digit_sets.digest()[:12]})"
        ),
    )
    latex, sources = st.tabs([say("LaTeX"), say("What to cite")])
    latex.code(score_table(scores, measure, caption), language="latex", wrap_lines=True)
    sources.code("\n".join(citations(METHODS)), language=None, wrap_lines=True)
