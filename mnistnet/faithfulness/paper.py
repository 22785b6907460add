"""A scoreboard ready for a paper: a LaTeX table, a CSV file, and the sources to cite."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from mnistnet.faithfulness import Score, table
from mnistnet.faithfulness.measures import MEASURES, Measure
from mnistnet.faithfulness.verdict import figures_of, row_title, title_of
from mnistnet.influence import METHODS
from mnistnet.words import say

__all__ = ["citations", "csv_text", "escaped", "latex_table", "score_table"]

_SPECIAL = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "×": r"$\times$",
    "−": "$-$",
    "–": "--",
}


def escaped(text: str) -> str:
    """Return a text as LaTeX prints it."""
    return "".join(_SPECIAL.get(character, character) for character in text)


def latex_table(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str, label: str) -> str:
    r"""Return a table in booktabs style; the first column is set left, the others right.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of sequences of str
        As many cells each as the header.
    caption : str
    label : str
        For ``\ref``; letters, digits, colons and hyphens.

    Raises
    ------
    ValueError
        If a row is longer or shorter than the header.
    """
    if any(len(row) != len(header) for row in rows):
        raise ValueError(say("Every row of the table needs {header} cells.", header=len(header)))
    lines = [" & ".join(map(escaped, row)) + r" \\" for row in (header, *rows)]
    return "\n".join(
        [
            r"\begin{table}  % needs \usepackage{booktabs}",
            r"  \centering",
            rf"  \caption{{{escaped(caption)}}}",
            rf"  \label{{{label}}}",
            rf"  \begin{{tabular}}{{l{'r' * (len(header) - 1)}}}",
            r"    \toprule",
            f"    {lines[0]}",
            r"    \midrule",
            *(f"    {line}" for line in lines[1:]),
            r"    \bottomrule",
            r"  \end{tabular}",
            r"\end{table}",
            "",
        ]
    )


def score_table(scores: Iterable[Score], measure: Measure, caption: str) -> str:
    """Return one measure of the scoreboard as a LaTeX table, methods down and views across, to three figures.

    The row of `shapley` is a second run of the yardstick.
    """
    scores = tuple(scores)
    methods = list(dict.fromkeys(score.method for score in scores))
    views = list(dict.fromkeys(score.view for score in scores))
    figures = figures_of(scores, methods, views, measure.name)
    rows = [[row_title(method), *map(_cell, row)] for method, row in zip(methods, figures, strict=True)]
    return latex_table(["method", *views], rows, caption, f"tab:{measure.name.replace('_', '-')}")


def csv_text(scores: Iterable[Score], facts: Mapping[str, Any]) -> str:
    """Return the scores as CSV, one row a method and view; `facts` (such as the network) stand first in every row."""
    rows = [{**facts, **row} for row in table(tuple(scores))]
    file = io.StringIO()
    if rows:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return file.getvalue()


def citations(methods: Iterable[str]) -> list[str]:
    """Return one line a source: where each method and each measure of the scoreboard comes from."""
    lines: dict[str, list[str]] = {}
    for method in methods:
        lines.setdefault(METHODS[method].source, []).append(title_of(method))
    for measure in MEASURES.values():
        lines.setdefault(measure.source, []).append(measure.title)
    return [f"{', '.join(names)}: {source}." for source, names in lines.items()]


def _cell(value: float) -> str:
    if not np.isfinite(value):
        return "–"
    return "0" if abs(value) < 5e-7 else "1.000" if abs(value - 1) < 5e-4 else f"{value:#.3g}".rstrip(".")
