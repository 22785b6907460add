"""Results that come along: the plans of the books, computed on the embedded digits, with the day and the machine."""

import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np

from mnistnet.digits.data_folder import DATA_FOLDER, checked_bytes
from mnistnet.digits.sources import load_digits
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.plan_file import plan_text, read_plan
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row
from mnistnet.sweeps.running import Sweep
from mnistnet.sweeps.store import Store, read_rows

__all__ = ["Made", "Shipped", "made_now", "ship_plan", "shipped", "shipped_names"]

FOLDER = DATA_FOLDER / "experiments"


@dataclass(frozen=True)
class Made:
    """When results were computed, and on what."""

    date: str
    processor: str
    python: str
    numpy: str
    seconds: float


@dataclass(frozen=True)
class Shipped:
    """A plan with its results.

    Attributes
    ----------
    plan : Plan
    points : tuple of Point
    rows : mapping of str to Row
        By the digests of the points.
    made : Made
    """

    plan: Plan
    points: Sequence[Point]
    rows: Mapping[str, Row]
    made: Made


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the plans whose results come along."""
    return tuple(json.loads(checked_bytes(FOLDER / "made.json")))


@cache
def shipped(name: str) -> Shipped:
    """Return a plan that comes along, with its results.

    Raises
    ------
    DataError
        If there is no such file, or it is damaged.
    """
    plan = read_plan(checked_bytes(FOLDER / f"{name}.toml").decode())
    made = Made(**json.loads(checked_bytes(FOLDER / "made.json"))[name])
    points = plan.points(load_digits(plan.data).digest)
    return Shipped(plan, points, read_rows(checked_bytes(FOLDER / f"{name}.csv"), plan), made)


def ship_plan(plan: Plan, folder: Path = FOLDER) -> None:
    """Compute a plan, one point after the other, and write it with its results into the project's data."""
    folder.mkdir(exist_ok=True)
    results = folder / f"{plan.name}.csv"
    (folder / f"{plan.name}.toml").write_text(plan_text(plan), encoding="utf-8")
    for _ in Sweep(plan, load_digits(plan.data), Store(results, plan)).run():
        pass
    spent = sum(row.seconds for row in read_rows(results.read_bytes(), plan).values())
    made = made_now(spent)
    path = folder / "made.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | {plan.name: asdict(made)}, indent=1) + "\n")


def made_now(seconds: float) -> Made:
    """Return today, and this machine."""
    today = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC)
    versions = (platform.python_version(), np.__version__)
    return Made(today.date().isoformat(), _processor(), *versions, round(seconds, 1))


def _processor() -> str:
    """Return what the processor calls itself."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()
