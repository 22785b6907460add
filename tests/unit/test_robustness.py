"""Each change against a picture worked out by hand, and laws that hold for all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistnet import Dense, Digits, Network, load_digits
from mnistnet.robustness import (
    CHANGES,
    accuracies,
    change_all,
    limits,
    noisy,
    occluded,
    rotated,
    scaled,
    shifted,
    thickened,
)

IMAGES = load_digits().split("test").images[:6]


def spot(row: int, column: int, ink: int = 200, side: int = 9) -> np.ndarray:
    picture = np.zeros((1, side, side), np.uint8)
    picture[0, row, column] = ink
    return picture


@pytest.mark.parametrize("name", CHANGES)
def test_strength_zero_changes_nothing_and_no_call_changes_its_input(name):
    before = IMAGES.copy()
    np.testing.assert_array_equal(CHANGES[name].function(IMAGES, 0.0), IMAGES)
    for strength in (CHANGES[name].low, CHANGES[name].high):
        changed = CHANGES[name].function(IMAGES, strength)
        assert changed.dtype == np.uint8 and changed.shape == IMAGES.shape
        assert strength == 0 or (changed != IMAGES).any()
    np.testing.assert_array_equal(IMAGES, before)


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "noise"])
def test_a_batch_is_changed_as_its_pictures_are_one_by_one(name):
    strength = CHANGES[name].high * 0.7
    one_by_one = [CHANGES[name].function(IMAGES[i : i + 1], strength)[0] for i in range(6)]
    np.testing.assert_array_equal(CHANGES[name].function(IMAGES, strength), one_by_one)


def test_turning_is_clockwise():
    np.testing.assert_array_equal(rotated(IMAGES, 90), np.rot90(IMAGES, -1, axes=(1, 2)))
    np.testing.assert_array_equal(rotated(IMAGES, -90), np.rot90(IMAGES, axes=(1, 2)))


def test_shifting_is_to_the_right_and_half_a_pixel_blends_two():
    np.testing.assert_array_equal(shifted(IMAGES, 3)[:, :, 3:], IMAGES[:, :, :-3])
    assert not shifted(IMAGES, 3)[:, :, :3].any()
    np.testing.assert_array_equal(shifted(IMAGES, -2)[:, :, :-2], IMAGES[:, :, 2:])
    assert shifted(spot(4, 4), 0.5)[0, 4].tolist() == [0, 0, 0, 0, 100, 100, 0, 0, 0]


def test_scaling_is_about_the_middle():
    double = scaled(spot(4, 6), 0.5)[0]
    assert double[4, 7] == 200, "two pixels from the middle become three"
    half = scaled(spot(4, 8), -0.5)[0]
    assert half[4, 6] == 200 and np.count_nonzero(half) == 1


def test_thickening_grows_a_cross_and_thinning_undoes_it():
    cross = thickened(spot(4, 4), 1)[0]
    assert cross.sum() == 5 * 200 and cross[3, 4] == cross[4, 3] == 200 and cross[3, 3] == 0
    diamond = thickened(spot(4, 4), 2)[0]
    assert np.count_nonzero(diamond) == 13 and diamond[2, 4] == 200
    np.testing.assert_array_equal(thickened(diamond[None], -2), spot(4, 4))
    assert thickened(spot(4, 4), 0.25)[0, 4, 5] == 50, "a quarter of the way"


def test_noise_has_its_strength_and_is_the_same_every_time():
    grey = np.full((20, 28, 28), 128, np.uint8)
    assert noisy(grey, 0.1).std() == pytest.approx(25.5, rel=0.05)
    np.testing.assert_array_equal(noisy(grey, 0.1), noisy(grey, 0.1))
    assert (noisy(grey, 0.1)[0] != noisy(grey, 0.1)[1]).any()


def test_a_square_covers_the_middle():
    paper = np.full((1, 28, 28), 255, np.uint8)
    for side in (1, 4, 7):
        gone = np.argwhere(occluded(paper, side)[0] == 0)
        assert len(gone) == side**2
        assert np.abs(gone.mean(axis=0) - 13.5).max() <= 0.5
    assert not occluded(paper, 28).any()


def test_several_changes_follow_each_other():
    by_hand = occluded(noisy(shifted(rotated(thickened(IMAGES, 1), 30), 2), 0.1), 5)
    strengths = {"occlude": 5, "shift": 2, "noise": 0.1, "thicken": 1, "rotate": 30, "scale": 0}
    np.testing.assert_array_equal(change_all(IMAGES, strengths), by_hand)
    np.testing.assert_array_equal(change_all(IMAGES, {}), IMAGES)
    with pytest.raises(KeyError, match="no change melt"):
        change_all(IMAGES, {"melt": 1})


@pytest.mark.parametrize("images", [IMAGES[0], IMAGES / 255])
def test_other_arrays_are_refused(images):
    with pytest.raises(ValueError, match="batch of shape"):
        occluded(images, 3)


@pytest.mark.parametrize("name", CHANGES)
def test_the_strengths_rise_from_low_to_high_through_zero(name):
    change = CHANGES[name]
    strengths = change.strengths
    assert (np.diff(strengths) > 0).all() and 0 in strengths and 8 <= len(strengths) <= 14
    assert strengths[0] == pytest.approx(change.low) and strengths[-1] == pytest.approx(change.high)


def test_accuracies_are_counted_on_the_changed_pictures():
    """One network answers 1 where there is ink in the middle, the other always says 1."""
    weights = np.zeros((9, 9, 2))
    weights[4, 4, 1] = 2
    sees = Network((Dense(weights.reshape(81, 2), np.array([1.0, 0.0]), "softmax"),), image_shape=(9, 9))
    says = Network((Dense(np.zeros((81, 2)), np.array([0.0, 1.0]), "softmax"),), image_shape=(9, 9))
    pictures = np.concatenate([spot(4, 4, 255)] * 3 + [spot(0, 0, 255)])
    digits = Digits(pictures, np.array([1, 1, 1, 0], np.uint8))
    networks = {"sees": sees, "says": says}
    assert accuracies(networks, digits, "occlude", 0) == {"sees": 1.0, "says": 0.75}
    assert accuracies(networks, digits, "occlude", 3) == {"sees": 0.25, "says": 0.75}


@given(st.lists(st.booleans(), min_size=1, max_size=15), st.data())
def test_limits_are_the_longest_unbroken_stretch_round_zero(right, data):
    zero = data.draw(st.integers(0, len(right) - 1))
    strengths = np.arange(len(right)) - zero
    found = limits(strengths, right)
    if not right[zero]:
        assert found is None
        return
    low, high = (int(each) + zero for each in found)
    assert low <= zero <= high and all(right[low : high + 1])
    assert low == 0 or not right[low - 1]
    assert high == len(right) - 1 or not right[high + 1]
