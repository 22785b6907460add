"""Painted sheets as a network, worked by hand; packed and unpacked; who is to blame for a misread digit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistnet import load_digits
from mnistnet.limits import bounds
from mnistnet.painting import (
    DARKEST,
    SheetError,
    blame,
    blank_sheets,
    cells_to_blame,
    mean_sheets,
    pack_sheet,
    painted_network,
    painted_settings,
    unpack_sheet,
)
from mnistnet.training import Snapshot, train

TEST = load_digits().split("test")
ALL = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).integers(-DARKEST, DARKEST + 1, (28, 28)).astype(np.int8)
)


def test_a_sheet_is_equally_loud_and_fair():
    sheets = blank_sheets()
    sheets[3, 5, 6], sheets[3, 7, 8] = 3, -1
    sheets[4, 5, 6] = 1
    network = painted_network(sheets)
    weights = network.dense_layers[0].weights.reshape(28, 28, 10)
    assert weights[5, 6, 3] == pytest.approx(2 * 3 / np.sqrt(10)) and weights[7, 8, 3] == pytest.approx(
        -2 / np.sqrt(10)
    )
    assert weights[5, 6, 4] == pytest.approx(2) and np.count_nonzero(weights) == 3
    mean = load_digits().split("train").images.mean(axis=0) / 255
    np.testing.assert_allclose(network.trace(mean)["a1"], 0, atol=1e-6)


def test_blank_sheets_say_all_the_same():
    np.testing.assert_allclose(painted_network(blank_sheets()).predict(TEST.images[:3]), 0.1)


def test_mean_sheets_read_as_the_nearest_mean_direction_does():
    train_digits = load_digits().split("train")
    means = np.stack([train_digits.images[train_digits.labels == k].mean(axis=0) / 255 for k in range(10)])
    more = means - means.mean(axis=0)
    assert np.abs(mean_sheets() - more / np.abs(more).max(axis=(1, 2), keepdims=True) * DARKEST).max() <= 0.5
    right = (painted_network(mean_sheets()).predict(TEST.images).argmax(axis=1) == TEST.labels).mean()
    assert 0.75 < right < 0.85


@pytest.mark.parametrize("wrong", [np.zeros((9, 28, 28), int), np.full((10, 28, 28), 4), np.zeros((10, 28, 28))])
def test_what_is_not_painted_is_refused(wrong):
    with pytest.raises(ValueError, match="Ten sheets of 28 x 28 levels from -3 to 3"):
        painted_network(wrong)


@given(ALL)
@settings(max_examples=25)
def test_packing_and_unpacking_is_identity_and_fits_the_bound(sheet):
    text = pack_sheet(sheet)
    assert len(text) == bounds.SHEET_IN_LINK.most and text.isprintable()
    np.testing.assert_array_equal(unpack_sheet(text), sheet)


def test_the_extremes_are_packed():
    for level in (-DARKEST, 0, DARKEST):
        sheet = np.full((28, 28), level, np.int8)
        np.testing.assert_array_equal(unpack_sheet(pack_sheet(sheet)), sheet)
    with pytest.raises(ValueError, match="A sheet to pack"):
        pack_sheet(np.full((28, 28), 4, np.int8))


@given(st.text(max_size=400) | st.text("Aa_-9z", min_size=368, max_size=368))
def test_any_other_text_is_refused_or_is_a_sheet(text):
    try:
        assert pack_sheet(unpack_sheet(text)) == text
    except SheetError as error:
        assert "damaged" in str(error)


@pytest.mark.parametrize("text", ["", "x" * 368, "_" * 368, "é" * 368, "A" * 369])
def test_damaged_texts_are_refused(text):
    with pytest.raises(SheetError, match="damaged"):
        unpack_sheet(text)


def test_blame_names_the_loudest_sheet_and_adds_up():
    network = painted_network(mean_sheets())
    found, answers = blame(network, TEST), network.predict(TEST.images).argmax(axis=1)
    assert set(found.numbers) == set(np.flatnonzero(answers != TEST.labels))
    np.testing.assert_array_equal(found.loudest, answers[found.numbers])
    np.testing.assert_array_equal(found.wanted, TEST.labels[found.numbers])
    assert (np.diff(found.leads) <= 0).all() and found.counts().sum() == len(found.numbers)
    biases = network.dense_layers[0].biases.astype(float)
    told = zip(found.numbers, found.wanted, found.loudest, found.leads, strict=True)
    for number, wanted, loudest, lead in list(told)[:5]:
        cells = cells_to_blame(network, TEST.images[number], wanted, loudest)
        assert cells.sum() + biases[loudest] - biases[wanted] == pytest.approx(lead, abs=1e-4)


def test_training_goes_on_from_the_painting_which_is_its_epoch_0():
    painting = painted_network(mean_sheets())
    digits = load_digits().split("validation")
    first, *_, last = train(painted_settings(epochs=1), digits, digits, Snapshot.of(painting))
    np.testing.assert_array_equal(first.network.dense_layers[0].weights, painting.dense_layers[0].weights)
    assert first.kind == "start" and first.epoch == 0 and [row["epoch"] for row in first.snapshot.history] == [0]
    assert last.epoch == 1 and last.validation_accuracy > first.validation_accuracy
