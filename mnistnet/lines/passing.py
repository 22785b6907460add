"""What passes through a network for one picture: as it is sent, or as a share in the change of an answer."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.influence.chain import chain_of
from mnistnet.influence.game import Game
from mnistnet.influence.softmax_steepness import softmax_steepness
from mnistnet.lines.gap import Gap
from mnistnet.network import Dense, Network
from mnistnet.words import say

__all__ = ["answered", "carried"]

Array = NDArray[Any]
TINY = 1e-10  # below this difference of sums the quotient is left for the slope


def carried(network: Network, image: ArrayLike) -> tuple[Gap, ...]:
    """Return what every line carries: ``w_ij z_i``, the weight times what the node (or pixel) before sends.

    Parameters
    ----------
    network : Network
        Of dense layers in any number, along the rows of the picture or not.
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.

    Returns
    -------
    tuple of Gap
        One for every dense layer, in double precision, in the unit of the sums.

    Notes
    -----
    Exact: at every node the lines that lead there and the bias add up to its sum, ``a_j = sum_i z_i w_ij + b_j``.

    Examples
    --------
    >>> layer = Dense(np.array([[2.0, 0.0], [1.0, -3.0]]), np.array([1.0, 0.0]), "relu")
    >>> (gap,) = carried(Network((layer,), image_shape=(1, 2)), np.array([[1.0, 0.5]]))
    >>> gap.strongest(1).values, gap.sums
    (array([2.]), array([ 3.5, -1.5]))
    """
    ends = Game.of(network, image).ends
    layers, signals = chain_of(network).dense_layers, _signals(network, image, ends, 1)
    gaps = []
    for k, (layer, signal) in enumerate(zip(layers, signals, strict=True), 1):
        sums = ends[f"a{k}"][1].reshape(-1, layer.fan_out)
        bias = np.zeros(layer.fan_out) if layer.biases is None else layer.biases
        gaps.append(_gap(layer, signal, np.ones_like(sums), np.tile(bias, len(sums)), sums.ravel()))
    return tuple(gaps)


def answered(network: Network, image: ArrayLike, target: int, baseline: ArrayLike | None = None) -> tuple[Gap, ...]:
    """Return what every line brought to the change of one answer's sum, against a baseline.

    ``(z_i - z'_i) w_ij m_j``: how much more the node before sends than it does for the baseline, times what the
    answer's sum moves for one unit at the node. That is DeepLIFT's multiplier ``m_j``, from layer to layer
    ``(z_j - z'_j) / (a_j - a'_j)`` times what the lines behind it bring.

    Parameters
    ----------
    network, image
        As for `carried`.
    target : int
        The answer.
    baseline : ndarray of shape (rows, columns), optional
        Blank paper by default.

    Returns
    -------
    tuple of Gap
        One for every dense layer. `bias` is 0 throughout; `sums` holds what arrives at every node.

    Raises
    ------
    ValueError
        If there is no such answer.

    Notes
    -----
    Exact: the lines of every single gap add up to the true change of the answer's sum. It is a division of that change
    and not the only one: a multiplier is the steepness on the straight way from baseline to picture.

    References
    ----------
    A. Shrikumar, P. Greenside, A. Kundaje, "Learning Important Features Through Propagating Activation Differences",
    2017, section 3.5.1.

    Examples
    --------
    >>> from mnistnet import load_digits, load_network
    >>> gaps = answered(load_network("scratch"), load_digits().split("test").images[0], target=4)
    >>> bool(np.ptp([gap.sums.sum() for gap in gaps]) < 1e-9)
    True
    """
    if not 0 <= target < network.classes:
        raise ValueError(say("The classes are 0 to {last}, not {target}.", last=network.classes - 1, target=target))
    ends = Game.of(network, image, baseline).ends
    layers = chain_of(network).dense_layers
    before = np.zeros(network.image_shape, np.uint8) if baseline is None else baseline
    changes = [
        new - old for new, old in zip(*(_signals(network, *at) for at in _both(image, before, ends)), strict=True)
    ]
    gaps: list[Gap] = []
    brings = np.eye(network.classes)[target].reshape(-1, layers[-1].fan_out)
    for k in range(len(layers), 0, -1):
        layer = layers[k - 1]
        moved = np.subtract(*ends[f"a{k}"][::-1]).reshape(brings.shape)
        gaps.insert(0, _gap(layer, changes[k - 1], brings, np.zeros(brings.size), (moved * brings).ravel()))
        if k > 1:
            below = layers[k - 2]
            back = (brings @ layer.weights.T).reshape(-1, below.fan_out)
            sums, outputs = (ends[f"{letter}{k - 1}"].reshape(2, -1, below.fan_out) for letter in "az")
            brings = _through(below, sums, outputs, back)
    return tuple(gaps)


def _both(image: ArrayLike, baseline: ArrayLike, ends: dict[str, Array]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (image, ends, 1), (baseline, ends, 0)


def _signals(network: Network, image: ArrayLike, ends: dict[str, Array], which: int) -> list[Array]:
    """Return what arrives at every dense layer, shape (blocks, fan_in); `ends` has it for baseline and picture."""
    layers = chain_of(network).dense_layers
    arriving = [network.encode(image, np.float64), *(ends[f"z{k}"][which] for k in range(1, len(layers)))]
    return [signal.reshape(-1, layer.fan_in) for signal, layer in zip(arriving, layers, strict=True)]


def _gap(layer: Dense, signal: Array, times: Array, bias: Array, sums: Array) -> Gap:
    """Return the gap before a layer, for a signal of shape (blocks, fan_in) and factors of shape (blocks, fan_out)."""
    blocks, inputs = np.nonzero(signal)
    values = layer.weights[inputs]  # a copy; the rest happens in place: of a large network these are megabytes
    values *= signal[blocks, inputs, None]
    values *= times if len(times) == 1 else times[blocks]
    return Gap(blocks * layer.fan_in + inputs, blocks, values, bias, sums, signal.size)


def _through(layer: Dense, sums: Array, outputs: Array, back: Array) -> Array:
    """Return what the answer moves for one unit of each sum, from what it does for one unit of each output.

    `sums` and `outputs` have the shape (2, blocks, fan_out), baseline first; `back` and the result (blocks, fan_out).
    """
    if layer.rule.slope is None:
        ways = [softmax_steepness(*ends) for ends in sums.swapaxes(0, 1)]
        return np.stack([way @ one for way, one in zip(ways, back, strict=True)])
    rise, run = outputs[1] - outputs[0], sums[1] - sums[0]
    slopes = layer.rule.slope(sums[1], outputs[1])
    return np.asarray(back * np.where(np.abs(run) < TINY, slopes, rise / np.where(run == 0, 1, run)))
