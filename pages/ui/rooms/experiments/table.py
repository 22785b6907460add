"""All trainings of a sweep as a table to read and to sort, and as files to take home."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from mnistnet.sweeps import plan_text
from mnistnet.sweeps.called import axis_words, value_words
from mnistnet.sweeps.store import as_table
from mnistnet.words import mark, say, speaking
from mnistnet.words.shares import share
from pages.ui.holdings.kept import kept
from pages.ui.kit import record
from pages.ui.kit.tables import as_csv, draw_sortable
from pages.ui.kit.text import file_name
from pages.ui.rooms.experiments.results import ACCURACY, Results
from pages.ui.state import mine

FIGURES = {
    ACCURACY: mark("test digits read right"),
    "validation_accuracy": mark("held-back digits"),
    "training_accuracy": mark("digits it learned from"),
    "loss": mark("loss"),
}


def take_home(results: Results) -> None:
    """Offer the table and the plan as files, and show the table."""
    name, language = file_name(results.plan.name), mine().language
    with st.container(horizontal=True):
        st.download_button(
            say("Table as CSV"),
            partial(_csv, results, language),
            f"{name}.csv",
            mime="text/csv",
            key="experiment_csv",
            on_click="ignore",
        )
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
    record.note_table("experiment_table", _words(), lambda: pd.DataFrame(_columns(results)))
    _draw(results, language)


def _csv(results: Results, language: str) -> str:
    """Return every training under the names that programs read; it is made when somebody asks for it."""
    table = pd.DataFrame(as_table(results.plan, results.points, results.rows))
    with speaking(language):
        table.insert(0, say("number"), _numbers(results))
    return as_csv(table)


@kept(max_entries=16, ttl="1h")  # to write all of it out takes as long as the rest of the page
def _draw(results: Results, language: str) -> None:
    """Show every training as people read it."""
    with speaking(language):
        columns = _columns(results)
        numeric = [name for name in results.plan.axes if _are_numbers(columns[axis_words(name)])]
        draw_sortable(pd.DataFrame(columns), _words(), _written() | {axis_words(name): value_words for name in numeric})


def _words() -> str:
    return say("Settings and figures of every training")


def _written() -> dict[str, Any]:
    """Return how the figures are written, by their columns."""
    return {say(title): _loss if name == "loss" else share for name, title in FIGURES.items()}


def _columns(results: Results) -> dict[str, list[Any]]:
    """Return the columns of the table by their titles."""
    numbers = _numbers(results)
    points = [results.points[number - 1] for number in numbers]
    rows = [results.rows[point.digest] for point in points]
    columns: dict[str, list[Any]] = {say("training"): numbers}
    columns |= {axis_words(name): _plain([one.value(name, "") for one in points]) for name in results.plan.axes}
    columns |= {say("seed"): [point.repeat + 1 for point in points]}
    columns |= {say(title): [row.figures.get(name) for row in rows] for name, title in FIGURES.items()}
    if any(row.trouble for row in rows):
        columns |= {say("trouble"): [row.trouble for row in rows]}
    return columns


def _numbers(results: Results) -> list[int]:
    """Return the numbers of the trainings that are done."""
    return [n for n, point in enumerate(results.points, 1) if point.digest in results.rows]


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
