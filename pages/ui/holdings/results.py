"""Results that many reruns and visitors share."""

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mnistnet import Dense, Digits, Network, load_digits, load_network
from mnistnet.drawing.known import looks_like_a_digit
from mnistnet.influence import (
    DoesNotApply,
    InfluenceMaps,
    Interactions,
    interactions,
    mask_mean_gradient,
    one_pixel,
)
from mnistnet.mistakes import Exam, examine
from mnistnet.network import Layer
from mnistnet.words import mark
from pages.ui.holdings import digit_sets, official
from pages.ui.holdings.frozen import frozen
from pages.ui.holdings.kept import kept

WIDE = 500  # nodes of a layer
PART = 1_000  # of the official digits, where all of them would take too long


def test_digits() -> Digits:
    """Return the test digits of the set on the bench.

    If that is the one that comes along, they are 1,000 digits that no shipped network has seen in training. A function
    that is `kept` gets them as an argument.
    """
    return split("test")


def official_digits() -> Digits | None:
    """Return MNIST's 10,000 test digits if they are on this machine; nothing is fetched."""
    return official.official_digits()


def most_test_digits() -> Digits:
    """Return all digits to judge by: MNIST's 10,000 if they are here and no own set is on the bench."""
    return (official_digits() if digit_sets.on_bench() is None else None) or test_digits()


def split(name: str) -> Digits:
    """Return one split of the set on the bench; the same object again as long as the set lies there."""
    own = digit_sets.on_bench()
    if own is not None:
        return own.parts[name]
    if name == "test" and digit_sets.is_official():
        return official.official_digits() or embedded(name)
    return embedded(name)


def part_numbers() -> NDArray[np.intp]:
    """Return the numbers of the test digits for what takes long: 1,000 drawn from the official ones, else all."""
    count = len(test_digits())
    return _drawn(count) if digit_sets.is_official() else np.arange(count)


def _drawn(count: int) -> NDArray[np.intp]:
    return np.sort(np.random.default_rng(0).permutation(count)[:PART])


def part_digits() -> Digits:
    """Return the test digits with `part_numbers`; the same object again as long as the same digits lie on the bench."""
    return _part(test_digits()) if digit_sets.is_official() else test_digits()


@kept(max_entries=2)
def _part(digits: Digits) -> Digits:
    numbers = _drawn(len(digits))
    return Digits(digits.images[numbers], digits.labels[numbers], f"{digits.name} ({len(numbers)})")


@cache  # every answer asks for them some twenty times
def embedded(name: str) -> Digits:
    """Return one split of the digits that come along."""
    return frozen(load_digits().split(name))


@kept(max_entries=8, ttl="1h")
def mean_digits(digits: Digits) -> NDArray[np.uint8]:
    """Return the mean picture of each label, shape (10, 28, 28); blank where there is none."""
    means = np.zeros((10, *digits.images.shape[1:]))
    for label in np.unique(digits.labels):
        means[label] = digits.images[digits.labels == label].mean(axis=0)
    return np.rint(means).astype(np.uint8)


@kept(max_entries=8, ttl="1h")
def mean_of_all(digits: Digits) -> NDArray[np.uint8]:
    """Return the mean picture of all digits."""
    return np.rint(digits.images.mean(axis=0)).astype(np.uint8)


@kept(max_entries=128, ttl="1h")
def exam(network: Network, digits: Digits) -> Exam:
    """Return the network's answers to the digits, marked."""
    return examine(network, digits)


@kept(max_entries=256, ttl="10m")
def outputs(network: Network, image: NDArray[np.uint8]) -> NDArray[np.floating]:
    """Return what a network answers to one picture, shape (classes,): strip, page and its parts all ask."""
    found: NDArray[np.floating] = network.predict(image)[0]
    return found


@kept(max_entries=24, ttl="10m", doing=mark("Looking at every pair of pixels …"))
def pairs_of(
    network: Network, image: NDArray[np.uint8], view: str, node: int, baseline: NDArray[np.uint8] | None
) -> Interactions:
    """Return what each two pixels do together at one node."""
    return interactions(network, image, baseline, view=view, node=node)


@kept(max_entries=16, ttl="1h")
def shuffled(network: Network) -> Network:
    """Return a network with the weights of every layer in random order: as much in size, but nothing learned."""
    rng = np.random.default_rng(0)

    def mixed(layer: Layer) -> Layer:
        if not isinstance(layer, Dense):
            return layer
        biases = None if layer.biases is None else rng.permutation(layer.biases)
        return replace(layer, weights=rng.permuted(layer.weights.ravel()).reshape(layer.weights.shape), biases=biases)

    return replace(network, layers=tuple(map(mixed, network.layers)), epoch=None, test_accuracy=None)


@kept(max_entries=256, ttl="10m")
def is_like_a_digit(image: NDArray[np.uint8]) -> bool:
    """Return whether a drawing looks like a digit to the network that has learned to doubt what is none."""
    return looks_like_a_digit(image, load_network("sharp"))


@kept(max_entries=64, ttl="10m")
def live_maps(network: Network, image: NDArray[np.uint8], views: list[str]) -> InfluenceMaps:
    """Return maps by the quickest method that knows of pixels acting together.

    In a wide network half as many masks will do: there the slopes miss by far more than chance (on "sharp" a contrast
    is off by 0.30 with 128 masks, by 0.30 with 256 and by 0.27 with 16,384; on "nielsen" by 0.13, 0.09 and 0.03).
    """
    masks = 128 if network.dense_layers[0].fan_out >= WIDE else 256
    try:
        return mask_mean_gradient(network, image, views=views, masks=masks, batches=1, dtype=np.float32)
    except DoesNotApply:  # step activations have no slope
        return one_pixel(network, image, views=views)
