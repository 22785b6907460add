"""Sanity: a network forgets from the top, and a map that does not notice is called blind."""

import numpy as np
import pytest
import scipy.stats

from mnistnet import load_digits, load_network
from mnistnet.faithfulness.randomised import Sanity, randomised, rank_correlation, sanity_check, sanity_words
from mnistnet.influence import METHODS

SCRATCH, PICTURE = load_network("scratch"), load_digits().split("test").images[0]


def test_only_the_layers_that_are_named_forget_and_keep_their_numbers():
    changed = randomised(SCRATCH, {2, 3}, np.random.default_rng(0))
    for number, (new, old) in enumerate(zip(changed.dense_layers, SCRATCH.dense_layers, strict=True), 1):
        assert np.array_equal(new.weights, old.weights) == (number == 1)
        np.testing.assert_array_equal(np.sort(new.weights, axis=None), np.sort(old.weights, axis=None))
        np.testing.assert_array_equal(np.sort(new.biases), np.sort(old.biases))


def test_the_rank_correlation_is_spearmans():
    rng = np.random.default_rng(1)
    for _ in range(5):
        a, b = rng.integers(0, 6, 20).astype(float), rng.normal(size=20)
        assert rank_correlation(a, b) == pytest.approx(scipy.stats.spearmanr(a, b).statistic, abs=1e-12)
    assert np.isnan(rank_correlation(np.ones(3), np.arange(3.0)))


def test_maps_of_every_method_are_checked_and_most_notice():
    found = sanity_check(SCRATCH, PICTURE, "a3", 4, draws=2)
    assert {one.method for one in found} == METHODS.keys() - {"shapley_exact"}
    for one in found:
        assert one.maps.shape == (4, 28, 28) and (one.correlations[0] == 1).all()
    exact = next(one for one in found if one.method == "shapley")
    np.testing.assert_array_equal(exact.maps[0], METHODS["shapley"].function(SCRATCH, PICTURE, views=["a3"])["a3"][4])
    assert not exact.is_blind and abs(exact.means[3]) < 0.5


def test_what_does_not_notice_is_named():
    ink = np.tile(PICTURE.astype(float), (3, 1, 1))
    blind = Sanity("one_pixel", ink, np.array([[1.0], [0.9], [0.8]]))
    sees = Sanity("shapley", ink, np.array([[1.0, 1.0], [0.3, 0.1], [0.1, -0.3]]))
    assert "learned: One pixel. " in sanity_words([blind, sees], ["One pixel", "Shapley"])
    assert "-0.10 to 0.80" in sanity_words([blind, sees], ["One pixel", "Shapley"])
    assert sanity_words([sees], ["Shapley"]).startswith("Every method notices")
    blank = Sanity("shapley", ink, np.full((3, 1), np.nan))
    assert "blank" in sanity_words([blank], ["Shapley"])
