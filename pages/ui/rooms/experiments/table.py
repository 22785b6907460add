"""All trainings of a sweep as a table to read and to sort, and as files to take home."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mnistnet.sweeps import plan_text
from mnistnet.sweeps.called import axis_words, value_words
from mnistnet.sweeps.store import as_table
from mnistnet.words import mark, say
from mnistnet.words.shares import share
from pages.ui.kit.tables import as_csv, show_sortable
from pages.ui.kit.text import file_name
from pages.ui.rooms.experiments.results import ACCURACY, Results

FIGURES = {
    ACCURACY: mark("test digits read right"),
    "validation_accuracy": mark("held-back digits"),
    "training_accuracy": mark("digits it learned from"),
    "loss": mark("loss"),
}


def take_home(results: Results) -> None:
    """Offer the table and the plan as files, and show the table."""
    table = pd.DataFrame(as_table(results.plan, results.points, results.rows))
    table.insert(0, say("number"), [n for n, point in enumerate(results.points, 1) if point.digest in results.rows])
    name = file_name(results.plan.name)
    with st.container(horizontal=True):
        st.download_button(say("Table as CSV"), as_csv(table), f"{name}.csv", key="experiment_csv", on_click="ignore")
        st.download_button(
            say("Plan (.toml)"),
            plan_text(results.plan),
            f"{name}.toml",
            mime="application/toml",
            key="experiment_plan",
            on_click="ignore",
            help=say(
                "Computed anew by `mnistnet sweep {name}.toml`, with more seeds or values if you like.", name=name
            ),
        )
    _show_table(results)


def _show_table(results: Results) -> None:
    """Show every training as people read it; the file has the names that programs read."""
    numbers = [n for n, point in enumerate(results.points, 1) if point.digest in results.rows]
    points = [results.points[number - 1] for number in numbers]
    rows = [results.rows[point.digest] for point in points]
    columns: dict[str, list[Any]] = {say("training"): numbers}
    columns |= {axis_words(name): _plain([one.value(name, "") for one in points]) for name in results.plan.axes}
    columns |= {say("seed"): [point.repeat + 1 for point in points]}
    columns |= {say(title): [row.figures.get(name) for row in rows] for name, title in FIGURES.items()}
    if any(row.trouble for row in rows):
        columns |= {say("trouble"): [row.trouble for row in rows]}
    written = {say(title): _loss if name == "loss" else share for name, title in FIGURES.items()}
    numeric = [name for name in results.plan.axes if _are_numbers(columns[axis_words(name)])]
    written |= {axis_words(name): value_words for name in numeric}
    words = say("Settings and figures of every training")
    show_sortable(pd.DataFrame(columns), "experiment_table", words, written)


def _loss(value: float) -> str:
    """Return a loss as a table writes it."""
    return say("{value:.3g}", value=value)


def _plain(values: Sequence[Any]) -> list[Any]:
    """Return the values of a setting as a table sorts them: numbers stay numbers, all else becomes words."""
    if _are_numbers(values):
        return list(values)
    return [value_words(value) for value in values]


def _are_numbers(values: Sequence[Any]) -> bool:
    return all(isinstance(value, int | float) for value in values)
