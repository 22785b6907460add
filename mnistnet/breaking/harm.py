"""Harm is done to the weights of a trained network without asking it, and nothing is learned anew afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Dense, Network
from mnistnet.words import mark, say

__all__ = ["HARMS", "PLACES", "Harm", "harmed", "is_heard"]

Array = NDArray[Any]
EVERY, FIRST, LAST = PLACES = ("every", "first", "last")  # which hidden layers lose nodes
AS_THEY_ARE = 32  # bits of a weight that is not rounded


def noisy(network: Network, amount: float, rng: np.random.Generator, place: str = EVERY) -> list[Array]:
    """Return the weights with normal noise; `amount` is its size against the layer's own root mean square."""
    weights = _weights(network)
    return [w + (amount * _size(w) * rng.standard_normal(w.shape, np.float32)).astype(w.dtype) for w in weights]


def pruned(network: Network, amount: float, rng: np.random.Generator, place: str = EVERY) -> list[Array]:
    """Return the weights with that share of them set to 0: the smallest of the whole network, of equals the first.

    References
    ----------
    Han, Pool, Tran, Dally, *Learning both Weights and Connections for Efficient Neural Networks*, 2015.
    """
    weights = _weights(network)
    sizes = np.concatenate([np.abs(w).ravel() for w in weights])
    parts = np.split(_smallest(sizes, round(amount * sizes.size)), np.cumsum([w.size for w in weights])[:-1])
    return [np.where(part.reshape(w.shape), 0, w) for w, part in zip(weights, parts, strict=True)]


def _smallest(sizes: Array, count: int) -> NDArray[np.bool_]:
    """Return which are the `count` smallest, of equals the first; ten times as fast as sorting all."""
    if not count:
        return np.zeros(sizes.size, bool)
    largest = np.partition(sizes, count - 1)[count - 1]
    chosen = np.asarray(sizes < largest)
    chosen[np.flatnonzero(sizes == largest)[: count - int(chosen.sum())]] = True
    return chosen


def rounded(network: Network, amount: float, rng: np.random.Generator, place: str = EVERY) -> list[Array]:
    """Return the weights rounded to `amount` bits: in each layer 2^bits - 1 values, evenly apart and 0 among them.

    Of one bit there are two values, plus and minus the layer's mean size.

    References
    ----------
    Rastegari and others, *XNOR-Net*, 2016, equation 6, for one bit.
    """
    return [_rounded(w, round(amount)) for w in _weights(network)]


def _rounded(weights: Array, bits: int) -> Array:
    if bits == 1:
        return np.where(weights < 0, -1, 1).astype(weights.dtype) * np.abs(weights).mean()
    step = np.abs(weights).max() / (2 ** (bits - 1) - 1)
    return np.rint(weights / step) * step if step > 0 else weights


def switched_off(network: Network, amount: float, rng: np.random.Generator, place: str = EVERY) -> list[Array]:
    """Return the weights with that share of the hidden nodes unheard: 0 wherever one of them is listened to.

    `place` says of which hidden layers. The same generator switches the same nodes off first, whatever the amount.
    """
    weights = _weights(network)
    hidden = range(len(weights) - 1)
    for k in {EVERY: hidden, FIRST: hidden[:1], LAST: hidden[-1:]}[place]:
        nodes = weights[k].shape[1]
        off = rng.permutation(nodes)[: round(amount * nodes)]
        weights[k + 1] = weights[k + 1].copy()
        weights[k + 1][np.isin(np.arange(len(weights[k + 1])) % nodes, off)] = 0  # one a row of the picture
    return weights


def _weights(network: Network) -> list[Array]:
    return [layer.weights for layer in network.dense_layers]


def _size(weights: Array) -> float:
    return float(np.sqrt(np.mean(np.square(weights), dtype=float)))


@dataclass(frozen=True)
class Harm:
    """One way to harm a network.

    Attributes
    ----------
    title : str
        What people call it.
    function : callable or None
        Takes a network, an amount, a generator and a place, returns the weights of all dense layers. None for
        the biases, which alone are no weights.
    amounts : tuple of float
        From none to very much; the first changes nothing.
    written : str
        How an amount is written, in percent or bits.
    unit : str
        What the amount is measured in.
    sentence : str
        What is done, for people.
    is_random : bool
        Whether chance has a hand in it.
    """

    title: str
    function: Callable[[Network, float, np.random.Generator, str], list[Array]] | None
    amounts: tuple[float, ...]
    written: str
    unit: str
    sentence: str
    is_random: bool = False

    def told(self, amount: float) -> str:
        """Return an amount with its unit, short."""
        if amount == self.amounts[0]:
            return say("none")
        return say(self.written, amount=amount if self.amounts[0] == AS_THEY_ARE else 100 * amount)


