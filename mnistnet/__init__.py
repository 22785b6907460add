"""mnistnet opens a neural network that reads handwritten digits, so that anybody can look inside."""

from mnistnet.books.networks import load_network, network_names
from mnistnet.digits import DataError, Digits
from mnistnet.digits.sources import load_digits, read_idx
from mnistnet.network import Dense, Flatten, Network, PixelEncoding, TrainingRecord
from mnistnet.weight_files import (
    WeightFileError,
    likely_settings,
    load_network_file,
    measured_settings,
    save_network_file,
)
from mnistnet.words.told import Told

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "Dense",
    "Digits",
    "Flatten",
    "Network",
    "PixelEncoding",
    "Told",
    "TrainingRecord",
    "WeightFileError",
    "likely_settings",
    "load_digits",
    "load_network",
    "load_network_file",
    "measured_settings",
    "network_names",
    "read_idx",
    "save_network_file",
]
