"""A verdict turns the scoreboard's figures into plain words: what can be believed at which layer, and how far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import Score
from mnistnet.influence import METHODS
from mnistnet.network import Network

__all__ = ["LEVELS", "Verdict", "figures_of", "headline", "judge", "judged_views", "nearest", "row_title", "title_of"]

Array = NDArray[Any]
WIDEST = 200  # nodes; a wider view takes many seconds a digit
YARDSTICK = "shapley"
EXACT, NOISY, UNSURE = 1e-6, 0.05, 0.5  # errors below which a map is exact, above which the yardstick is doubted
LEVELS = MappingProxyType(
    {
        "exact": "believe all of it",
        "sure": "believe it",
        "pattern": "believe where, but not how much,",
        "rough": "take the pattern as a hint, not the sizes,",
        "wrong": "do not believe it",
        "unknown": "nobody can say how far to believe it",
    }
)


def title_of(method: str) -> str:
    """Return a method's name as people write it."""
    return METHODS[method].title


def row_title(method: str) -> str:
    """Return the name of a scoreboard's row: that of the yardstick is a second run of it."""
    return "Shapley again" if method == YARDSTICK else title_of(method)


def judged_views(network: Network, widest: int = WIDEST) -> tuple[str, ...]:
    """Return the views with at most `widest` nodes; the last two where all are wider."""
    narrow = tuple(view for view, shape in network.view_shapes.items() if np.prod(shape) <= widest)
    return narrow or network.views[-2:]


@dataclass(frozen=True)
class Verdict:
    """What to believe of one method's maps at one view.

    Attributes
    ----------
    view : str
    level : str
        A name in `LEVELS`, from "exact" to "wrong"; "unknown" where the yardstick itself is unsure.
    sentence : str
        The reason, with figures.
    """

    view: str
    level: str
    sentence: str


def judge(scores: Iterable[Score], method: str = "one_pixel") -> tuple[Verdict, ...]:
    """Return one verdict a view on a method, in the order of the scores.

    Parameters
    ----------
    scores : iterable of Score
        With those of `shapley`, whose own error says how far two runs of the yardstick differ.
    method : str
        A name in `METHODS`.

    Notes
    -----
    A verdict is about the mean over digits and nodes; a single map may be better or worse.
    """
    scores = tuple(scores)
    doubt = {score.view: score.relative_rmse for score in scores if score.method == YARDSTICK}
    return tuple(_verdict(score, doubt.get(score.view, np.nan)) for score in scores if score.method == method)


def headline(verdicts: Sequence[Verdict]) -> str:
    """Return all verdicts in one sentence: views of the same level stand together."""
    parts = []
    for level, advice in LEVELS.items():
        views = [verdict.view for verdict in verdicts if verdict.level == level]
        if views:
            parts.append(f"{advice} at {_listed(views)}")
    return "; ".join(parts)


def nearest(scores: Iterable[Score]) -> str:
    """Return a sentence that names the method whose maps came nearest to Shapley's over all views."""
    errors: dict[str, list[tuple[float, str]]] = {}
    for score in scores:
        if score.method != YARDSTICK and np.isfinite(score.relative_rmse):
            errors.setdefault(score.method, []).append((score.relative_rmse, score.view))
    if not errors:
        return ""
    best = min(errors, key=lambda method: float(np.mean([error for error, _ in errors[method]])))
    worst, view = max(errors[best])
    if worst < EXACT:
        return f"Nearest to Shapley over all these layers: {title_of(best)}, exact everywhere."
    return f"Nearest to Shapley over all these layers: {title_of(best)}, at worst {_percent(worst)} off (at {view})."


def figures_of(scores: Iterable[Score], methods: Sequence[str], views: Sequence[str], measure: str) -> Array:
    """Return one measure as a table of shape (methods, views); NaN where there is no score."""
    table = np.full((len(methods), len(views)), np.nan)
    for score in scores:
        if score.method in methods and score.view in views:
            table[methods.index(score.method), views.index(score.view)] = getattr(score, measure)
    return table


def _verdict(score: Score, doubt: float) -> Verdict:
    if score.relative_rmse < EXACT:
        return Verdict(score.view, "exact", "it is exact.")
    if not np.isfinite(score.relative_rmse) or doubt > UNSURE:
        return Verdict(score.view, "unknown", _unknown(score, doubt))
    sentence = f"{_pattern(score.r)}{_sizes(score.relative_rmse, right=score.r >= 0.9)}."
    if doubt > NOISY:
        sentence += f" (The yardstick is sampled here, ± {_percent(doubt)}.)"
    return Verdict(score.view, _level(score), sentence)


def _level(score: Score) -> str:
    if score.r >= 0.995 and score.relative_rmse <= 0.1:
        return "sure"
    return "pattern" if score.r >= 0.9 else "rough" if score.r >= 0.7 else "wrong"


def _pattern(r: float) -> str:
    for least, words in ((0.995, "right"), (0.95, "nearly right"), (0.9, "right in outline"), (0.7, "only rough")):
        if r >= least:
            return f"its pattern is {words} ({_correlation(r)})"
    return f"its pattern is wrong in much ({_correlation(r)})"


def _sizes(error: float, right: bool) -> str:
    if error <= 0.1:
        return f", and so are the sizes ({_percent(error)} off)"
    join = "but" if right else "and"
    if error < 1:
        return f", {join} the sizes are {_percent(error)} off"
    return f", {join} the sizes are {_percent(error)} off (those of an empty map: 100 %)"


def _unknown(score: Score, doubt: float) -> str:
    why = f"two runs of it differ by {_percent(doubt)}" if np.isfinite(doubt) else "it is 0 or undefined"
    adds_up = f" The sum of the map misses what truly happened by {_percent(score.gap)}." if score.gap > EXACT else ""
    return f"the yardstick itself cannot be trusted here ({why}), so the map cannot be compared.{adds_up}"


def _correlation(r: float) -> str:
    return "r > 0.999" if 0.9995 <= r < 1 else f"r = {r:.3f}"


def _percent(value: float) -> str:
    if not np.isfinite(value):
        return "an unknown share"
    percent = 100 * value
    if percent >= 1000:
        return f"{value:,.0f}-fold"
    return "less than 0.1 %" if percent < 0.1 else f"{percent:.1f} %" if percent < 9.95 else f"{percent:.0f} %"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
