"""Results that many reruns and visitors share; every key is a digest, never an array."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits, Network, load_digits


def test_digits() -> Digits:
    """Return the embedded test split: 1,000 digits that no shipped network has seen in training."""
    return _split("test")


@st.cache_resource(max_entries=3, show_spinner=False)
def _split(name: str) -> Digits:
    return load_digits().split(name)


@st.cache_resource(max_entries=1, show_spinner=False)
def mean_digits() -> NDArray[np.uint8]:
    """Return the mean picture of each label over the embedded training digits, shape (10, 28, 28)."""
    digits = _split("train")
    means = [digits.images[digits.labels == label].mean(axis=0) for label in range(10)]
    return np.rint(means).astype(np.uint8)


def test_outputs(network: Network) -> NDArray[Any]:
    """Return the network's outputs for the test split, shape (1000, classes)."""
    return _test_outputs(network.digest, network)


@st.cache_resource(max_entries=128, ttl="1h", show_spinner=False)
def _test_outputs(digest: str, _network: Network) -> NDArray[Any]:
    return _network.predict(test_digits().images)
