"""Tables on a page: every one notes itself, so that it can be taken home as CSV."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mnistnet.words import say
from pages.ui.kit import record
from pages.ui.kit.arrow import in_arrow

FORMULA, NUMBER = re.compile(r"[=+\-@\t\r]"), re.compile(r"[+-]?[\d.,]+(e[+-]?\d+)?( ?%)?")


def show_table(table: Any, key: str, words: str, *, hide_index: bool = True) -> None:
    """Show a small table as it is; `words` say what it holds, for whoever takes it home.

    A mapping of names to texts is a table of two columns.
    """
    is_pairs = isinstance(table, Mapping) and all(isinstance(value, str) for value in table.values())
    columns = {say("what"): list(table), say("value"): list(table.values())} if is_pairs else table
    keeps_index = not (hide_index or is_pairs)
    record.note_table(key, words, lambda: pd.DataFrame(columns).reset_index() if keeps_index else pd.DataFrame(columns))
    has_index = keeps_index or is_pairs  # the names of pairs are their index
    st.table(in_arrow(table), border="horizontal", hide_index=not has_index, hide_header=is_pairs)


def show_sortable(
    table: pd.DataFrame, key: str, words: str, written: Mapping[str, Callable[[Any], str]] | None = None, **look: Any
) -> None:
    """Show a table that can be sorted and searched, with words for people who cannot see it.

    `written` says by column how a number is written; sorting goes by the number.
    """
    record.note_table(key, words, lambda: table)
    draw_sortable(table, words, written, **look)


def draw_sortable(
    table: pd.DataFrame, words: str, written: Mapping[str, Callable[[Any], str]] | None = None, **look: Any
) -> None:
    """Show such a table without noting it."""
    shown = table.style.format(dict(written), na_rep="") if written else table
    st.dataframe(shown, hide_index=True, alt=words, **look)


def as_csv(frame: pd.DataFrame) -> str:
    """Return a table as CSV in which a spreadsheet finds no formula: a text that looks like one begins with a '."""
    return str(frame.map(_no_formula).to_csv(index=False))


def _no_formula(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def show_inline(
    columns: Mapping[str, Sequence[Any]],
    key: str,
    words: str,
    written: Mapping[str, Callable[[Any], str]] | None = None,
) -> None:
    """Show a table of a few rows as part of the text; `written` says of columns of numbers how one is written."""
    record.note_table(key, words, lambda: pd.DataFrame(columns))
    how = written or {}
    names = list(columns)
    texts = [[str(how.get(name, str)(value)) for value in columns[name]] for name in names]
    rows = [names, ["---:" if name in how else "---" for name in names], *zip(*texts, strict=True)]
    st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))


def receipt(of: str, rows: Mapping[str, str], bold: str = "", key: str = "receipt") -> None:
    """Show how something adds up, line by line, one line bold: the difference, which should be nothing."""
    title, bold = say("Receipt of {of}", of=of), bold or say("difference")
    columns = {title: list(rows), say("value"): list(rows.values())}
    record.note_table(key, title, lambda: pd.DataFrame(columns))
    lines = [f"| {title} | {say('value')} |", "|---|---:|"]
    for name, value in rows.items():
        lines.append(f"| **{name}** | **{value}** |" if name == bold else f"| {name} | {value} |")
    st.markdown("\n".join(lines))
