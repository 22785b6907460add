"""Points on the command line: a sweep runs with a bar and the time left, keeps what is done, and prints its table."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import numpy as np

from mnistnet.commands.command import WrongUsage
from mnistnet.commands.naming import file_named
from mnistnet.commands.printing import note, say, table
from mnistnet.commands.stopping import exit_code
from mnistnet.commands.writing import checked_path
from mnistnet.digits import DataError
from mnistnet.digits.sources import load_digits
from mnistnet.jobs.files import locked
from mnistnet.sweeps import Group, Plan, Row, Store, Sweep, groups, in_processes, on_cluster, one_by_one, spread_words
from mnistnet.sweeps.cluster import connected
from mnistnet.sweeps.freed import keep_freed_memory
from mnistnet.sweeps.measures import MEASURES
from mnistnet.sweeps.serial import Engine
from mnistnet.words.shares import share

__all__ = ["add_engine", "add_file_of_figures", "check_engine", "run_plan"]

LOOK = "{desc} |{bar:16}| {n_fmt}/{total_fmt} points  {remaining} left"
WIDE = 4  # figures that stand side by side
MOST_ROWS = 60


def add_file_of_figures(parser: ArgumentParser, one: str) -> None:
    """Add the option that says where the figures of each `one` go."""
    words = f"where the figures of each {one} go (.csv)"
    parser.add_argument("-o", dest="file", type=file_named, required=True, metavar="FILE", help=words)


def add_engine(parser: ArgumentParser) -> None:
    """Add the options that say where points are computed and whether to go on."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, default=1, metavar="N", help="processes of this machine (default 1)")
    where.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, such as tcp://host:8786")
    parser.add_argument("--resume", action="store_true", help="go on: compute only what the results do not hold yet")


def check_engine(arguments: Namespace) -> None:
    """Raise WrongUsage if there are no workers at all."""
    if arguments.workers < 1:
        raise WrongUsage("--workers takes 1 or more")


def run_plan(plan: Plan, path: Path, arguments: Namespace) -> int:
    """Compute what is missing of a plan, print what is known, and return the exit code."""
    plan.check_trainings()
    if path.suffix.lower() != ".csv":
        raise WrongUsage(f"results go into a file that ends in .csv, not into {path.name}")
    if path.exists() and not arguments.resume:
        raise DataError(f"{path} is there already: --resume goes on with it, -o names another file.")
    checked_path(path, force=True)
    digits = load_digits(plan.data)
    stop = None
    with _alone(path):
        sweep = Sweep(plan, digits, Store(path, plan))
        with _engine(arguments) as engine:
            try:
                _run(sweep, engine)
            except KeyboardInterrupt as request:
                stop = request
    _say_results(sweep)
    say(f"Results: {path}")
    if stop is None:
        return int(all(row.trouble for row in sweep.rows().values()))  # some may fail, as at too high a rate
    left = len(sweep.missing())
    note(f"Interrupted with {left:,} of {len(sweep.points):,} points to go; --resume computes only those.")
    return exit_code(stop)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other processes from computing the same points into the same file; DataError if one is at it."""
    if os.name == "nt":  # there a lock keeps its holder out as well
        yield
        return
    with locked(path, wait=False) as held:
        if not held:
            raise DataError(f"Another process is writing its results into {path}; wait for it, or name another file.")
        yield


@contextmanager
def _engine(arguments: Namespace) -> Iterator[Engine]:
    """Give what computes the points."""
    if arguments.scheduler:
        with connected(arguments.scheduler) as client:
            yield on_cluster(client)
    else:
        keep_freed_memory()
        yield one_by_one if arguments.workers == 1 else in_processes(arguments.workers)


def _run(sweep: Sweep, engine: Engine) -> None:
    """Compute what is missing, with a bar where somebody sees it."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    screen, failed = get_terminal_size(), 0
    total = len(sweep.points)
    bar = tqdm(
        total=total,
        initial=total - len(sweep.missing()),
        desc=sweep.plan.name,
        bar_format=LOOK,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        ncols=screen.columns - 1,
        nrows=screen.lines,
    )
    with bar:
        for row in sweep.run(engine):
            failed += bool(row.trouble)
            if failed:
                bar.set_description_str(f"{sweep.plan.name} ({failed} failed)", refresh=False)
            bar.update()


def _say_results(sweep: Sweep) -> None:
    """Print one line for each setting, what is chance, and why points failed."""
    rows, plan = sweep.rows(), sweep.plan
    if not rows:
        return
    if plan.asks:
        say(f"{plan.asks}\n")
    say(_by_setting(sweep, rows) if plan.axes else _by_figure(plan, rows))
    if plan.axes:
        found = groups(plan, sweep.points, rows, plan.figures()[0])
        for words in spread_words(found, _written(plan.figures()[0]), _called):
            say(words)
    for trouble in sorted({row.trouble for row in rows.values() if row.trouble}):
        note(f"{sum(row.trouble == trouble for row in rows.values())} failed: {trouble}")


def _by_setting(sweep: Sweep, rows: dict[str, Row]) -> str:
    """Return the means over repeats, setting by setting, and how much the first figure differs between them."""
    plan, shown = sweep.plan, sweep.plan.figures()[:WIDE]
    columns = [groups(plan, sweep.points, rows, name) for name in shown]
    headings = [*plan.axes, *shown, f"{shown[0]} +-", "repeats"]
    lines = []
    for same in zip(*columns, strict=True):
        first = same[0]
        figures = [_written(name)(group.mean) for name, group in zip(shown, same, strict=True)]
        cells = [_plain(value) for _, value in first.values]
        lines.append([*cells, *figures, _written(shown[0])(first.deviation), str(len(first.figures))])
    return table(headings, lines[:MOST_ROWS], words=range(len(plan.axes)))


def _by_figure(plan: Plan, rows: dict[str, Row]) -> str:
    """Return mean and standard error of every figure over all repeats."""
    lines = []
    for name in plan.figures():
        found = np.array([row.figures.get(name, np.nan) for row in rows.values()])
        known = found[np.isfinite(found)]
        if len(known):
            error = known.std(ddof=1) / np.sqrt(len(known)) if len(known) > 1 else np.nan
            lines.append([*name.split(" "), f"{known.mean():.4f}", f"{error:.4f}", str(len(known))])
    names = ["method", "view", "figure"] if plan.measure in ("influence", "faithfulness") else ["figure"]
    return table([*names, "mean", "standard error", MEASURES[plan.measure].repeats], lines, words=range(len(names)))


def _called(group: Group) -> str:
    return ", ".join(f"{name} {_plain(value)}" for name, value in group.values)


def _plain(value: Any) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _written(name: str) -> Any:
    """Return what writes a figure: accuracies as shares, others as they are."""
    return (lambda value: share(value, 2) if np.isfinite(value) else "") if "accuracy" in name else "{:.4f}".format
