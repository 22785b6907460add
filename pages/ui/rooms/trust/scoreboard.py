"""The Trust page: the measurement that all visitors share, its controls, and the words for its figures."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from mnistnet import Digits, Network
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, Score
from mnistnet.faithfulness.measures import MEASURES, Measure, alarm, written
from mnistnet.faithfulness.measuring import Measurement
from mnistnet.faithfulness.paper import citations, csv_text, score_table
from mnistnet.faithfulness.verdict import (
    ENOUGH,
    figures_of,
    headline,
    judge,
    judged_views,
    nearest,
    row_title,
    title_of,
)
from mnistnet.figures.scoreboard import score_grid
from mnistnet.words import mark, plural, say
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.holdings import digit_sets, results
from pages.ui.holdings.kept import kept
from pages.ui.kit import address, choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_half, is_phone
from pages.ui.state import mine, set_value

METHODS = IN_UNITS_OF_THE_NODE
FIRST, SECONDS, MORE, MOST = 3, 2.0, 20, 200
FIGURES = "figures"
BEHIND_FIGURES = ("measure", "judged")  # what links of earlier days ask for stands behind the switch
Measurements = Mapping[Network, Measurement]
ICONS = {"exact": "✓", "sure": "✓", "pattern": "~", "rough": "~", "wrong": "✗", "unknown": "~"}
YARDSTICK = mark(
    "Shapley's value is the yardstick: what a pixel changes on average when all pixels enter in "
    "random order. It always adds up to what truly happened."
)


def wants_figures() -> bool:
    """Show the switch that measures every method over many digits, and return whether it is on."""
    if address.asked(FIGURES) is None and any(address.asked(key) for key in BEHIND_FIGURES):
        set_value(FIGURES, True)
    return choices.toggle(
        say("Measure every method over many digits"),
        key=FIGURES,
        help=say("It goes on digit by digit while you look, a moment or some seconds each; you can stop it."),
    )


def show_figures(samples: Measurements) -> None:
    """Show what can be believed of which method at which layer; it grows while digits are measured."""
    st.fragment(partial(_show_figures, samples), run_every=pulse(samples))()


def _show_figures(samples: Measurements) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        judged = choose_judged()
        show_progress(samples)
    scores = scores_of(samples)
    if all(scores.values()):
        side_by_side(lambda one, ending: show_verdict(scores[one], judged), [*samples])
        measure = choose_measure()
        side_by_side(lambda one, ending: _show_scores(scores[one], measure, samples[one].views, ending), [*samples])
        network = next(iter(samples))
        st.caption(paragraph(say(measure.sentence), about_scores(network, samples[network])))
    keep_pace(samples)


def _show_scores(scores: Sequence[Score], measure: Measure, views: Sequence[str], ending: str) -> None:
    alt = paragraph(say("A table of methods and layers."), say(measure.sentence), nearest(scores))
    show_figure(score_figure(scores, measure, views), f"scoreboard{ending}", alt=alt)


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
    left, done = sample.seconds_left, {"digits": sample.digits, "target": sample.target}
    if left is None:
        return say("{digits} of {target} digits", **done)
    if left < 1:
        return say("{digits} of {target} digits, nearly done", **done)
    return say("{digits} of {target} digits, about {left:.0f} s to go", left=left, **done)


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
    if scores[0].digits < ENOUGH:
        st.caption(
            say("A first impression: from {enough} digits on the sentences have figures in them.", enough=ENOUGH)
        )
    st.markdown("  \n".join(f"{ICONS[one.level]} **{one.view}**: {one.sentence}" for one in verdicts))
    st.caption(paragraph(nearest(scores), say(YARDSTICK)))


def about_scores(network: Network, sample: Measurement) -> str:
    """Return what a reader of the scoreboard has to know, with the views that are not measured."""
    mean = plural(
        "Of one test digit, mean over all nodes, against blank paper.",
        "Mean over {n} test digits and all nodes, against blank paper.",
        sample.digits,
    )
    colours = say(
        "Calm cells are good, loud ones bad. “Shapley again” is a second run of the yardstick: nothing can be seen to "
        "be better than that."
    )
    return paragraph(mean, colours, _left_out(network, sample))


def _left_out(network: Network, sample: Measurement) -> str:
    views = [view for view in network.views if view not in sample.views]
    if not views:
        return ""
    return say(
        "Not measured: {views}, with up to {widest:,} nodes, which would take too long. At a1 the one-pixel map of any "
        "network is exact, because pixels only add up there.",
        views=", ".join(views),
        widest=max(nodes_of(network, view) for view in views),
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


def offer_table(network: Network) -> None:
    """Offer the scoreboard for a paper: CSV, LaTeX and the sources to cite."""
    sample = measurement(network, results.test_digits())
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
    caption = plural(*_captions(), sample.digits, **_facts(network, measure))
    latex, sources = st.tabs([say("LaTeX"), say("What to cite")])
    latex.code(score_table(scores, measure, caption), language="latex", wrap_lines=True)
    sources.code("\n".join(citations(METHODS)), language=None, wrap_lines=True)


def _captions() -> tuple[str, str]:
    """Return the caption of the table in a paper, for one digit and for many, by where the digits come from."""
    along = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one MNIST digit not seen in training."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} MNIST digits not seen in training."),
    )
    official = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one MNIST test digit."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} MNIST test digits."),
    )
    own = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one test digit of my own ({set})."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} test digits of my own ({set})."),
    )
    one, many = (digit_sets.words_for(*kinds) for kinds in zip(along, official, own, strict=True))
    return one, many


def _facts(network: Network, measure: Measure) -> dict[str, str]:
    """Return what the caption of a table reports beside the number of digits."""
    return {
        "network": network.name,
        "digest": network.digest,
        "measure": say(measure.title),
        "set": digit_sets.digest()[:12],
    }
