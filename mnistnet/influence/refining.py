"""A map that was drawn at random is refined by drawing again: the mean of n maps errs by the root of n less."""

from collections.abc import Collection, Iterator
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.maps import InfluenceMaps
from mnistnet.influence.shapley import shapley
from mnistnet.network import Network

__all__ = ["refined", "uncertainty"]

Array = NDArray[Any]


def refined(
    network: Network,
    image: ArrayLike,
    baseline: ArrayLike | None = None,
    *,
    seed: int = 0,
    views: Collection[str] | None = None,
    **effort: Any,
) -> Iterator[InfluenceMaps]:
    """Yield Shapley's values, again and again, each time with less error; the first are those of `shapley`.

    Parameters
    ----------
    network, image, baseline, views
        As for `one_pixel`.
    seed : int
        The same seed yields the same maps.
    **effort
        `masks`, `toggles`, `permutations` and `tolerance` of each draw, as `shapley` takes them.

    Yields
    ------
    InfluenceMaps
        The mean of all draws so far, with its standard error. They add up as those of `shapley` do. Where nothing
        is drawn at random they come once.

    Examples
    --------
    >>> from itertools import islice
    >>> from mnistnet import load_digits, load_network
    >>> network, digit = load_network("scratch"), load_digits().split("test").images[0]
    >>> draws = [*islice(refined(network, digit, views=["z3"]), 4)]
    >>> uncertainty(draws[3], "z3") < uncertainty(draws[0], "z3")
    True
    """
    mean = shapley(network, image, baseline, rng=np.random.default_rng(seed), views=views, **effort)
    yield mean
    drawn = [view for view, error in mean.standard_error.items() if error is not None]
    if not drawn:
        return
    for draws in count(1):
        rng = np.random.default_rng([seed, draws])
        mean = _with(mean, draws, shapley(network, image, baseline, rng=rng, views=drawn, **effort))
        yield mean


def uncertainty(maps: InfluenceMaps, view: str) -> float:
    """Return the standard error of the maps of a view as a share of their size, over all nodes; 0 where they are exact.

    Size is the root of the sum of squares. A view whose maps are 0 everywhere has none.
    """
    error, size = maps.standard_error[view], float(np.sqrt((maps[view] ** 2).sum()))
    return 0.0 if error is None or not size else float(np.sqrt((error**2).sum())) / size


def _with(mean: InfluenceMaps, draws: int, another: InfluenceMaps) -> InfluenceMaps:
    """Return the mean of so many draws with one more."""
    maps, errors = dict(mean.maps), dict(mean.standard_error)
    for view, error in another.standard_error.items():
        old = errors[view]
        assert old is not None and error is not None
        maps[view] = (draws * mean[view] + another[view]) / (draws + 1)
        errors[view] = np.hypot(draws * old, error) / (draws + 1)
    return InfluenceMaps(mean.method, maps, mean.change, errors)
