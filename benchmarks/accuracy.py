"""How near the maps of every method come to Shapley's value, view by view, over many digits of "scratch".

It computes the points of `python -m mnistnet trust`, keeps each at once, and goes on where it was stopped.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import gettempdir

import numpy as np

from mnistnet import load_digits, load_network
from mnistnet.sweeps import Plan, Row, Store, Sweep, in_processes, one_by_one
from mnistnet.sweeps.influence import NEAR
from mnistnet.sweeps.shipped import made_now

BASE = "scratch"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=200)
    parser.add_argument("--toggles", type=int, default=1024, help="of the yardstick, as for `mnistnet trust`")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--results", type=Path, default=Path(gettempdir()) / "mnistnet-trust.csv", help="kept there")
    choices = parser.parse_args()
    plan = Plan("trust", "", "influence", choices.digits, 1, "embedded", {"base": BASE, "toggles": choices.toggles})
    sweep = Sweep(plan, load_digits(), Store(choices.results, plan))
    for _ in sweep.run(one_by_one if choices.workers == 1 else in_processes(choices.workers)):
        pass
    rows = [*sweep.rows().values()]
    made = made_now(sum(row.seconds for row in rows))
    print(
        f"\nAccuracy over {len(rows)} digits, {choices.toggles:,} toggles behind the truth where it is sampled; ",
        end="",
    )
    print(f"{made.date}, {made.processor}, {made.seconds:,.0f} s: r with Shapley / relative RMSE / completeness gap\n")
    for line in lines(rows, plan.figures()):
        print(line)


def lines(rows: list[Row], figures: Iterable[str]) -> Iterator[str]:
    """Yield the table, a method a line; one that has no maps of this network has none."""
    views = load_network(BASE).views
    yield f"| method | {' | '.join(views)} |"
    yield "| --- |" + " --- |" * len(views)
    for method in dict.fromkeys(name.split()[0] for name in figures):
        cells = [_cell(*(_mean(rows, f"{method} {view} {figure}") for figure in NEAR)) for view in views]
        yield f"| {method} | {' | '.join(cells)} |"


def _mean(rows: list[Row], figure: str) -> float:
    return float(np.nanmean([row.figures.get(figure, np.nan) for row in rows]))


def _cell(r: float, rmse: float, gap: float) -> str:
    sizes = ("0" if value < 1e-6 else f"{value:.3f}" for value in (rmse, gap))
    return " / ".join(["1" if r > 1 - 1e-9 else f"{r:.4f}", *sizes])


if __name__ == "__main__":
    main()
