"""Calibration by hand, and networks that are honest or boastful by construction."""

import numpy as np
import pytest

from mnistnet.mistakes.calibration import reliability, with_threshold


def test_bins_by_hand():
    bins = reliability([0.1, 0.5, 0.5, 0.95, 1.0], [False, True, False, True, True], bins=2)
    assert bins.counts.tolist() == [3, 2] and bins.edges.tolist() == [0, 0.5, 1]
    np.testing.assert_allclose(bins.confidences, [1.1 / 3, 0.975])
    np.testing.assert_allclose(bins.accuracies, [1 / 3, 1])
    assert bins.expected_error == pytest.approx((3 * (1.1 / 3 - 1 / 3) + 2 * 0.025) / 5)


def test_edges_belong_to_the_lower_bin_and_zero_to_the_first():
    assert reliability([0.0, 0.1, 0.2, 1.0], [True] * 4).counts.tolist() == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_empty_bins_have_no_accuracy_and_no_weight():
    bins = reliability([0.95], [True])
    assert np.isnan(bins.accuracies[:9]).all() and bins.expected_error == pytest.approx(0.05)


def test_an_honest_network_has_almost_no_error_and_a_boastful_one_has_what_it_boasts():
    rng = np.random.default_rng(0)
    sure = rng.uniform(0.1, 1, 200_000)
    drawn = rng.random(len(sure))
    assert reliability(sure, drawn < sure).expected_error < 0.005
    boast = reliability(sure, drawn < sure - 0.1).expected_error
    assert boast == pytest.approx(0.1, abs=0.005)


def test_thresholds_by_hand():
    kept = with_threshold([0.2, 0.6, 0.9, 0.9], [False, True, False, True], [0, 0.6, 0.7, 0.95])
    np.testing.assert_allclose(kept.answered, [1, 0.75, 0.5, 0])
    np.testing.assert_allclose(kept.accuracies, [0.5, 2 / 3, 0.5, np.nan])


def test_without_thresholds_every_hundredth_is_tried():
    kept = with_threshold([0.5, 0.25], [True, True])
    assert len(kept.thresholds) == 101 and kept.answered[25] == 1 and kept.answered[26] == 0.5
    assert (np.diff(kept.answered) <= 0).all()
