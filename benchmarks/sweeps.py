"""What a sweep costs: two workers against one, Dask against no-op tasks, scikit-learn's grid search, a kill and after.

Times are on the clock, as processes of their own do the work: run it on a machine that has nothing else to do.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from os import cpu_count, getloadavg
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.foretold import foretold, line
from benchmarks.table import Row, arguments, publish
from mnistnet import Digits, load_digits
from mnistnet.digits.data_folder import CODE_FOLDER
from mnistnet.sweeps import Plan, Point, Store, Sweep, in_processes, on_cluster, one_by_one, plan_text
from mnistnet.sweeps.cluster import local_cluster
from mnistnet.sweeps.freed import keep_freed_memory
from mnistnet.sweeps.serial import Engine

Rows = Mapping[str, Any]
BARE, START = "a no-op task of Dask's own", "starting 2 processes, first point included"
RATES, WIDTHS = (0.05, 0.1, 0.2), ((30,), (50,), (50, 100))


def main() -> None:
    """Run the command line."""
    choices = arguments(__doc__)
    digits, quick, load = load_digits(), choices.quick, getloadavg()[0]
    plan = Plan("scratch", repeats=16 if quick else 200, settings={"epochs": 2})
    keep_freed_memory()  # as the processes of a sweep do
    serial, truth = computed(plan, digits, one_by_one)
    costs = dict(costs_of_a_point(200 if quick else 500, digits))
    rows = [Row(name, cost, None, None, "s" if "start" in name else "s a point") for name, cost in costs.items()]
    rows += [*engines(plan, digits, serial, truth, costs), *after_a_kill(quick)]
    rows += grid_search(digits, epochs=2 if quick else 5)
    rows += foretold(serial / len(plan), costs[BARE])
    publish(rows, choices.json, f"Sweeps, {date.today()}: {cpu_count()} cores, load {load:.1f} when it began")


def on_the_clock(task: Callable[[], object]) -> float:
    """Return the seconds that a task takes."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def computed(plan: Plan, digits: Digits, engine: Engine) -> tuple[float, dict[str, Any]]:
    """Return how long a plan takes, and its rows."""
    rows: dict[str, Any] = {}
    took = on_the_clock(lambda: rows.update({row.point: row for row in Sweep(plan, digits).run(engine)}))
    return took, rows


def costs_of_a_point(count: int, digits: Digits) -> Iterator[tuple[str, float]]:
    """Yield what a point costs beyond its own work, in seconds: points that end at once, and Dask's own no-op tasks."""
    points = tuple(Point("nothing", (("number", i),), 0, 1, digits.digest) for i in range(count))
    with local_cluster(2) as client:
        yield BARE, on_the_clock(lambda: _bare(client, points)) / count
        for batch in (1, 100):
            took = on_the_clock(partial(_all, on_cluster(client, batch), points, digits))
            yield f"a point that ends at once, Dask, {batch} a task", took / count
    start = on_the_clock(partial(_all, in_processes(2), points[:1], digits))
    took = on_the_clock(partial(_all, in_processes(2), points, digits))
    yield "a point that ends at once, 2 processes", max(took - start, 0) / count
    yield START, start


def engines(plan: Plan, digits: Digits, serial: float, truth: Rows, costs: Mapping[str, float]) -> Iterator[Row]:
    """Yield what two workers gain over one, with both ways to have them; their rows have to be the same."""
    name = f"{len(plan)} trainings of scratch, {plan.settings['epochs']} epochs"
    yield Row(f"{name}, one by one", serial, None, None, "s")
    with local_cluster(2) as client:
        ways = {"2 processes": (in_processes(2), costs[START]), "Dask with 2 workers": (on_cluster(client), 0.0)}
        for way, (engine, start) in ways.items():
            took, same = computed(plan, digits, engine)
            assert same == truth
            foreseen = start + line(len(plan), 2, serial / len(plan), costs[BARE])
            yield Row(f"{name}, {way}, against the line", took, foreseen, foreseen / took, "s")
            yield Row(f"efficiency, {way} (1 is perfect, 0.85 wanted)", serial / took / 2, 0.85, None, "")


