"""What the open page shows: every figure, table and snippet notes itself here, so that all of it can be taken home."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from mnistnet.snippets.program import Snippet


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure on the page, in words."""

    key: str
    words: str
    figure: go.Figure


@dataclass(frozen=True, eq=False)
class Table:
    """A table on the page, in words."""

    key: str
    words: str
    frame: pd.DataFrame


@dataclass(eq=False)
class Shown:
    """All that one run of a page has shown so far, by key."""

    title: str = ""
    answer: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    snippets: dict[str, Callable[[], Snippet]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def begin() -> None:
    """Forget what the last run of a page has shown."""
    st.session_state["_shown"] = Shown()


def now() -> Shown:
    """Return what the page has shown so far; a fragment that runs again replaces its own part."""
    return st.session_state.setdefault("_shown", Shown())


def note_figure(key: str, words: str, figure: go.Figure) -> None:
    """Note a figure."""
    now().figures[key] = Figure(key, words, figure)


def note_table(key: str, words: str, frame: pd.DataFrame) -> None:
    """Note a table."""
    now().tables[key] = Table(key, words, frame)


def code(title: str, build: Callable[..., Snippet], *arguments: Any, **named: Any) -> None:
    """Offer a program that prints a number of this page; it is built only when somebody asks for it."""
    now().snippets[title] = partial(build, *arguments, **named)


def note_source(what: str, source: str) -> None:
    """Note where a formula of this page comes from."""
    now().sources[what] = source
