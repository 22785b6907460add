"""What the open page shows: every figure, table and snippet notes itself here, so that all of it can be taken home."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mnistnet.figures.chart import Chart
from mnistnet.snippets.program import Snippet
from pages.ui.state import mine
from pages.ui.state.shown import Figure, Program, Shown, Table


def begin() -> None:
    """Forget what the last run of a page has shown."""
    mine().shown = Shown()


def now() -> Shown:
    """Return what the page has shown so far; a fragment that runs again replaces its own part."""
    return mine().shown


def note_figure(key: str, words: str, figure: Chart) -> None:
    """Note a figure."""
    note_later(key, words, lambda: figure)


def note_later(key: str, words: str, make: Callable[[], Chart]) -> None:
    """Note a figure that is not drawn yet, and how it is made."""
    now().figures[key] = Figure(key, words, make)


def note_array(key: str, array: NDArray[np.floating]) -> None:
    """Note numbers that belong to a figure and are not drawn."""
    now().arrays[key] = array


def note_table(key: str, words: str, make: Callable[[], pd.DataFrame]) -> None:
    """Note a table; it is made only when somebody takes it home, as it was when it was noted."""
    now().tables[key] = Table(key, words, make)


def code(
    title: str, where: str | Mapping[str, str], build: Callable[..., Snippet], *arguments: Any, **named: Any
) -> None:
    """Offer a program that prints a number of this page, and say where that stands; it is built only on demand."""
    now().programs[title] = Program(where, partial(build, *arguments, **named))


def note_source(what: str, source: str) -> None:
    """Note where a formula of this page comes from."""
    now().sources[what] = source