HARMS: Mapping[str, Harm] = MappingProxyType(
    {
        "noise": Harm(
            mark("Noise"),
            noisy,
            (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5),
            mark("{amount:g} %"),
            mark("noise, as a share of the weights' own size"),
            mark("Every weight is moved by chance; 100 % means by as much as the weights of its layer are large."),
            is_random=True,
        ),
        "small": Harm(
            mark("Small weights"),
            pruned,
            (0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99),
            mark("{amount:g} %"),
            mark("share of all weights set to 0, the smallest first"),
            mark("The smallest weights of the whole network are set to 0: what they joined is joined no more."),
        ),
        "bits": Harm(
            mark("Rounding"),
            rounded,
            (AS_THEY_ARE, 8, 6, 5, 4, 3, 2, 1),
            mark("{amount:g} bit"),
            mark("bits of each weight"),
            mark(
                "Every weight is rounded to few values: with 8 bits each layer has 255 of them, with 2 bits three (its "
                "largest weight up, 0, and down), with 1 bit two: up and down, by its mean size."
            ),
        ),
        "biases": Harm(
            mark("Biases"),
            None,
            (0, 0.25, 0.5, 0.75, 1),
            mark("{amount:g} %"),
            mark("share taken off every bias"),
            mark("Every bias is turned down; at 100 % all of them are off."),
        ),
        "nodes": Harm(
            mark("Nodes"),
            switched_off,
            (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.9),
            mark("{amount:g} %"),
            mark("share of the hidden nodes switched off"),
            mark("Nodes drawn by lot are switched off: whatever they answer, nobody hears it."),
            is_random=True,
        ),
    }
)


def harmed(network: Network, name: str, amount: float, seed: int = 0, place: str = EVERY) -> Network:
    """Return a network that was harmed in one way; the network given is left as it is.

    Parameters
    ----------
    network : Network
    name : str
        A name in `HARMS`.
    amount : float
        The first of the harm's amounts changes nothing: the very network is returned.
    seed : int
        For what is left to chance. The same seed harms the same places, only more.
    place : str
        One of `PLACES`: which hidden layers lose nodes.

    Returns
    -------
    Network
        Without a test accuracy, since that was measured before.

    Raises
    ------
    KeyError
        If there is no such harm.
    ValueError
        If there is no such place.

    Notes
    -----
    A network that might learn again after the harm would mend much of it; none does here. So the figures say how
    much of the weights is needed as they stand, not how small a network could be.

    Examples
    --------
    >>> from mnistnet import load_network
    >>> scratch = load_network("scratch")
    >>> harmed(scratch, "noise", 0) is scratch
    True
    >>> [round(float((layer.weights == 0).mean()), 2) for layer in harmed(scratch, "small", 0.5).dense_layers]
    [0.56, 0.13, 0.05]
    """
    if name not in HARMS:
        raise KeyError(say("There is no harm {name!r}; there are {names}.", name=name, names=", ".join(HARMS)))
    if place not in PLACES:
        raise ValueError(say("There is no place {place!r}; there are {places}.", place=place, places=", ".join(PLACES)))
    harm = HARMS[name]
    if amount == harm.amounts[0]:
        return network
    dense = network.dense_layers
    if harm.function is None:
        biases = [None if one.biases is None else one.biases * (1 - amount) for one in dense]
        return _with(network, [replace(one, biases=b) for one, b in zip(dense, biases, strict=True)])
    weights = harm.function(network, amount, np.random.default_rng(seed), place)
    return _with(network, [replace(one, weights=w) for one, w in zip(dense, weights, strict=True)])


def is_heard(network: Network, layer: int, neuron: int) -> bool:
    """Return whether anybody listens to a neuron; an answer, in the last layer, is always heard.

    Parameters
    ----------
    network : Network
    layer : int
        1 is the first dense layer.
    neuron : int
        Its column in the layer's weights.
    """
    dense = network.dense_layers
    return layer == len(dense) or bool(dense[layer].weights[neuron :: dense[layer - 1].fan_out].any())


def _with(network: Network, dense: Sequence[Dense]) -> Network:
    """Return the network with other dense layers in the places of its own."""
    new = iter(dense)
    layers = tuple(next(new) if isinstance(layer, Dense) else layer for layer in network.layers)
    return replace(network, layers=layers, test_accuracy=None)
