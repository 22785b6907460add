"""Results of a sweep on a page: those that come along, or those of the visitor's own, as far as they are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from mnistnet.figures.experiments import Repeats, all_settings, spread_curves
from mnistnet.jobs import sweep_of
from mnistnet.sweeps import EXAMPLES, Group, Plan, Point, Row, groups, read_plan, spread_words
from mnistnet.sweeps.called import axis_words, setting_words, value_words
from mnistnet.sweeps.recipe import settings_of
from mnistnet.sweeps.shipped import Made, shipped, shipped_names
from mnistnet.words import plural, say
from mnistnet.words.shares import share
from pages.ui.holdings import own_runs
from pages.ui.holdings.kept import kept
from pages.ui.holdings.told_apart import ToldApart
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_clickable, show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import keys

ACCURACY = "accuracy"


@dataclass(frozen=True)
class Results(ToldApart):
    """A plan with the rows that are known.

    Attributes
    ----------
    name : str
        Of the plan that comes along, or of the run that computes it.
    plan : Plan
    points : sequence of Point
    rows : mapping of str to Row
        By the digests of the points.
    made : Made or None
        Of results that come along.
    """

    name: str
    plan: Plan
    points: Sequence[Point]
    rows: Mapping[str, Row]
    made: Made | None = None

    @property
    def told_by(self) -> str:
        """What tells them from others: rows are only ever added to the results of one name."""
        return f"{self.name} {len(self.rows)}"

    @cached_property
    def known(self) -> list[int]:
        """The numbers of the points that have an accuracy."""
        rows = (self.rows.get(point.digest) for point in self.points)
        return [number for number, row in enumerate(rows, 1) if row and ACCURACY in row.figures]

    def accuracy(self, number: int) -> float:
        """Return the accuracy of a point by its number, counted from 1."""
        return self.rows[self.points[number - 1].digest].figures[ACCURACY]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The repeats of each setting together."""
        return groups(self.plan, self.points, self.rows, ACCURACY)


def choose() -> Results:
    """Show the choice among the plans and return the results of the chosen one."""
    own = {one.run.identity: one.run for one in own_runs.sweeps()}
    titles = {name: say(EXAMPLES[name].asks) if name in EXAMPLES else name for name in shipped_names()}
    mine = {name: say("yours: {name}", name=run.spec.settings.name) for name, run in own.items()}
    mine = {name: f"{title}, {setting_words(_varied(own[name].spec.plan))}" for name, title in mine.items()}
    chosen = choices.select(say("Question"), titles | mine, key=keys.EXPERIMENT)
    if chosen in own:
        sweep = sweep_of(own[chosen])
        return Results(chosen, sweep.plan, sweep.points, sweep.rows())
    found = shipped(chosen)
    return Results(chosen, found.plan, found.points, found.rows, found.made)


def _varied(text: str) -> tuple[tuple[str, Any], ...]:
    plan = read_plan(text)
    return tuple((name, tuple(values)) for name, values in plan.grid.items())


def show_curves(results: Results, number: int) -> None:
    """Show every seed as a point over its setting, and say what that shows; a click on a point opens it."""
    axis = _choose_axis(results.plan)
    others = [name for name in results.plan.axes if name != axis]
    lines: dict[str, list[Repeats]] = {}
    for group in results.groups:
        values = dict(group.values)
        name = setting_words(tuple((other, values[other]) for other in others))
        lines.setdefault(name or say("mean"), []).append(_repeats(results, group, axis))
    figure = spread_curves(lines, axis=axis_words(axis), chosen=number)
    words = say("Accuracy on the test digits against {axis}; each point is one training.", axis=axis_words(axis))
    shown = what_it_shows(results)
    show_clickable(figure, "experiment_curves", paragraph(words, *shown), keys.POINT)
    st.markdown(paragraph(*shown))


def _choose_axis(plan: Plan) -> str:
    """Return the setting along the axis: the one with the most values, unless another one is chosen."""
    sizes = {name: len(plan.values()[name]) for name in plan.axes}
    usual = max(sizes, key=lambda name: sizes[name])
    if len(sizes) == 1:
        return usual
    options = {name: axis_words(name) for name in sizes}
    return choices.segmented(say("Along"), options, key="experiment_along", default=usual)


