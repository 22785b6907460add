"""What the open page has shown so far: every figure, table and program notes itself, so that all can be taken home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mnistnet.figures.chart import Chart
from mnistnet.snippets.program import Snippet
from mnistnet.words import say


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure on the page, in words; one that is not drawn yet is made when somebody takes it home."""

    key: str
    words: str
    make: Callable[[], Chart]

    @cached_property
    def figure(self) -> Chart:
        """The figure."""
        return self.make()


@dataclass(frozen=True, eq=False)
class Table:
    """A table on the page, in words; it is made when somebody takes it home."""

    key: str
    words: str
    make: Callable[[], pd.DataFrame]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The table."""
        return self.make()


@dataclass(frozen=True, eq=False)
class Program:
    """A program that prints a number of the page, and where on the page that number stands.

    Where it depends on the case which number a short program can print, `where` has words for each kind of snippet.
    """

    where: str | Mapping[str, str]
    build: Callable[[], Snippet]

    def words(self, snippet: Snippet) -> str:
        """Return what it prints, and where that stands."""
        where = self.where if isinstance(self.where, str) else self.where[snippet.kind]
        prints = say("It prints **{printed}**, {where}.", printed=snippet.printed, where=where)
        return f"{prints} {snippet.note}".rstrip()


@dataclass(eq=False)
class Shown:
    """All that one run of a page has shown so far, by key.

    Attributes
    ----------
    arrays : dict of str to ndarray
        What belongs to the numbers of a figure and is not drawn, such as their standard errors.
    head, actions : DeltaGenerator or None
        The places of the page's question and of its buttons, kept free until it is known what stands there.
    """

    title: str = ""
    answer: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    arrays: dict[str, NDArray[np.floating]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    head: DeltaGenerator | None = None
    actions: DeltaGenerator | None = None
