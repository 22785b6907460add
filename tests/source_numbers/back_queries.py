"""S2: the back-query of the second book."""

from functools import cache

import numpy as np

from mnistnet import load_digits
from mnistnet.inverse import METHODS
from mnistnet.inverse.read_back import read_back
from tests.source_numbers.record import WHITE, network, number


@cache
def back_queries() -> np.ndarray:
    """Return the ten back-queries of the second book's network, shape (10, 28, 28)."""
    wanted = np.where(np.eye(10) == 1, 0.99, 0.01)
    return METHODS["back-query"].make(network("rashid"), wanted)


def recognised() -> int:
    """Return how many of its own ten pictures the network reads as what was wanted."""
    told = read_back(network("rashid"), back_queries(), np.arange(10))
    return int((told.best == told.labels).sum())


number("s2-low", lambda: f"{network('rashid').encode(np.zeros((28, 28), np.uint8)).min():.2f}")
number("s2-high", lambda: f"{network('rashid').encode(WHITE).max():.2f}")
number("s2-target-low", lambda: network("rashid").training.settings["target_low"])
number("s2-target-high", lambda: network("rashid").training.settings["target_high"])
number(
    "rashid-pictures",
    lambda: f"{network('rashid').training.epochs * len(load_digits('mnist').splits['train']):,}",
    "official",
)
number("s2-biases", lambda: sum(layer.biases is not None for layer in network("rashid").dense_layers))
number("s2-pictures", lambda: len(back_queries()))
number("s2-picture-low", lambda: f"{network('rashid').encode(back_queries()).min():.2f}")
number("s2-picture-high", lambda: f"{network('rashid').encode(back_queries()).max():.2f}")
number(
    "s2-recognised", lambda: int((read_back(network("rashid"), back_queries(), np.arange(10)).best == range(10)).sum())
)
