"""The scoreboard of the Trust page: its switches, its figure and the verdict on one method."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st

from mnistnet import Network
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, Score
from mnistnet.faithfulness.measures import MEASURES, Measure, alarm, written
from mnistnet.faithfulness.measuring import Measurement
from mnistnet.faithfulness.verdict import (
    ENOUGH,
    figures_of,
    headline,
    judge,
    nearest,
    row_title,
    title_of,
)
from mnistnet.figures.chart import Chart
from mnistnet.figures.scoreboard import score_grid
from mnistnet.sweeps.scoreboards import ready_scores
from mnistnet.words import mark, plural, say
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.holdings import results
from pages.ui.kit import address, choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_half, is_phone
from pages.ui.rooms.trust.measuring import Measurements, keep_pace, pulse, scores_of, show_progress
from pages.ui.state import set_value

METHODS = IN_UNITS_OF_THE_NODE
FIGURES = "figures"
BEHIND_FIGURES = ("measure", "judged")  # what links of earlier days ask for stands behind the switch
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
        "Calm cells are good, loud ones bad. “Shapley again” is a second, shorter run of the yardstick: what it misses "
        "is chance."
    )
    return paragraph(mean, _ahead(network), colours, _left_out(network, sample))


def _ahead(network: Network) -> str:
    """Return where and when the first digits were measured, if that was ahead."""
    ready = ready_scores(network, results.test_digits())
    if ready is None:
        return ""
    return say(
        "The first {count} were measured ahead, on {date} on {processor}.",
        count=len(ready.digits),
        date=ready.made.date,
        processor=ready.made.processor,
    )


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


def score_figure(scores: Sequence[Score], measure: Measure, views: Sequence[str]) -> Chart:
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
