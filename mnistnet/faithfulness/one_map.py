"""One map judged: whether this very picture, of one node and by one method, may be believed, and why.

The yardstick is Shapley's value of the same node, with its own uncertainty where it had to be sampled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from mnistnet.faithfulness.agreement import pearson, relative_rmse
from mnistnet.faithfulness.measures import MEASURES, written
from mnistnet.influence import METHODS
from mnistnet.influence.maps import InfluenceMaps
from mnistnet.words import mark, say

__all__ = ["BELIEVE", "CARE", "DOUBT", "MapVerdict", "judge_map"]

BELIEVE, CARE, DOUBT = "✓", "~", "✗"
EXACT, SURE, UNSURE = 1e-6, 0.1, 0.5  # relative errors: none, small enough to believe sizes, too large to say anything
LIKE, NEARLY_LIKE, ROUGHLY_LIKE = 0.995, 0.9, 0.7  # correlations: what a right, an outlined, a rough pattern has

# level -> the mark, and the sentence about a map
WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "exact": (BELIEVE, mark("You may believe this map: it is exactly each pixel's fair share of what happened.")),
        "sure": (
            BELIEVE,
            mark("You may believe this map: what is strong in it is strong, and its sizes are right to {error}."),
        ),
        "share": (
            BELIEVE,
            mark(
                "You may believe this map: it is each pixel's fair share of what happened, reckoned from random "
                "samples, right to {error}."
            ),
        ),
        "rough share": (
            CARE,
            mark(
                "Believe this map with care: it is each pixel's fair share of what happened, but reckoned from random "
                "samples, and another draw differs by {error}."
            ),
        ),
        "pattern": (
            CARE,
            mark(
                "Believe this map with care: it is right about where pixels push and pull, but its sizes are "
                "{error} off."
            ),
        ),
        "rough": (
            CARE,
            mark("Take this map as a hint only: its pattern is rough, and its sizes are {error} off."),
        ),
        "wrong": (
            DOUBT,
            mark("Do not believe this map: its pattern is not that of what the pixels really did."),
        ),
        "speed": (
            CARE,
            mark(
                "Believe this map with care: it shows how fast the node would move, not what the pixels did; only "
                "its pattern can be compared, and that is like it."
            ),
        ),
        "wrong speed": (
            DOUBT,
            mark(
                "Do not believe this map as what the pixels did: it shows how fast the node would move, and that is "
                "another pattern."
            ),
        ),
        "other question": (
            CARE,
            mark(
                "Believe this map with care: it counts from many pictures of its own, so it answers another question "
                "than the yardstick, and nobody can say here how right it is."
            ),
        ),
        "unknown": (
            CARE,
            mark(
                "Believe this map with care: the yardstick is itself too unsure at this node to judge by, for another "
                "draw of it differs by {doubt}."
            ),
        ),
        "still": (BELIEVE, mark("You may believe this map: it says that nothing happened to this node, and so it is.")),
        "invented": (DOUBT, mark("Do not believe this map: by the yardstick no pixel did anything to this node.")),
    }
)


@dataclass(frozen=True)
class MapVerdict:
    """Whether one map may be believed.

    Attributes
    ----------
    level : str
        A name in `WORDS`.
    r, error : float
        Correlation with the yardstick and relative root mean square error against it; NaN where there is none.
    doubt : float
        The yardstick's own standard error as a share of its size; 0 where it is exact.
    total, change : float
        What the map adds up to, and what truly happened to the node.
    """

    level: str
    r: float
    error: float
    doubt: float
    total: float
    change: float

    @property
    def mark(self) -> str:
        """`BELIEVE`, `CARE` or `DOUBT`."""
        return WORDS[self.level][0]

    @property
    def sentence(self) -> str:
        """What to think of the map, in one sentence."""
        size = MEASURES["relative_rmse"]
        error = self.doubt if "share" in self.level else self.error
        return say(WORDS[self.level][1], error=written(size, error), doubt=written(size, self.doubt))


def judge_map(maps: InfluenceMaps, yardstick: InfluenceMaps, view: str, node: int) -> MapVerdict:
    """Return whether the map of one node may be believed.

    Parameters
    ----------
    maps : InfluenceMaps
        Of any method.
    yardstick : InfluenceMaps
        Shapley's values of the same network, picture and baseline.
    view : str
    node : int

    Notes
    -----
    Where the yardstick was sampled, no map can be seen to be nearer to the truth than its own standard error.
    """
    one, truth = maps[view][node][None], yardstick[view][node][None]
    chance = yardstick.standard_error[view]
    size = float(np.sqrt((np.asarray(truth, float) ** 2).sum()))
    doubt = 0.0 if chance is None or not size else float(np.sqrt((chance[node] ** 2).sum())) / size
    r, error = float(pearson(one, truth)[0]), float(relative_rmse(one, truth)[0])
    return MapVerdict(
        _level(maps.method, r, error, doubt, moved=bool(one.any())),
        r,
        error,
        doubt,
        float(maps.total(view)[node]),
        float(yardstick.change[view][node]),
    )


def _level(method: str, r: float, error: float, doubt: float, *, moved: bool) -> str:
    how = METHODS[method]
    if not np.isfinite(error):  # the yardstick is blank
        return "invented" if moved else "still"
    if how.is_speed:
        return "speed" if r >= ROUGHLY_LIKE else "wrong speed"
    if not how.comparable:
        return "other question"
    if doubt > UNSURE:
        return "unknown"
    if error < EXACT:
        return "exact" if not doubt else "share" if doubt <= SURE else "rough share"
    if r >= LIKE and error <= SURE:
        return "sure"
    return "pattern" if r >= NEARLY_LIKE else "rough" if r >= ROUGHLY_LIKE else "wrong"
