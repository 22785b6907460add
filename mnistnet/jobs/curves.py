"""Curves are a run's reports in order: what was measured, against the epoch in which it was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["curves_of_history", "curves_of_reports", "marks_of"]

Rows = Sequence[Mapping[str, Any]]
Curve = tuple[list[float], list[float | None]]
POINTS = 600  # more batch reports than that are thinned out: the screen has no room for them


def curves_of_history(history: Rows, measure: str) -> dict[str, Curve]:
    """Return "training" and "validation" (where there is one) of a network's history, against the epoch."""
    epochs = [float(row["epoch"]) for row in history]
    named = {"training": measure, "validation": f"validation_{measure}"}
    curves = {name: (epochs, [row.get(key) for row in history]) for name, key in named.items()}
    return {name: curve for name, curve in curves.items() if any(value is not None for value in curve[1])}


def curves_of_reports(reports: Rows, measure: str) -> dict[str, Curve]:
    """Return "batch", "training" and "validation" of a run's reports, as `Run.progress` gives them."""
    batches = [row for row in reports if row["kind"] == "batches"]
    batches = batches[:: -(-len(batches) // POINTS) or 1]
    places = [row["epoch"] + row["images"] / row["digits"] for row in batches]
    curves: dict[str, Curve] = {"batch": (places, [row[measure] for row in batches])} if len(batches) > 1 else {}
    return curves | curves_of_history([row for row in reports if row["kind"] in ("start", "epoch")], measure)


def marks_of(reports: Rows) -> list[tuple[float, str]]:
    """Return where settings were changed during a run: (epoch, what to what)."""
    digits = next((row["digits"] for row in reports if "digits" in row), 1)
    return [
        (
            row["epoch"] + row["images"] / digits,
            ", ".join(f"{k.replace('_', ' ')} {_short(v)}" for k, v in row["changes"].items()),
        )
        for row in reports
        if row["kind"] == "change"
    ]


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
