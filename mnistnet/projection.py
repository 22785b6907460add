"""A projection lays points of many dimensions out on a sheet of paper; something is always lost."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.words import say
from mnistnet.words.told import Told

__all__ = ["STEPS", "PackageMissing", "Projection", "nearest_agree", "neighbour_map", "principal_components"]

Array = NDArray[Any]
EARLY, LATE = 250, 500  # steps of t-SNE: with attraction made stronger, then as it is
STEPS = EARLY + LATE


class PackageMissing(Told, ImportError):
    """An optional package is not installed; the message says which, and what to do."""

    is_a_limit = True


@dataclass(frozen=True, eq=False)
class Projection:
    """The flat picture of points that shows as much of their spread as any flat picture can.

    Attributes
    ----------
    points : ndarray of shape (n, count)
        The points on the new axes.
    mean : ndarray of shape (dimensions,)
    axes : ndarray of shape (dimensions, count)
        Of length 1 and at right angles to each other; the largest entry of each is positive. Where points spread in
        fewer directions than `count` the last are zero, and so is what they show.
    explained : ndarray of shape (count,)
        The share of all spread (variance) that each axis shows, 0 to 1.
    """

    points: Array
    mean: Array
    axes: Array
    explained: Array

    def place(self, points: ArrayLike) -> Array:
        """Return where other points of the same kind lie, shape (m, count)."""
        return np.asarray((np.asarray(points) - self.mean) @ self.axes)


def principal_components(points: ArrayLike, count: int = 2) -> Projection:
    """Return the projection onto the directions of largest spread, by a singular value decomposition.

    Parameters
    ----------
    points : ndarray of shape (n, dimensions)
    count : int
        How many directions.

    References
    ----------
    K. Pearson, "On lines and planes of closest fit to systems of points in space", 1901.

    Examples
    --------
    >>> np.abs(principal_components(np.array([[0.0, 0.0], [2.0, 2.0], [4.0, 4.0]]), count=1).points).round(3)
    array([[2.828],
           [0.   ],
           [2.828]])
    """
    cloud = np.asarray(points, float)
    mean = cloud.mean(axis=0)
    _, spreads, rows = np.linalg.svd(cloud - mean, full_matrices=False)
    axes, missing = rows[:count].T, max(count - len(rows), 0)
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])] < 0, -1, 1)
    axes = np.pad(axes, ((0, 0), (0, missing)))
    shares = np.pad(spreads**2 / max(float((spreads**2).sum()), np.finfo(float).tiny), (0, missing))
    return Projection((cloud - mean) @ axes, mean, axes, shares[:count])


def neighbour_map(
    points: ArrayLike,
    *,
    perplexity: float = 30,
    report: Callable[[int], object] | None = None,
    every: int = 25,
    seed: int = 0,
) -> Array:
    """Return a flat picture in which near points stay near: t-SNE, shape (n, 2).

    Parameters
    ----------
    points : ndarray of shape (n, dimensions)
        More than 50 dimensions are first brought down to 50 by `principal_components`; one alone gets a second.
    perplexity : float
        About how many neighbours each point keeps.
    report : callable, optional
        Is called with the number of steps done, of `STEPS`, at regular intervals; what it raises stops the work.
    every : int
        How many steps lie between two reports.

    Raises
    ------
    PackageMissing
        If the package openTSNE is not installed.

    Notes
    -----
    Who is near to whom can be trusted; the sizes of groups and the distances between them mean little, and
    another seed gives another picture.

    References
    ----------
    L. van der Maaten, G. Hinton, "Visualizing Data using t-SNE", 2008. The work is done by openTSNE.
    """
    try:
        package = import_module("openTSNE")
    except ImportError as error:
        raise PackageMissing(
            say("t-SNE needs the package openTSNE: pip install opentsne. PCA works without it.")
        ) from error
    cloud = np.asarray(points, float)
    if len(cloud) < 2:  # nobody is near to anybody
        return np.zeros((len(cloud), 2))
    if not 2 <= cloud.shape[1] <= 50:
        cloud = principal_components(cloud, min(max(cloud.shape[1], 2), 50)).points
    work = package.TSNE(
        perplexity=min(perplexity, (len(cloud) - 1) / 3),
        early_exaggeration_iter=EARLY,
        n_iter=LATE,
        neighbors="exact",
        negative_gradient_method="bh",
        n_jobs=1,
        random_state=seed,
        callbacks=_Counter(report) if report else None,
        callbacks_every_iters=every,
    )
    return np.array(work.fit(cloud))


class _Counter:
    """Counts the steps over both stages, whose own count starts anew, and reports them."""

    def __init__(self, report: Callable[[int], object]) -> None:
        self._report, self._before, self._last = report, 0, 0

    def __call__(self, iteration: int, error: float, embedding: Any) -> None:
        if iteration < self._last:
            self._before = EARLY
        self._last = iteration
        self._report(self._before + iteration)


def nearest_agree(points: ArrayLike, labels: ArrayLike) -> float:
    """Return the share of points whose nearest other point has the same label, 0 to 1.

    Parameters
    ----------
    points : ndarray of shape (n, dimensions)
    labels : ndarray of shape (n,)

    Notes
    -----
    It asks how well a layer keeps the classes apart, in all its dimensions and not only in the two of a picture.
    """
    cloud, classes = np.asarray(points, float), np.asarray(labels)
    squares = np.einsum("ij,ij->i", cloud, cloud)
    distances = squares[:, None] + squares - 2 * cloud @ cloud.T
    np.fill_diagonal(distances, np.inf)
    return float((classes[distances.argmin(axis=1)] == classes).mean())
