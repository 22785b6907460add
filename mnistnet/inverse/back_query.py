"""A back-query sends a wanted answer backwards through the weights, and out comes a picture."""

from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from mnistnet.activations import ACTIVATIONS
from mnistnet.influence import DoesNotApply
from mnistnet.inverse.progress import OnStep
from mnistnet.inverse.wanted import wanted_sums
from mnistnet.network import Dense, Flatten, Network, PixelEncoding
from mnistnet.neurons.paths import shape_before
from mnistnet.words import say

__all__ = ["back_query", "has_the_sources_inputs"]

Array = NDArray[Any]
LOWEST, HIGHEST = 0.01, 0.99  # of what every layer is rescaled to


def back_query(
    network: Network, wanted: ArrayLike, *, rng: Generator | None = None, on_step: OnStep | None = None
) -> Array:
    """Return the picture that the network "sees" for each row of wanted outputs.

    For each layer from the last to the first: the wanted sums, less the biases, times the transposed
    weights; rescaled to 0.01 ... 0.99 over the whole picture's entries; through the inverse of the
    activation before. The last rescaled array is the network's input, and the picture is that input
    without its encoding: shown the picture, the network gets the very array (see `read_back`).

    Parameters
    ----------
    network : Network
    wanted : ndarray of shape (n, classes) or (classes,)
        As `wanted_sums` takes them.
    rng, on_step
        Not used: nothing is drawn at random, and there is one step.

    Returns
    -------
    ndarray of shape (n, rows, columns), float64
        Pixels between 0 and 1 whose inputs go from 0.01 to 0.99 in every picture: large where the network
        wants ink, small where it wants none.

    Raises
    ------
    ValueError
        If the wanted outputs do not fit.
    DoesNotApply
        If an activation has no inverse (step; softmax in a hidden layer).

    Notes
    -----
    The source has no biases and sigmoids only. Our conventions for other networks: biases are
    subtracted before the weights are transposed, since ``a - b`` is what the inputs brought about;
    softmax outputs become sums of mean 0 (see `wanted_sums`); tanh, which is 2 sigmoid - 1, is rescaled
    to -0.98 ... 0.98; ReLU is its own inverse where it is positive, so its outputs are rescaled to
    0.01 ... 0.99 and kept; the identity is kept without rescaling. An array whose entries are all equal
    is rescaled to its middle. Where inputs do not go from about 0 to about 1 the last array is rescaled
    as ink, 0.01 ... 0.99, since none of the source's inputs would be blank paper there. A transposed
    matrix is not an inverse: the network need not recognise the picture as what was wanted.

    References
    ----------
    T. Rashid, *Make Your Own Neural Network*, part 3, "Inside the Mind of a Neural Network".

    Examples
    --------
    >>> from mnistnet import load_network
    >>> from mnistnet.inverse import one_of_each
    >>> back_query(load_network("your-own"), one_of_each()).shape
    (10, 28, 28)
    """
    signal = wanted_sums(network, wanted)
    layers = network.astype(np.float64).layers
    for place in range(len(layers) - 1, -1, -1):
        layer = layers[place]
        if isinstance(layer, Flatten):
            signal = signal.reshape(len(signal), *shape_before(network, place))
            continue
        sums = signal if layer.biases is None else signal - layer.biases
        outputs = sums @ layer.weights.T
        before = [step for step in layers[:place] if isinstance(step, Dense)]
        signal = (
            _sums_of(before[-1].activation, outputs) if before else _as_pixels(network.encoding, _rescaled(outputs))
        )
    return signal.reshape(-1, *network.image_shape)


def has_the_sources_inputs(encoding: PixelEncoding) -> bool:
    """Return whether pixels become inputs from about 0 to about 1, with 0.01 and 0.99 among them, as in the source."""
    low, high = sorted((encoding.offset, encoding.ink))
    return 0 <= low <= LOWEST and HIGHEST <= high <= 1


def _as_pixels(encoding: PixelEncoding, inputs: Array) -> Array:
    """Return the pixels, 0 to 1, of inputs from 0.01 to 0.99; where a network has no such inputs, take them as ink."""
    if has_the_sources_inputs(encoding):
        return np.clip((inputs - encoding.offset) / encoding.scale, 0, 1)
    return inputs if encoding.scale > 0 else 1 - inputs


def _sums_of(activation: str, outputs: Array) -> Array:
    """Return the sums that give a layer's outputs, after these are rescaled to what its activation can give."""
    inverse, (low, high) = ACTIVATIONS[activation].inverse, ACTIVATIONS[activation].reach
    if inverse is None:
        raise DoesNotApply(
            say("A back-query needs activations with an inverse; {activation} has none.", activation=activation)
        )
    if np.isinf(low):
        return np.asarray(inverse(outputs))
    wide = 1.0 if np.isinf(high) else high - low
    return np.asarray(inverse(low + wide * _rescaled(outputs)))


def _rescaled(values: Array) -> Array:
    """Return each picture's values stretched to 0.01 ... 0.99; all 0.5 where they are equal."""
    axes = tuple(range(1, values.ndim))
    lowest = values.min(axis=axes, keepdims=True)
    width = values.max(axis=axes, keepdims=True) - lowest
    stretched = (values - lowest) / np.where(width > 0, width, 1)
    return np.asarray(np.where(width > 0, LOWEST + (HIGHEST - LOWEST) * stretched, 0.5))
