"""The scoreboard answers, method by method and view by view, how far influence maps can be believed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.faithfulness.agreement import pearson, relative_rmse
from mnistnet.faithfulness.curves import deletion, insertion
from mnistnet.faithfulness.subsets import infidelity
from mnistnet.faithfulness.yardstick import relative_error, yardstick
from mnistnet.influence.game import DoesNotApply
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.methods import METHODS
from mnistnet.network import Network

__all__ = ["IN_UNITS_OF_THE_NODE", "Progress", "Score", "scoreboard"]

Array = NDArray[Any]
IN_UNITS_OF_THE_NODE = tuple(name for name, method in METHODS.items() if method.comparable)


@dataclass(frozen=True)
class Score:
    """How one method did at one view: means over digits of means over nodes.

    Attributes
    ----------
    method, view : str
    r : float
        Correlation with Shapley's value.
    relative_rmse : float
        Root mean square error against Shapley's value, over the latter's size.
    gap : float
        How far the maps are from adding up: over all nodes, the sum of the differences divided by
        the sum of the changes, both without sign.
    infidelity : float
        Squared error as a forecast of erasing random groups; 1 is as bad as an empty map.
    insertion_minus_deletion : float
        Area between the two curves as a share of all ups and downs of Shapley's map; higher is better.
    digits : int
        How many digits it was measured on.
    doubt : float
        The yardstick's own standard error as a share of its size; 0 where it is exact or was not told.
    """

    method: str
    view: str
    r: float
    relative_rmse: float
    gap: float
    infidelity: float
    insertion_minus_deletion: float
    digits: int
    doubt: float = 0.0


@dataclass(frozen=True)
class Progress:
    """A scoreboard after `done` of `total` digits."""

    done: int
    total: int
    scores: tuple[Score, ...]


def scoreboard(
    network: Network,
    images: ArrayLike,
    methods: Sequence[str] = IN_UNITS_OF_THE_NODE,
    views: Sequence[str] | None = None,
    baseline: ArrayLike | None = None,
    *,
    rng: Generator | None = None,
    nodes: int = 10,
    reference_toggles: int = 128,
) -> Iterator[Progress]:
    """Yield the scoreboard after every digit, so that a reader can watch it settle, and stop.

    Parameters
    ----------
    network, baseline
        As for the influence methods.
    images : ndarray of shape (n, rows, columns)
        The sample of digits.
    methods : sequence of str
        Names in `METHODS`; by default all whose maps are in the unit of the node against one baseline.
    views : sequence of str, optional
        All by default.
    rng : Generator, optional
        Seeded with 0 by default.
    nodes : int
        For how many nodes of each view the insertion and deletion curves are followed.
    reference_toggles : int
        How exact the reference is where it must sample; see `yardstick`.

    Yields
    ------
    Progress
        A method that does not apply to the network has no scores.

    Notes
    -----
    The reference is `shapley` with more teams and luck of its own. Where it must sample, no
    method can be seen to be nearer to the truth than the reference itself is.
    """
    rng = rng or np.random.default_rng(0)
    pictures = np.asarray(images).reshape(-1, *network.image_shape)
    wanted = network.views if views is None else tuple(views)
    found: dict[tuple[str, str], list[Array]] = {}
    for done, picture in enumerate(pictures, 1):
        reference = yardstick(network, picture, baseline, rng=rng, views=wanted, toggles=reference_toggles)
        for name in methods:
            try:
                maps = METHODS[name].function(network, picture, baseline, rng=rng, views=wanted)
            except DoesNotApply:
                continue
            for view in wanted:
                figures = _figures(network, picture, baseline, maps, reference, view, nodes)
                found.setdefault((name, view), []).append(figures)
        yield Progress(done, len(pictures), tuple(_score(key, rows) for key, rows in found.items()))


def table(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """Return the scores as a list of dictionaries, one a row, ready for a data frame or a CSV file."""
    return [asdict(score) for score in scores]


def _figures(
    network: Network,
    picture: Array,
    baseline: ArrayLike | None,
    maps: InfluenceMaps,
    reference: InfluenceMaps,
    view: str,
    nodes: int,
) -> Array:
    """Return the figures of one method for one picture and one view, means over nodes; the yardstick's doubt last."""
    truth = reference[view]
    chosen = np.unique(np.linspace(0, len(truth) - 1, nodes).round().astype(int)).tolist()
    curves = (way(network, picture, maps[view], view, chosen, baseline, steps=20).auc for way in (insertion, deletion))
    between = next(curves) - next(curves)
    ups_and_downs = np.abs(truth[chosen]).sum(axis=(1, 2))
    change = np.abs(maps.change[view]).sum()
    return np.array(
        [
            _mean(pearson(maps[view], truth)),
            _mean(relative_rmse(maps[view], truth)),
            np.abs(maps.difference(view)).sum() / change if change else np.nan,
            _mean(infidelity(network, picture, maps[view], view, baseline)),
            _mean(between[ups_and_downs > 0] / ups_and_downs[ups_and_downs > 0]),
            _mean(relative_error(reference, view)),
        ]
    )


def _mean(figures: Array) -> float:
    """Return the mean of the figures that are numbers; NaN if there is none."""
    known = figures[np.isfinite(figures)]
    return float(known.mean()) if len(known) else float("nan")


def _score(key: tuple[str, str], rows: list[Array]) -> Score:
    r, rmse, gap, squared, between, doubt = (_mean(column) for column in np.array(rows).T)
    return Score(*key, r, rmse, gap, squared, between, len(rows), doubt)
