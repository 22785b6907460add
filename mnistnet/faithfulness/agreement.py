"""Agreement measures how near a map comes to another one, and to the change that it ought to explain."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence.maps import InfluenceMaps
from mnistnet.words import say

__all__ = ["completeness_gap", "kept_by_activations", "pearson", "relative_rmse"]

Array = NDArray[Any]


def completeness_gap(maps: InfluenceMaps, view: str) -> Array:
    """Return ``|sum of the map - (f(x) - f(x'))| / |f(x) - f(x')|`` of every node, shape (nodes,).

    0 is perfect; 1 is as far off as an empty map.

    Notes
    -----
    Necessary, not sufficient: a map that gives everything to one pixel adds up too.
    """
    return maps.gap(view)


def pearson(maps: Array, reference: Array) -> Array:
    """Return the correlation of every map with its reference, from -1 to 1, shape (nodes,).

    Parameters
    ----------
    maps, reference : ndarray of shape (nodes, rows, columns)

    Returns
    -------
    ndarray of shape (nodes,)
        NaN where one of the two is constant.

    Notes
    -----
    Only pixels count that are not 0 in every map of both: blank pixels that no map speaks of would
    agree too easily. Correlation is blind to the size: a map that is twice too large has r = 1.

    Examples
    --------
    >>> pearson(np.array([[[1.0, 2.0, 3.0]]]), np.array([[[2.0, 4.0, 6.0]]]))
    array([1.])
    """
    a, b = _flat(maps, reference)
    spoken_of = (a != 0).any(axis=0) | (b != 0).any(axis=0)
    a, b = a[:, spoken_of], b[:, spoken_of]
    if not a.shape[1]:
        return np.full(len(a), np.nan)
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    sizes = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    return np.divide((a * b).sum(axis=1), sizes, out=np.full(len(a), np.nan), where=sizes > 0)


def relative_rmse(maps: Array, reference: Array) -> Array:
    """Return the root mean square error of every map, divided by its reference's root mean square.

    Parameters
    ----------
    maps, reference : ndarray of shape (nodes, rows, columns)

    Returns
    -------
    ndarray of shape (nodes,)
        0 is perfect, 1 as far off as an empty map; NaN where the reference is 0 everywhere.
    """
    a, b = _flat(maps, reference)
    sizes = np.sqrt((b**2).sum(axis=1))
    return np.divide(np.sqrt(((a - b) ** 2).sum(axis=1)), sizes, out=np.full(len(a), np.nan), where=sizes > 0)


def _flat(maps: Array, reference: Array) -> tuple[Array, Array]:
    if maps.shape != reference.shape:
        raise ValueError(
            say(
                "Maps of shape {shape} cannot be compared with maps of shape {other}.",
                shape=maps.shape,
                other=reference.shape,
            )
        )
    return maps.reshape(len(maps), -1), reference.reshape(len(reference), -1)


def kept_by_activations(maps: InfluenceMaps) -> dict[int, float]:
    """Return for every dense layer k how like each node's map before and behind its activation are, on average.

    Parameters
    ----------
    maps : InfluenceMaps
        Of any method, with views in pairs: "a1" and "z1", ...

    Returns
    -------
    dict of int to float
        The mean over nodes of the correlation of a node's a_k map with its z_k map; 1 where the
        activation leaves every picture as it is but for its brightness. NaN if no node has both.
    """
    layers = [int(view[1:]) for view in maps if view[0] == "a" and f"z{view[1:]}" in maps]
    kept = {k: pearson(maps[f"a{k}"], maps[f"z{k}"]) for k in layers}
    return {k: float(r[np.isfinite(r)].mean()) if np.isfinite(r).any() else float("nan") for k, r in kept.items()}
