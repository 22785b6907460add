"""What every benchmark shares: its command line, how it takes times, how it shows them."""

import argparse
import gc
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time

__all__ = ["Row", "arguments", "best_of", "publish"]


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes
    ----------
    name : str
        What was measured, and against what.
    ours, peer : float
        The two measurements, in `unit`; `peer` may be None where nothing is compared.
    ratio : float or None
        How many times better ours is: above 1 is better.
    unit : str
        "s", "ms", "us", "MB", ...
    """

    name: str
    ours: float
    peer: float | None
    ratio: float | None
    unit: str


def arguments(description: str | None, **counts: int) -> argparse.Namespace:
    """Return the command line's `quick` (bool), `json` (Path or None) and further `counts` with their usual values."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="smaller tasks and fewer rounds: ends within 50 seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as a JSON list")
    for name, usual in counts.items():
        parser.add_argument(f"--{name}", type=int, default=usual, help=f"{usual:,} unless told")
    return parser.parse_args()


def best_of(rounds: int, **tasks: Callable[[], object]) -> Mapping[str, float]:
    """Return the shortest time of each task in seconds, out of `rounds` interleaved rounds.

    Processor time, which does not count while a neighbour has the processor (with one thread each it
    is otherwise the time on the clock). Interleaved, so that a neighbour who is busy for a while slows
    every task and not just one; the shortest, because noise on a shared machine only ever adds. One
    call more comes first, untimed.
    """
    best = dict.fromkeys(tasks, float("inf"))
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            start = process_time()
            task()
            best[name] = min(best[name], process_time() - start)
    return best


def publish(rows: Sequence[Row], json_path: Path | None = None, title: str = "") -> None:
    """Print the rows as a Markdown table, and write them as JSON where a path is given."""
    if title:
        print(f"\n### {title}\n")
    print("| what | ours | peer | times better | unit |")
    print("| --- | ---: | ---: | ---: | --- |")
    for row in rows:
        print(f"| {row.name} | {_shown(row.ours)} | {_shown(row.peer)} | {_shown(row.ratio)} | {row.unit} |")
    if json_path:
        json_path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


def _shown(value: float | None) -> str:
    """Return a number with three significant digits."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
