"""A verdict turns the scoreboard's figures into plain words: what can be believed at which layer, and how far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import Score
from mnistnet.influence import METHODS
from mnistnet.network import Network
from mnistnet.words import mark, say

__all__ = ["LEVELS", "Verdict", "figures_of", "headline", "judge", "judged_views", "nearest", "row_title", "title_of"]

Array = NDArray[Any]
WIDEST = 200  # nodes; a wider view takes many seconds a digit
YARDSTICK = "shapley"
EXACT, NOISY, UNSURE = 1e-6, 0.05, 0.5  # errors below which a map is exact, above which the yardstick is doubted
SETTLED = 2  # how many times smaller than `UNSURE` an error should be before a verdict rests on it
ENOUGH = 10  # digits; of fewer, figures are not quoted, for the next digit may change them
LEVELS = MappingProxyType(
    {
        "exact": mark("believe all of it at {views}"),
        "sure": mark("believe it at {views}"),
        "pattern": mark("believe where, but not how much, at {views}"),
        "rough": mark("take the pattern as a hint, not the sizes, at {views}"),
        "wrong": mark("do not believe it at {views}"),
        "unknown": mark("nobody can say how far to believe it at {views}"),
    }
)
PATTERNS = (  # least correlation, the sentence with a figure, and that without
    (0.9995, mark("Its pattern is right (r > 0.999)."), mark("Its pattern seems right.")),
    (0.995, mark("Its pattern is right (r = {r:.3f})."), mark("Its pattern seems right.")),
    (0.95, mark("Its pattern is nearly right (r = {r:.3f})."), mark("Its pattern seems nearly right.")),
    (0.9, mark("Its pattern is right in outline (r = {r:.3f})."), mark("Its pattern seems right in outline.")),
    (0.7, mark("Its pattern is only rough (r = {r:.3f})."), mark("Its pattern seems rough.")),
    (-np.inf, mark("Its pattern is wrong in much (r = {r:.3f})."), mark("Its pattern seems wrong in much.")),
)
SIZES = (  # largest error, and the same
    (0.1, mark("Its sizes are right: {error} off."), mark("Its sizes seem right.")),
    (1.0, mark("Its sizes are {error} off."), mark("Its sizes seem off.")),
    (
        np.inf,
        mark("Its sizes are {error} off (those of an empty map: 100 %)."),
        mark("Its sizes seem worse than those of an empty map."),
    ),
)


def title_of(method: str) -> str:
    """Return a method's name as people write it."""
    return say(METHODS[method].title)


def row_title(method: str) -> str:
    """Return the name of a scoreboard's row: that of the yardstick is a second run of it."""
    return say("Shapley again") if method == YARDSTICK else title_of(method)


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
        Each says how far the yardstick itself may be off; where one does not, how far a second run differs tells it.
    method : str
        A name in `METHODS`.

    Notes
    -----
    A verdict is about the mean over digits and nodes; a single map may be better or worse (`one_map.judge_map`). It
    quotes figures from `ENOUGH` digits on.
    """
    scores = tuple(scores)
    again = {score.view: score.relative_rmse for score in scores if score.method == YARDSTICK}
    return tuple(_verdict(score, _doubt(score, again)) for score in scores if score.method == method)


def _doubt(score: Score, again: Mapping[str, float]) -> float:
    return score.doubt if score.doubt > 0 else again.get(score.view, np.nan)


def headline(verdicts: Sequence[Verdict]) -> str:
    """Return all verdicts in one sentence: views of the same level stand together."""
    views = {level: [verdict.view for verdict in verdicts if verdict.level == level] for level in LEVELS}
    return "; ".join(say(LEVELS[level], views=_listed(found)) for level, found in views.items() if found)


def nearest(scores: Iterable[Score]) -> str:
    """Return a sentence that names the method whose maps came nearest to Shapley's over all views."""
    errors: dict[str, list[tuple[float, str]]] = {}
    digits = 0
    for score in scores:
        if score.method != YARDSTICK and np.isfinite(score.relative_rmse):
            errors.setdefault(score.method, []).append((score.relative_rmse, score.view))
            digits = max(digits, score.digits)
    if not errors:
        return ""
    best = min(errors, key=lambda method: float(np.mean([error for error, _ in errors[method]])))
    worst, view = max(errors[best])
    if worst < EXACT:
        return say("Nearest to Shapley over all these layers: {method}, exact everywhere.", method=title_of(best))
    if digits < ENOUGH:
        return say("Nearest to Shapley over all these layers, so far: {method}.", method=title_of(best))
    return say(
        "Nearest to Shapley over all these layers: {method}, at worst {error} off (at {view}).",
        method=title_of(best),
        error=_percent(worst),
        view=view,
    )


