"""Points of two classes in a plane: a problem so small that what a network learned can be seen at a glance."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import Digits
from mnistnet.network import Network, PixelEncoding
from mnistnet.training import LayerPlan, Settings, train
from mnistnet.words import mark

__all__ = ["PROBLEMS", "TITLES", "Plane", "learn_plane", "plane_problem", "regions", "share_right"]

Array = NDArray[Any]
COUNT = 300  # points of a problem
ENOUGH = 0.97  # of them right: no further start is tried


@dataclass(frozen=True, eq=False)
class Plane:
    """Points of two classes in the plane.

    Attributes
    ----------
    points : ndarray of shape (n, 2)
        From -1 to 1.
    labels : ndarray of shape (n,)
        0 or 1.
    """

    points: Array
    labels: NDArray[np.uint8]


def _rings(labels: Array, rng: np.random.Generator) -> Array:
    radius = np.where(labels == 1, 0.8, 0.3) + rng.normal(0, 0.07, len(labels))
    angle = rng.uniform(0, 2 * np.pi, len(labels))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _corners(labels: Array, rng: np.random.Generator) -> Array:
    x = rng.choice([-0.5, 0.5], len(labels))
    y = np.where(labels == 1, x, -x)
    return np.stack([x, y], axis=1) + rng.normal(0, 0.15, (len(labels), 2))


def _moons(labels: Array, rng: np.random.Generator) -> Array:
    angle, sign = rng.uniform(0, np.pi, len(labels)), np.where(labels == 1, 1, -1)
    x, y = 0.55 * np.cos(angle) * sign - 0.27 * sign, 0.55 * np.sin(angle) * sign - 0.15 * sign
    return np.stack([x, y], axis=1) + rng.normal(0, 0.06, (len(labels), 2))


def _halves(labels: Array, rng: np.random.Generator) -> Array:
    x, y = rng.uniform(-0.9, 0.9, len(labels)), rng.uniform(0.12, 0.8, len(labels)) * np.where(labels == 1, 1, -1)
    return np.stack([x, np.clip(y + 0.25 * x, -1, 1)], axis=1)


PROBLEMS: MappingProxyType[str, Callable[[Array, np.random.Generator], Array]] = MappingProxyType(
    {"rings": _rings, "corners": _corners, "moons": _moons, "halves": _halves}
)
TITLES: MappingProxyType[str, str] = MappingProxyType(  # of the problems, for people
    {"rings": mark("rings"), "corners": mark("corners"), "moons": mark("moons"), "halves": mark("halves")}
)


def plane_problem(name: str, rng: np.random.Generator) -> Plane:
    """Return a problem of `PROBLEMS`: 300 points, half of each class; a straight line parts only "halves"."""
    labels = (np.arange(COUNT) % 2).astype(np.uint8)
    return Plane(np.clip(PROBLEMS[name](labels, rng), -1, 1), labels)


def learn_plane(
    plane: Plane, *, hidden: Sequence[int], activation: str, seed: int = 1, starts: int = 3, epochs: int = 80
) -> Network:
    """Return a network that has learned to tell the two classes of a plane apart, the best of several starts.

    To it a point is a picture of two pixels, rounded to 256 steps each; its inputs run from -1 to 1.

    Parameters
    ----------
    plane : Plane
    hidden : sequence of int
        The nodes of each hidden layer.
    activation : str
        Of every hidden layer: "identity" for a network without a bend.
    seed, starts : int
        Seeds from `seed` on are tried until one gets 97 % of the points right; at most `starts` of them.
    """
    settings = Settings(
        layers=(*(LayerPlan(nodes, activation) for nodes in hidden), LayerPlan(2, "softmax")),
        encoding=PixelEncoding(-1, 2),
        optimiser="adam",
        learning_rate=0.1,
        batch_size=50,
        epochs=epochs,
        seed=seed,
    )
    best = _trained(plane, settings)
    for start in range(1, starts):
        if share_right(best, plane) >= ENOUGH:
            break
        best = max(best, _trained(plane, settings.replace(seed=seed + start)), key=lambda n: share_right(n, plane))
    return best


def _trained(plane: Plane, settings: Settings) -> Network:
    pixels = np.rint((plane.points + 1) * 127.5).astype(np.uint8)
    return deque(train(settings, Digits(pixels[:, None], plane.labels)), maxlen=1)[0].network


def share_right(network: Network, plane: Plane) -> float:
    """Return the share of the points that a network puts on the right side, 0 to 1."""
    outputs = network.forward(plane.points)[network.views[-1]]
    return float((outputs.argmax(axis=1) == plane.labels).mean())


def regions(network: Network, resolution: int = 60) -> tuple[Array, Array]:
    """Return the coordinates along one side of the plane and how sure the network is of class 1 at every point.

    Returns
    -------
    (ndarray of shape (resolution,), ndarray of shape (resolution, resolution))
        The second is indexed [y, x].
    """
    side = np.linspace(-1, 1, resolution)
    x, y = np.meshgrid(side, side)
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    outputs = network.astype(np.float64).forward(points)[network.views[-1]]
    return side, outputs[:, 1].reshape(resolution, resolution)
