"""The limits as the two tables of SECURITY.md, so that what is promised is what is held to."""

from collections.abc import Iterable
from dataclasses import fields
from math import isinf

from mnistnet.limits.bounds import BOUNDS, Bound
from mnistnet.limits.quotas import Limits

__all__ = ["tables"]


def tables() -> str:
    """Return both tables in Markdown."""
    bounds = [(one.what, _with_unit(one)) for one in BOUNDS]
    quotas = [
        (said["what"], _number(said["at home"]), _number(said["hosted"]), f"`MNISTNET_MAX_{one.name.upper()}`")
        for one in fields(Limits)
        for said in (one.metadata,)
    ]
    return "\n".join(
        [
            *_table(("Everywhere, before anything is decoded", "at most"), bounds),
            "",
            *_table(("Of training and of visitors", "at home", "on a server", "to change it"), quotas),
            "",
        ]
    )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [heads, ("---", *["---:"] * (len(heads) - 1)), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _with_unit(one: Bound) -> str:
    if one.unit != "bytes":
        return f"{one.most:,} {one.unit}"
    return f"{one.most / 1e6:g} MB" if one.most >= 10**6 else f"{one.most / 1e3:g} kB"


def _number(value: float) -> str:
    return "endless" if isinf(value) else f"{value:,g}" if value < 10**6 else f"{value / 1e6:g} million"
