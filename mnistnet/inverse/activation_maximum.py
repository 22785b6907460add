"""Activation maximisation climbs: it changes a picture step by step until the network is sure of the wanted answer."""

from typing import Any

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import ArrayLike, NDArray

from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.wanted import wanted_rows
from mnistnet.network import Network
from mnistnet.neurons.gradients import by_first_sums, by_pixels, require_slopes

__all__ = ["activation_maximum"]

Array = NDArray[Any]


def activation_maximum(
    network: Network,
    wanted: ArrayLike,
    *,
    rng: Generator | None = None,
    on_step: OnStep | None = None,
    steps: int = 150,
    step_size: float = 0.03,
    decay: float = 0.01,
) -> Array:
    """Return pictures found by gradient ascent, each step ``x <- clip((1 - decay) (x + step g), 0, 1)``.

    g is the gradient of the log-likelihood of the wanted outputs by the pixels, at the output's sums
    simply ``wanted - output``, divided by its root mean square; decay pulls pixels that nobody needs to
    blank. Step and decay shrink to nothing towards the end, so that the climb comes to rest.

    Parameters
    ----------
    network : Network
    wanted : ndarray of shape (n, classes) or (classes,)
        As `wanted_sums` takes them; for softmax outputs divided by their sum.
    rng : Generator, optional
        Draws the faint noise to start from, 0 to 0.1; seeded with 0 by default.
    on_step : callable, optional
        Called with (steps done, steps in all) after each step; returns False to stop there.
    steps, step_size, decay
        How long, how far at first, and how much is forgotten at first.

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
    It finds *a* picture that the network is sure of, and an untrained network is sure of some too:
    that it is recognised says nothing about how like a digit it is.

    References
    ----------
    D. Erhan, Y. Bengio, A. Courville, P. Vincent, "Visualizing Higher-Layer Features of a Deep
    Network", 2009.
    """
    require_slopes(network)
    target = wanted_rows(network, wanted)
    if network.output_activation == "softmax":
        target = target / target.sum(axis=1, keepdims=True)
    double, last = network.astype(np.float64), len(network.dense_layers)
    pictures = (rng or default_rng(0)).uniform(0, 0.1, (len(target), *network.image_shape))
    for step in range(steps):
        trace = double.trace(pictures)
        seeds = (target - trace[f"z{last}"])[:, None]
        gradient = np.sign(double.encoding.scale) * by_pixels(double, by_first_sums(double, trace, last, seeds))[:, 0]
        size = np.sqrt(np.mean(gradient * gradient, axis=(1, 2), keepdims=True))
        left = 1 - step / steps
        pictures += left * step_size * gradient / np.where(size > 0, size, 1)
        pictures = np.clip((1 - left * decay) * pictures, 0, 1)
        if on_step is not None and on_step(step + 1, steps) is False:
            break
    return pictures
