"""S4: bias, influence and generalised digits of the third book."""

import numpy as np

from mnistnet import load_digits, load_network
from mnistnet.inverse.weight_product import weight_product_maps
from mnistnet.neurons.ranking import neuron_table
from tests.source_numbers.record import bound, network, number


def neuron_error() -> float:
    """Return how far bias and influence of the neurons are from the file's own arrays."""
    one = network("nielsen")
    table, layer = neuron_table(one, 1, one.trace(load_digits().split("test").images)["z1"]), one.dense_layers[0]
    parts = (table.biases - layer.biases, table.influences - np.abs(layer.weights.astype(float)).mean(axis=0))
    return max(float(np.abs(part).max()) for part in parts)


def generalised_error(trained: bool) -> float:
    """Return how far the generalised digits are from sum_j W1[:, j] W2[j, d], added up by einsum."""
    one = load_network("nielsen", trained=trained)
    first, second = (layer.weights.astype(float) for layer in one.dense_layers)
    return float(np.abs(weight_product_maps(one).reshape(10, 784) - np.einsum("ij,jd->di", first, second)).max())


number("s4-neurons", lambda: network("nielsen").dense_layers[0].fan_out)
number("s4-best", lambda: f"{max(row['test_accuracy'] for row in network('nielsen').training.history):.4f}")
bound("s4-bias-and-influence", neuron_error)
bound("s4-generalised", lambda: generalised_error(True))
bound("s4-untrained", lambda: generalised_error(False))
