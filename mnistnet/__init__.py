"""mnistnet opens a neural network that reads handwritten digits, so that anybody can look inside."""

from mnistnet.digits import DataError, Digits, load_digits, read_idx
from mnistnet.network import Dense, Flatten, Network, PixelEncoding, TrainingRecord
from mnistnet.networks import load_network, network_names

__all__ = [
    "DataError",
    "Dense",
    "Digits",
    "Flatten",
    "Network",
    "PixelEncoding",
    "TrainingRecord",
    "load_digits",
    "load_network",
    "network_names",
    "read_idx",
]