def _bare(client: Any, points: Sequence[Point]) -> None:
    client.gather([client.submit(_nothing, one, pure=False) for one in points])


def _all(engine: Engine, points: Sequence[Point], digits: Digits) -> int:
    return sum(1 for _ in engine(points, digits))


def _nothing(point: Point) -> str:
    return point.measure


def after_a_kill(quick: bool) -> Iterator[Row]:
    """Yield what is lost when a sweep is killed with SIGKILL in the middle: nothing but what was under way."""
    plan = Plan("killed", repeats=40, settings={"base": "nielsen", "hidden": 10, "epochs": 1})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.toml"
        path.write_text(plan_text(plan))
        results, words = path.with_suffix(".csv"), [sys.executable, "-m", "mnistnet", "sweep", str(path)]
        with subprocess.Popen(words, cwd=CODE_FOLDER, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while not results.exists() or results.read_bytes().count(b"\n") < 10:
                time.sleep(0.01)
            process.kill()
        sweep = Sweep(plan, load_digits(), Store(results, plan))
        kept, written = len(sweep.rows()), results.read_bytes().count(b"\n") - 1
        again = sum(1 for _ in sweep.run())
    yield Row("rows kept after SIGKILL, of those that were written", kept, written, None, "")
    yield Row(f"points computed on going on, of {len(plan)}", again, len(plan) - kept, None, "")


def grid_search(digits: Digits, epochs: int) -> Iterator[Row]:
    """Yield time and best accuracy on the same grid: ours, and scikit-learn's GridSearchCV with MLPClassifier."""
    plan = Plan(
        "grid",
        repeats=1,
        settings={"epochs": epochs, "schedule": "constant"},
        grid={"learning_rate": RATES, "hidden": WIDTHS},
    )
    ours, rows = computed(plan, digits, one_by_one)
    best = max(row.figures["accuracy"] for row in rows.values())
    theirs = _scikit_learn(digits, epochs)
    if theirs is None:
        print("scikit-learn is not installed: its rows are left out.")
        return
    name = f"{len(plan)} settings, {epochs} epochs each"
    yield Row(f"{name}, against GridSearchCV with MLPClassifier", ours, theirs[0], theirs[0] / ours, "s")
    yield Row("best accuracy on the test digits", 100 * best, 100 * theirs[1], None, "%")


def _scikit_learn(digits: Digits, epochs: int) -> tuple[float, float] | None:
    """Return the time of the same search by scikit-learn, and its best accuracy on the same test digits."""
    try:
        from sklearn.model_selection import GridSearchCV, PredefinedSplit
        from sklearn.neural_network import MLPClassifier
    except ImportError:
        return None
    import warnings

    warnings.filterwarnings("ignore")  # that so few epochs do not converge is known
    parts = [digits.split(name) for name in ("train", "test")]
    x = np.concatenate([part.images.reshape(len(part), -1) for part in parts]).astype(np.float32) / 255
    y = np.concatenate([part.labels for part in parts])
    folds = PredefinedSplit(np.repeat([-1, 0], [len(part) for part in parts]))
    about: dict[str, Any] = {"solver": "sgd", "momentum": 0.9, "nesterovs_momentum": False, "alpha": 1e-4}
    about |= {"activation": "logistic", "batch_size": 100, "max_iter": epochs, "tol": 0.0, "n_iter_no_change": epochs}
    search = GridSearchCV(
        MLPClassifier(random_state=1, **about), _grid(), cv=folds, refit=False, scoring="accuracy", n_jobs=1
    )
    took = on_the_clock(lambda: search.fit(x, y))
    return took, float(search.best_score_)


def _grid() -> dict[str, Sequence[Any]]:
    return {"learning_rate_init": RATES, "hidden_layer_sizes": WIDTHS}


if __name__ == "__main__":
    main()
