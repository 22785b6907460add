"""Digits fed from 0 to 1 and from 0 to 255: sums by hand, NumPy's own warnings, the book's numbers."""

import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from mnistnet import Dense, Digits, Network, load_digits, load_network, load_network_file, network_names
from mnistnet.basics.feeding import answers_as_written, feed, too_large_for_exp
from mnistnet.basics.scaling import accuracy, accuracy_unscaled

TEST = load_digits().split("test")
FEW = Digits(TEST.images[:250], TEST.labels[:250])


def test_sums_by_hand():
    network = Network((Dense([[1.0, -2], [3, 0], [0, 0], [0, 1]], [0.5, 0], "sigmoid"),), image_shape=(2, 2))
    digits = Digits(np.array([[[255, 0], [0, 0]], [[0, 255], [0, 255]]], np.uint8), np.array([0, 0]))
    small, large = feed(network, digits), feed(network, digits, unscaled=True)
    assert (small.lowest, small.highest) == (-2, 3.5) and (large.lowest, large.highest) == (-510, 765.5)
    assert small.right == 2 == small.digits and small.wrong == 0 and small.accuracy == 1
    assert small.counts.sum() == 4 and small.edges[0] == -2 and small.edges[-1] == 3.5


@pytest.mark.parametrize("name", network_names())
def test_accuracies_are_those_of_the_whole_set_at_once(name):
    network = load_network(name)
    for unscaled, measured in ((False, accuracy), (True, accuracy_unscaled)):
        fed = feed(network, FEW, unscaled=unscaled)
        assert fed.accuracy == measured(network, FEW) and fed.right + fed.wrong == fed.digits == 250
        assert fed.counts.sum() == 250 * np.prod(network.view_shapes["a1"])


def test_the_warning_is_numpys_own_and_none_escapes():
    network = load_network("scratch")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scaled, raw = feed(network, FEW), feed(network, FEW, unscaled=True)
    assert scaled.warnings == () and raw.warnings == ("overflow encountered in exp",)
    assert scaled.overflowing == 0 < raw.overflowing < 1 and raw.lowest < -too_large_for_exp(network)
    inputs = FEW.images.reshape(-1, 784).astype(np.float32)
    with pytest.warns(RuntimeWarning, match="overflow encountered in exp"):
        answers = answers_as_written(network, inputs)
    assert (answers == FEW.labels).sum() == raw.right_as_written == raw.right, "a safe sigmoid cures the warning alone"


def test_where_exp_overflows_by_trying():
    for dtype in (np.float32, np.float64):
        limit = too_large_for_exp(load_network("scratch").astype(dtype))
        with np.errstate(over="ignore"):
            assert np.isfinite(np.exp(dtype(limit - 0.01))) and np.isinf(np.exp(dtype(limit + 0.01)))


def test_what_is_not_a_number_answers_nothing():
    network = Network((Dense(np.full((4, 2), 9.0), None, "softmax"),), image_shape=(2, 2))
    digits = Digits(np.full((1, 2, 2), 255, np.uint8), np.array([0]))
    fed = feed(network, digits, unscaled=True)
    assert fed.right == 1 and fed.right_as_written == 0
    assert set(fed.warnings) == {"overflow encountered in exp", "invalid value encountered in divide"}


@pytest.mark.skipif("MNISTNET_BOOK_FILE" not in os.environ or "MNISTNET_DATA_DIR" not in os.environ, reason="no files")
def test_the_books_own_numbers():
    network = load_network_file(Path(os.environ["MNISTNET_BOOK_FILE"]))
    digits = load_digits("mnist").split("test")
    scaled, raw = feed(network, digits), feed(network, digits, unscaled=True)
    assert (scaled.accuracy, raw.accuracy, scaled.wrong, raw.wrong) == (0.9352, 0.9207, 648, 793)
    assert (round(raw.lowest), round(raw.highest)) == (-3511, 3384)
    assert (round(scaled.lowest, 1), round(scaled.highest, 1)) == (-13.8, 13.3)
    assert scaled.warnings == () and raw.warnings == ("overflow encountered in exp",)
