"""Results that many reruns and visitors share; every key is a digest, never an array."""

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import DataError, Dense, Digits, Network, load_digits
from mnistnet.digits.full_set import full_set_is_here
from mnistnet.digits.sources import official_test_digits
from mnistnet.influence import (
    METHODS,
    DoesNotApply,
    InfluenceMaps,
    Interactions,
    interactions,
    mask_mean_gradient,
    one_pixel,
)
from mnistnet.network import Layer
from pages.ui.holdings import digit_sets


def test_digits() -> Digits:
    """Return the test digits of the set on the bench.

    If that is the one that comes along, they are 1,000 digits that no shipped network has seen in training. What is
    kept of them must have `sets.digest()` in its key.
    """
    return split("test")


def official_digits() -> Digits | None:
    """Return MNIST's 10,000 test digits if they are on this machine; nothing is fetched."""
    if not full_set_is_here():
        return None
    try:
        return official_test_digits()
    except DataError:  # the folder that MNISTNET_DATA_DIR names does not hold them
        return None


def most_test_digits() -> Digits:
    """Return all digits to judge by: MNIST's 10,000 if they are here and no own set is on the bench."""
    return (official_digits() if digit_sets.on_bench() is None else None) or test_digits()


def split(name: str) -> Digits:
    """Return one split of the set on the bench; the same object again as long as the set lies there."""
    own = digit_sets.on_bench()
    return embedded(name) if own is None else own.parts[name]


@st.cache_resource(max_entries=3, show_spinner=False)
def embedded(name: str) -> Digits:
    """Return one split of the digits that come along."""
    return load_digits().split(name)


def mean_digits() -> NDArray[np.uint8]:
    """Return the mean picture of each label over the training digits, shape (10, 28, 28); blank where there is none."""
    return _mean_digits(digit_sets.digest(), split("train"))


@st.cache_resource(max_entries=8, ttl="1h", show_spinner=False)
def _mean_digits(set_of: str, _digits: Digits) -> NDArray[np.uint8]:
    means = np.zeros((10, *_digits.images.shape[1:]))
    for label in np.unique(_digits.labels):
        means[label] = _digits.images[_digits.labels == label].mean(axis=0)
    return np.rint(means).astype(np.uint8)


def test_outputs(network: Network) -> NDArray[Any]:
    """Return the network's outputs for the test digits, shape (n, classes)."""
    return _test_outputs(network.digest, digit_sets.digest(), network, test_digits())


@st.cache_resource(max_entries=128, ttl="1h", show_spinner=False)
def _test_outputs(digest: str, set_of: str, _network: Network, _digits: Digits) -> NDArray[Any]:
    return _network.predict(_digits.images)


def mean_of_all() -> NDArray[np.uint8]:
    """Return the mean picture of all training digits."""
    return _mean_of_all(digit_sets.digest(), split("train"))


@st.cache_resource(max_entries=8, ttl="1h", show_spinner=False)
def _mean_of_all(set_of: str, _digits: Digits) -> NDArray[np.uint8]:
    return np.rint(_digits.images.mean(axis=0)).astype(np.uint8)


def influence_maps(
    network: Network, image: NDArray[np.uint8], method: str, view: str, baseline: NDArray[np.uint8] | None = None
) -> InfluenceMaps:
    """Return the maps of one method for one view."""
    other = None if baseline is None else baseline.tobytes()
    return _influence_maps(network.digest, image.tobytes(), method, view, other, network, image, baseline)


@st.cache_resource(max_entries=24, ttl="10m", show_spinner="Working out what every pixel did …")
def _influence_maps(
    digest: str,
    image_bytes: bytes,
    method: str,
    view: str,
    baseline_bytes: bytes | None,
    _network: Network,
    _image: NDArray[np.uint8],
    _baseline: NDArray[np.uint8] | None,
) -> InfluenceMaps:
    return METHODS[method].function(_network, _image, _baseline, views=[view])


def pairs_of(
    network: Network, image: NDArray[np.uint8], view: str, node: int, baseline: NDArray[np.uint8] | None = None
) -> Interactions:
    """Return what each two pixels do together at one node."""
    other = None if baseline is None else baseline.tobytes()
    return _pairs_of(network.digest, image.tobytes(), view, node, other, network, image, baseline)


@st.cache_resource(max_entries=24, ttl="10m", show_spinner="Looking at every pair of pixels …")
def _pairs_of(
    digest: str,
    image_bytes: bytes,
    view: str,
    node: int,
    baseline_bytes: bytes | None,
    _network: Network,
    _image: NDArray[np.uint8],
    _baseline: NDArray[np.uint8] | None,
) -> Interactions:
    return interactions(_network, _image, _baseline, view=view, node=node)


@st.cache_resource(max_entries=16, ttl="1h", show_spinner=False)
def _shuffled(digest: str, _network: Network) -> Network:
    rng = np.random.default_rng(0)

    def mixed(layer: Layer) -> Layer:
        if not isinstance(layer, Dense):
            return layer
        biases = None if layer.biases is None else rng.permutation(layer.biases)
        return replace(layer, weights=rng.permuted(layer.weights.ravel()).reshape(layer.weights.shape), biases=biases)

    return replace(_network, layers=tuple(map(mixed, _network.layers)), epoch=None, test_accuracy=None)


def shuffled(network: Network) -> Network:
    """Return a network with the weights of every layer in random order: as much in size, but nothing learned."""
    return replace(_shuffled(network.digest, network), name=network.name)


def live_maps(network: Network, image: NDArray[np.uint8], views: list[str]) -> InfluenceMaps:
    """Return maps by the quickest method that knows of pixels acting together."""
    try:
        return mask_mean_gradient(network, image, views=views, batches=1)
    except DoesNotApply:  # step activations have no slope
        return one_pixel(network, image, views=views)
