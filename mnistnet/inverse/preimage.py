"""A preimage is a picture of which the network gives the very outputs that were wanted; found from blank paper."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.wanted import wanted_sums
from mnistnet.network import Network
from mnistnet.neurons.gradients import by_first_sums, by_pixels, require_slopes

__all__ = ["preimage"]

Array = NDArray[Any]
CLOSE = 1e-9  # the sums count as reached
HOLD_ROUNDS = 3  # how often a step is worked out anew because pixels would leave 0 ... 1


def preimage(
    network: Network,
    wanted: ArrayLike,
    *,
    rng: Generator | None = None,
    on_step: OnStep | None = None,
    steps: int = 30,
) -> Array:
    """Return pictures of which the network gives the wanted outputs, found from blank paper.

    Each step takes the smallest change of the pixels that would bring the output's sums a to the
    wanted ones if the network were linear, ``dx = J^T (J J^T + lambda)^-1 (wanted - a)``: the
    pseudo-inverse of the Jacobian J = da/dx, damped. Pixels that would leave 0 ... 1 are held. A step
    that does not help is taken back and tried again with more damping.

    Parameters
    ----------
    network : Network
    wanted : ndarray of shape (n, classes) or (classes,)
        As `wanted_sums` takes them.
    rng
        Not used: nothing is drawn at random.
    on_step : callable, optional
        Called with (steps done, steps in all) after each step; returns False to stop there.
    steps : int
        At most so many; it ends sooner once all sums are reached.

    Returns
    -------
    ndarray of shape (n, rows, columns), float64, 0 to 1

    Raises
    ------
    ValueError
        If the wanted outputs do not fit.
    DoesNotApply
        If the network has step activations.

    Notes
    -----
    Where it succeeds, `predict` gives the wanted outputs (behind a softmax: divided by their sum) to
    rounding. It may fail where neurons are saturated, and then gives the nearest that it found. The
    picture is often so faint that nobody would call it a digit.

    References
    ----------
    D. W. Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters", 1963, for the
    damping.
    """
    require_slopes(network)
    double, target = network.astype(np.float64), wanted_sums(network, wanted)
    pictures = np.zeros((len(target), *network.image_shape))
    missing, slopes = _look(double, pictures, target)
    damping = np.full(len(target), 1e-2)
    for step in range(steps):
        tried = _stepped(pictures, missing, slopes, damping)
        now_missing, now_slopes = _look(double, tried, target)
        better = (now_missing**2).sum(axis=1) < (missing**2).sum(axis=1)
        pictures[better], missing[better], slopes[better] = tried[better], now_missing[better], now_slopes[better]
        damping = np.clip(np.where(better, damping / 5, damping * 4), 1e-12, 1e6)
        told_to_stop = on_step is not None and on_step(step + 1, steps) is False
        if told_to_stop or np.abs(missing).max(initial=0) < CLOSE:
            break
    return pictures


def _look(network: Network, pictures: Array, target: Array) -> tuple[Array, Array]:
    """Return what the sums still miss, (n, classes), and their slopes by the pixels, (n, classes, pixels).

    Behind a softmax only differences of sums count, so both are taken with mean 0 over the classes.
    """
    trace, last = network.trace(pictures), len(network.dense_layers)
    missing = target - trace[f"a{last}"]
    seeds = np.broadcast_to(np.eye(network.classes), (len(pictures), network.classes, network.classes))
    slopes = by_pixels(network, by_first_sums(network, trace, last, seeds)).reshape(*missing.shape, -1)
    slopes *= network.encoding.scale
    if network.output_activation == "softmax":
        missing = missing - missing.mean(axis=1, keepdims=True)
        slopes = slopes - slopes.mean(axis=1, keepdims=True)
    return missing, slopes


def _stepped(pictures: Array, missing: Array, slopes: Array, damping: Array) -> Array:
    """Return the pictures after one damped step that holds all pixels within 0 ... 1."""
    flat = pictures.reshape(len(pictures), -1)
    free = np.ones(flat.shape, bool)
    for _ in range(HOLD_ROUNDS):
        open_slopes = slopes * free[:, None]
        squares = open_slopes @ open_slopes.transpose(0, 2, 1)
        size = np.trace(squares, axis1=1, axis2=2) / squares.shape[1]
        squares += (damping * size + 1e-12)[:, None, None] * np.eye(squares.shape[1])
        pulls = np.linalg.solve(squares, missing[..., None])
        tried = flat + (open_slopes.transpose(0, 2, 1) @ pulls)[..., 0]
        outside = ((tried < 0) | (tried > 1)) & free
        if not outside.any():
            break
        free &= ~outside
    return np.clip(tried, 0, 1).reshape(pictures.shape)