def _repeats(results: Results, group: Group, axis: str) -> Repeats:
    wanted = dict(group.values)
    numbers = [
        number
        for number in results.known
        if all(results.points[number - 1].value(name) == value for name, value in wanted.items())
    ]
    words = [
        say(
            "{setting}, seed {seed}: {accuracy:share}",
            setting=setting_words(group.values),
            seed=results.points[number - 1].repeat + 1,
            accuracy=results.accuracy(number),
        )
        for number in numbers
    ]
    place = wanted[axis] if isinstance(wanted[axis], int | float) else value_words(wanted[axis])
    return Repeats(place, [results.accuracy(number) for number in numbers], numbers, words)


def what_it_shows(results: Results) -> list[str]:
    """Return what the figure shows and what of it is chance, in sentences."""
    return spread_words(results.groups, lambda value: share(value, 1), lambda group: setting_words(group.values))


def about(results: Results) -> str:
    """Return how many trainings it were, what on, when and where."""
    plan, made = results.plan, results.made
    done = plural(
        "{n} training, judged by 1,000 digits that none of them learned from.",
        "{n} trainings, all judged by the same 1,000 digits that none of them learned from.",
        len(results.rows),
    )
    bars = say("Bars go one standard deviation between seeds up and down.")
    if made is None:
        return paragraph(done, bars)
    when = say(
        "Computed on {date} by `mnistnet sweep {name}.toml` on one processor ({processor}), NumPy {numpy}.",
        date=made.date,
        name=plan.name,
        processor=made.processor,
        numpy=made.numpy,
    )
    return paragraph(done, bars, when)


def choose_point(results: Results) -> int:
    """Show the choice of one training and return its number: at first that of the best."""
    best = max(results.known, key=results.accuracy)
    return int(
        choices.number(
            say("Training"),
            1,
            len(results.points),
            key=keys.POINT,
            default=best,
            help=say("Its number in the table; a click on its point in the figure chooses it, too."),
        )
    )


def show_all_settings() -> None:
    """Show the settings of all plans that come along as lines across axes."""
    columns, accuracies = _all_settings()
    usual = ["hidden", "learning_rate", "epochs"] if is_phone() else list(columns)
    options = {name: axis_words(name) for name in columns}
    shown = choices.pills(say("Axes"), options, key="experiment_axes", default=usual, wrap=True)
    figure = all_settings({axis_words(name): columns[name] for name in columns if name in shown}, accuracies)
    words = say(
        "{n} settings, each a line through its values to its mean accuracy; the best tenth is blue.", n=len(accuracies)
    )
    show_figure(figure, "experiment_settings", words)
    st.caption(
        paragraph(
            words,
            say("Along an axis values stand in order, not by size. The plans changed few settings at a time."),
        )
    )


@kept(max_entries=1)
def _all_settings() -> tuple[dict[str, list[Any]], list[float]]:
    """Return the settings of every shipped setting as columns, and its mean accuracy."""
    columns: dict[str, list[Any]] = {}
    accuracies = []
    for name in shipped_names():
        one = shipped(name)
        for group in groups(one.plan, one.points, one.rows, ACCURACY):
            if group.figures:
                whole = dict(one.plan.settings) | dict(group.values)
                for column, value in _described(whole).items():
                    columns.setdefault(column, []).append(value)
                accuracies.append(group.mean)
    return columns, accuracies


def _described(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the picture of all settings says of one."""
    settings = settings_of(values, 0)
    hidden = tuple(plan.units for plan in settings.layers[:-1] if plan.units)
    return {
        "base": values.get("base", "scratch"),
        "hidden": sum(hidden),
        "initialisation": settings.initialisation,
        "learning_rate": settings.learning_rate,
        "batch_size": settings.batch_size,
        "l2": settings.l2,
        "digits": values.get("digits") or 8000,
        "epochs": settings.epochs,
    }
