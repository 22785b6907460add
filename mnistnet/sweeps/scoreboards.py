"""Scoreboards that come along: how far maps of each shipped network can be believed, measured ahead digit by digit."""

import io
import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.books.networks import load_network, network_names
from mnistnet.digits import Digits
from mnistnet.digits.data_folder import DATA_FOLDER, checked_bytes
from mnistnet.digits.sources import load_digits
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE, Score
from mnistnet.faithfulness.verdict import judged_views
from mnistnet.network import Network
from mnistnet.sweeps.influence import FAITHFUL
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.running import Sweep
from mnistnet.sweeps.serial import Engine, one_by_one
from mnistnet.sweeps.shipped import Made, made_now

__all__ = ["COUNT", "ReadyScores", "random_order", "ready_scores", "scoreboard_plan", "ship_scoreboards"]

FILE = DATA_FOLDER / "scoreboards.npz"
COUNT = 20  # the first test digits
TOGGLES = 512  # of the yardstick: eight times what a page has time for
OTHERS = {"your-own": 1024, "nielsen": 40_000, "rows": 1024, "sharp": 4096}  # steep and quick, or far from smooth


@dataclass(frozen=True)
class ReadyScores:
    """What was measured ahead.

    Attributes
    ----------
    digits : tuple of tuple of Score
        The scores of the first test digits, digit by digit.
    made : Made
    """

    digits: tuple[tuple[Score, ...], ...]
    made: Made


def random_order(count: int, most: int) -> NDArray[np.intp]:
    """Return the numbers of at most so many digits in random order, behind those that were measured ahead."""
    rest = COUNT + np.random.default_rng(0).permutation(max(count - COUNT, 0))
    return np.concatenate([np.arange(min(COUNT, count)), rest])[:most]


def scoreboard_plan(name: str, count: int = COUNT) -> Plan:
    """Return the plan whose points are the scoreboards of a shipped network, one a test digit."""
    views = judged_views(load_network(name))
    toggles = OTHERS.get(name, TOGGLES)
    settings = {"base": name, "methods": IN_UNITS_OF_THE_NODE, "views": views, "toggles": toggles}
    return Plan(f"scoreboard-{name}", measure="faithfulness", repeats=count, settings=settings)


def ready_scores(network: Network, digits: Digits) -> ReadyScores | None:
    """Return the scores of a shipped network on the first test digits that come along; None for all others."""
    kept, name = _kept(), _name(network, digits)
    if name not in kept:
        return None
    methods, views = (kept[f"{name}_{what}"].tolist() for what in ("methods", "views"))
    figures = kept[name].astype(np.float64)
    found = tuple(tuple(_scores(one, methods, views)) for one in figures)
    return ReadyScores(found, Made(**json.loads(str(kept[f"{name}_made"]))))


def ship_scoreboards(engine: Engine = one_by_one, count: int = COUNT, only: str | None = None) -> None:
    """Measure all shipped networks, or `only` one of them anew, and write data/scoreboards.npz."""
    digits = load_digits()
    names = {network: _name(load_network(network), digits.split("test")) for network in network_names()}
    kept = {key: value for key, value in _kept().items() if only and key.startswith(tuple(names.values()))}
    for network in [only] if only else names:
        kept |= _measured(scoreboard_plan(network, count), names[network], digits, engine)
    np.savez_compressed(FILE, allow_pickle=False, **kept)


def _measured(plan: Plan, name: str, digits: Digits, engine: Engine) -> dict[str, NDArray[Any]]:
    """Return what is kept of a network's scoreboards, key by key."""
    rows = {row.point: row for row in Sweep(plan, digits).run(engine)}
    in_order, views = [rows[point.digest] for point in plan.points(digits.digest)], plan.settings["views"]
    shape = len(in_order), len(IN_UNITS_OF_THE_NODE), len(views), len(FAITHFUL)
    figures = [[row.figures.get(figure, np.nan) for figure in plan.figures()] for row in in_order]
    made = made_now(sum(row.seconds for row in in_order))
    return {
        name: np.array(figures, np.float32).reshape(shape),
        f"{name}_methods": np.array(IN_UNITS_OF_THE_NODE),
        f"{name}_views": np.array(views),
        f"{name}_made": np.array(json.dumps(asdict(made))),
    }


def _scores(figures: NDArray[Any], methods: list[str], views: list[str]) -> list[Score]:
    """Return the scores of one digit; a method that does not apply has none."""
    places = [(m, v) for m in range(len(methods)) for v in range(len(views)) if np.isfinite(figures[m, v]).any()]
    named = [(methods[m], views[v], dict(zip(FAITHFUL, figures[m, v].tolist(), strict=True))) for m, v in places]
    return [Score(method, view, digits=1, **values) for method, view, values in named]


@cache
def _kept() -> dict[str, NDArray[Any]]:
    if not FILE.exists():
        return {}
    with np.load(io.BytesIO(checked_bytes(FILE)), allow_pickle=False) as file:
        return dict(file)


def _name(network: Network, digits: Digits) -> str:
    return f"{digits.digest[:12]}_{network.digest[:12]}"
