"""S1: one-pixel influence."""

from functools import cache

import numpy as np

from mnistnet import load_digits
from mnistnet.faithfulness import pearson
from mnistnet.influence import interactions, one_pixel
from tests.source_numbers.record import WHITE, bound, network, number


@cache
def white_maps() -> dict[str, np.ndarray]:
    """Return the one-pixel maps of the all-white picture, every view of "scratch"."""
    maps = one_pixel(network("scratch"), WHITE)
    return {view: maps[view] for view in network("scratch").views}


def apart_from_loop() -> float:
    """Return how far the maps are from those by hand: one pixel into the zero image, each by itself, in float64."""
    one, digit = network("scratch").astype(np.float64), load_digits().split("test").images[0]
    maps, blank = one_pixel(one, digit), one.trace(np.zeros((28, 28), np.uint8))
    worst = 0.0
    for pixel in range(0, 784, 7):
        alone = np.zeros(784, np.uint8)
        alone[pixel] = digit.flat[pixel]
        views = one.trace(alone.reshape(28, 28))
        for view in one.views:
            change = (views[view] - blank[view])[0]
            worst = max(worst, float(np.abs(maps[view].reshape(len(change), 784)[:, pixel] - change).max()))
    return worst


def gap_of(view: str) -> float:
    """Return by what share one-pixel maps miss the true change, as the README's table reckons it, for test digit 0."""
    maps = one_pixel(network("scratch"), load_digits().split("test").images[0])
    return float(np.abs(maps.difference(view)).sum() / np.abs(maps.change[view]).sum())


def alike(first: str, second: str) -> str:
    """Return the mean correlation of two views' maps of the white picture, node by node."""
    return f"{np.nanmean(pearson(white_maps()[first], white_maps()[second])):.3f}"


def pairs_apart() -> float:
    """Return how far alone + half of together is from the Shapley value, node 0 of z1 and test digit 0."""
    from mnistnet.influence import shapley_exact

    one, digit = network("scratch").astype(np.float64), load_digits().split("test").images[0]
    pairs = interactions(one, digit, view="z1", node=0)
    return float(np.abs(pairs.picture(pairs.total) - shapley_exact(one, digit)["z1"][0]).max())


number("s1-pixels", lambda: white_maps()["z1"][0].size)
number("s1-map", lambda: "x".join(map(str, white_maps()["z1"].shape[1:])))
number("s1-views", lambda: len(white_maps()))
number("s1-nodes", lambda: sum(len(maps) for maps in white_maps().values()))
bound("s1-loop", apart_from_loop)
number("s1-sigmoid-alike", lambda: alike("a2", "z2"))
number("s1-softmax-alike", lambda: alike("a3", "z3"))
bound("s1-gap-a1", lambda: gap_of("a1"))
number("s1-gap-z1", lambda: f"{gap_of('z1'):.2f}")
number("s1-gap-z3", lambda: f"{gap_of('z3'):.2f}")
bound("s1-pairs", pairs_apart)
number("s1-probability", lambda: f"{network('scratch').predict(WHITE)[0].max():.4f}")
