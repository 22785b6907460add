"""Augmentation against what each change must do to a picture, with the random numbers chosen by hand."""

import numpy as np
import pytest

from mnistnet.training import Augmentation
from mnistnet.training.augmentation import KNOTS, POOL, Draws, augmented
from tests.training_tasks import small_digits

IMAGES = small_digits(6).images


def draws(*affine, count=6, field=0.0):
    """Return draws with the same six numbers for every picture."""
    numbers = np.tile(np.array([*affine, *[0.0] * (6 - len(affine))], np.float32), (count, 1))
    fields = np.full((2, count, KNOTS**2), field, np.float32)
    noise = np.random.default_rng(1).standard_normal(POOL, np.float32)
    return Draws(numbers, fields, noise, np.arange(count))


def test_no_strength_changes_nothing():
    random = Draws.of(6, np.random.default_rng(0))
    np.testing.assert_array_equal(augmented(IMAGES, Augmentation(), random), IMAGES)
    assert Augmentation().changes_nothing and not Augmentation(noise=0.1).changes_nothing


def test_a_shift_by_whole_pixels_moves_down_and_right():
    moved = augmented(IMAGES, Augmentation(shift=2), draws(1, -1))
    np.testing.assert_allclose(moved[:, 2:, :-2], IMAGES[:, :-2, 2:], atol=1e-3)
    assert (moved[:, :2] == 0).all()


def test_half_a_pixel_blends_two():
    moved = augmented(IMAGES, Augmentation(shift=1), draws(0, 0.5))
    blended = (IMAGES[:, :, 1:].astype(float) + IMAGES[:, :, :-1]) / 2
    np.testing.assert_allclose(moved[:, :, 1:], blended, atol=1e-2)


def test_a_quarter_turn():
    turned = augmented(IMAGES, Augmentation(rotation=90), draws(0, 0, 1))
    np.testing.assert_allclose(turned, np.rot90(IMAGES, axes=(1, 2)), atol=0.1)


def test_scale_makes_larger_and_smaller():
    larger, smaller = (augmented(IMAGES, Augmentation(scale=0.3), draws(0, 0, 0, 0, way)) for way in (1, -1))
    assert (larger.sum(axis=(1, 2)) > IMAGES.sum(axis=(1, 2))).all()
    assert (smaller.sum(axis=(1, 2)) < IMAGES.sum(axis=(1, 2))).all()


def test_shear_leaves_the_middle_and_leans_the_rest():
    upright = np.zeros((1, 29, 29), np.uint8)
    upright[0, :, 14] = 255
    leaning = augmented(upright, Augmentation(shear=45), draws(0, 0, 0, 1, count=1))[0]
    centres = leaning @ np.arange(29) / np.maximum(leaning.sum(axis=1), 1)
    assert centres[14] == pytest.approx(14, abs=0.01)
    assert abs(centres[10] - centres[18]) == pytest.approx(8, abs=0.1)


def test_an_even_field_is_a_shift_and_never_more_than_its_strength():
    pulled = augmented(IMAGES, Augmentation(elastic=3), draws(field=1))
    np.testing.assert_allclose(pulled[:, :-3, :-3], IMAGES[:, 3:, 3:], atol=0.1)


def test_thickness_adds_and_takes_ink():
    thicker, thinner = (augmented(IMAGES, Augmentation(thickness=1), draws(0, 0, 0, 0, 0, way)) for way in (1.0, -1.0))
    assert (thicker >= IMAGES).all() and (thinner <= IMAGES).all()
    spot = np.zeros((1, 5, 5), np.uint8)
    spot[0, 2, 2] = 100
    cross = augmented(spot, Augmentation(thickness=1), draws(0, 0, 0, 0, 0, 1, count=1))[0]
    assert cross.sum() == 500 and cross[2, 1] == 100 and cross[1, 1] == 0


def test_noise_has_its_strength_and_stays_in_range():
    grey = np.full((6, 28, 28), 128, np.uint8)
    noisy = augmented(grey, Augmentation(noise=0.05), draws())
    assert noisy.std() == pytest.approx(0.05 * 255, rel=0.05)
    loud = augmented(grey, Augmentation(noise=2), draws())
    assert loud.min() == 0 and loud.max() == 255


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"shift": -1}, "goes from 0 to 14"), ({"noise": float("nan")}, "must be a number"), ({"scale": "x"}, "number")],
)
def test_impossible_strengths_are_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        Augmentation(**changes)
