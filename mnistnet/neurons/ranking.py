"""A ranking puts the neurons of a layer in order: by bias, influence, class served, or how often they fire."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.neurons.paths import feeds, place_of
from mnistnet.neurons.responses import firing_shares
from mnistnet.words.language import mark

__all__ = ["ORDERS", "NeuronTable", "Order", "change_table", "neuron_table"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class NeuronTable:
    """One number of each kind for every neuron of a layer.

    Attributes
    ----------
    biases : ndarray of shape (neurons,)
        B; zeros where the layer has no biases.
    has_biases : bool
    influences : ndarray of shape (neurons,)
        I, the mean absolute incoming weight.
    serves : ndarray of shape (neurons,), int
        The class that the neuron's output raises most.
    strengths : ndarray of shape (neurons,)
        By how much: the (multiplied) weight to that class.
    fires : ndarray of shape (neurons,)
        For which share of the digits it fires, 0 to 1.
    """

    biases: Array
    has_biases: bool
    influences: Array
    serves: Array
    strengths: Array
    fires: Array

    def order(self, by: str) -> list[int]:
        """Return the neurons in the order of one of `ORDERS`.

        Raises
        ------
        KeyError
            If there is no such order.
        """
        return [int(neuron) for neuron in np.lexsort(ORDERS[by].keys(self))]


@dataclass(frozen=True)
class Order:
    """One way to put the neurons of a layer in order.

    Attributes
    ----------
    title : str
        What people call it, behind "sorted by".
    keys : callable
        Takes a `NeuronTable` and returns keys as np.lexsort takes them: the last decides first; of equals the lower
        number stands first.
    """

    title: str
    keys: Callable[[NeuronTable], tuple[Array, ...]]


ORDERS: MappingProxyType[str, Order] = MappingProxyType(
    {
        "number": Order(mark("number"), lambda t: (np.arange(len(t.biases)),)),
        "bias": Order(mark("bias"), lambda t: (-t.biases,)),
        "influence": Order(mark("mean size of its weights"), lambda t: (-t.influences,)),
        "class": Order(mark("class it serves"), lambda t: (-t.strengths, t.serves)),
        "firing": Order(mark("how often it fires"), lambda t: (-t.fires,)),
    }
)


def neuron_table(network: Network, layer: int, outputs: Array) -> NeuronTable:
    """Return the table of a layer's neurons.

    Parameters
    ----------
    network : Network
    layer : int
        1 is the first dense layer.
    outputs : ndarray of shape (n, neurons)
        The neurons' outputs for some digits, as `responses` gives them.

    Raises
    ------
    ValueError
        If the network has no such layer.

    References
    ----------
    Bias and mean weight size are the figures B and I printed under each neuron in viewers of the network of
    M. Nielsen, *Neural Networks and Deep Learning*, chapter 1.
    """
    place_of(network, layer)
    dense = network.dense_layers[layer - 1]
    weights = dense.weights.astype(np.float64)
    fed = feeds(network, layer)
    return NeuronTable(
        biases=np.zeros(dense.fan_out) if dense.biases is None else dense.biases.astype(np.float64),
        has_biases=dense.biases is not None,
        influences=np.abs(weights).mean(axis=0),
        serves=fed.argmax(axis=1),
        strengths=fed.max(axis=1),
        fires=firing_shares(outputs, dense.activation),
    )


def change_table(now: Network, before: Network, layer: int, outputs: Array, outputs_before: Array) -> NeuronTable:
    """Return the table of what changed in a layer's neurons between two states of one network.

    Parameters
    ----------
    now, before : Network
        With layers of the same shapes.
    layer : int
        1 is the first dense layer.
    outputs, outputs_before : ndarray of shape (n, neurons)
        The neurons' outputs for the same digits in both states.

    Returns
    -------
    NeuronTable
        "biases" and "fires" are differences, from -1 to 1 for the share of digits; "influences" is the mean
        size of the changes of the incoming weights, which is not the change of their mean size; "serves" is the
        class that the neuron speaks for most more than before.

    Raises
    ------
    ValueError
        If the network has no such layer.
    """
    tables = neuron_table(now, layer, outputs), neuron_table(before, layer, outputs_before)
    weights, weights_before = (one.dense_layers[layer - 1].weights.astype(np.float64) for one in (now, before))
    fed = feeds(now, layer) - feeds(before, layer)
    return NeuronTable(
        biases=tables[0].biases - tables[1].biases,
        has_biases=tables[0].has_biases,
        influences=np.abs(weights - weights_before).mean(axis=0),
        serves=fed.argmax(axis=1),
        strengths=fed.max(axis=1),
        fires=tables[0].fires - tables[1].fires,
    )