def figures_of(scores: Iterable[Score], methods: Sequence[str], views: Sequence[str], measure: str) -> Array:
    """Return one measure as a table of shape (methods, views); NaN where there is no score."""
    table = np.full((len(methods), len(views)), np.nan)
    for score in scores:
        if score.method in methods and score.view in views:
            table[methods.index(score.method), views.index(score.view)] = getattr(score, measure)
    return table


def _verdict(score: Score, doubt: float) -> Verdict:
    if score.relative_rmse < EXACT:
        return Verdict(score.view, "exact", say("It is exact."))
    if not np.isfinite(score.relative_rmse) or doubt > UNSURE:
        return Verdict(score.view, "unknown", _unknown(score, doubt))
    sentence = f"{_pattern(score)} {_sizes(score)}"
    if doubt > NOISY and score.digits >= ENOUGH:
        sentence += say(" (The yardstick is sampled here, ± {doubt}.)", doubt=_percent(doubt))
    return Verdict(score.view, _level(score), sentence)


def _level(score: Score) -> str:
    if score.r >= 0.995 and score.relative_rmse <= 0.1:
        return "sure"
    return "pattern" if score.r >= 0.9 else "rough" if score.r >= 0.7 else "wrong"


def _pattern(score: Score) -> str:
    if not np.isfinite(score.r):
        return say("It has no pattern: all pixels are alike.")
    known, first = next(rest for least, *rest in PATTERNS if score.r >= least)
    return say(known, r=score.r) if score.digits >= ENOUGH else say(first)


def _sizes(score: Score) -> str:
    known, first = next(rest for most, *rest in SIZES if score.relative_rmse <= most)
    return say(known, error=_percent(score.relative_rmse)) if score.digits >= ENOUGH else say(first)


def _unknown(score: Score, doubt: float) -> str:
    if not np.isfinite(doubt):
        return say("Nobody can say: the yardstick is 0 or undefined here, so the map cannot be compared.")
    if score.digits < ENOUGH:
        return say(
            "Nobody can say: the yardstick, which was sampled, seems too unsure here for the map to be compared."
        )
    unsure = say(
        "Nobody can say: the yardstick, which is sampled, may be off by {doubt} here; {times:,.0f} times as many "
        "random teams would make that {enough}, more digits would not.",
        doubt=_percent(doubt),
        times=(doubt / UNSURE * SETTLED) ** 2,
        enough=_percent(UNSURE / SETTLED),
    )
    if score.gap <= EXACT:
        return unsure
    misses = say("The sum of the map misses what truly happened by {gap}.", gap=_percent(score.gap))
    return f"{unsure} {misses}"


def _percent(value: float) -> str:
    if not np.isfinite(value):
        return say("an unknown share")
    percent = 100 * value
    if percent >= 1000:
        return say("{times:,.0f}-fold", times=value)
    if percent < 0.1:
        return say("less than 0.1 %")
    return say("{percent:.1f} %", percent=percent) if percent < 9.95 else say("{percent:.0f} %", percent=percent)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else say("{most} and {last}", most=", ".join(words[:-1]), last=words[-1])
