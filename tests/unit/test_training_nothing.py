"""Pictures of nothing: a network learns from them to prefer no class, and they count neither for nor against one."""

import numpy as np
import pytest

from mnistnet import Digits
from mnistnet.training import NOTHING, LayerPlan, Settings, Snapshot, train
from mnistnet.training.losses import target_table, with_nothing
from tests.training_tasks import last, small_digits, small_settings


def test_nothing_wants_every_class_alike():
    table = with_nothing(target_table(4, 0.1, 0.7))
    np.testing.assert_allclose(table[:4], np.full((4, 4), 0.1) + 0.6 * np.eye(4), atol=1e-7)
    np.testing.assert_allclose(table[4], 0.25, atol=1e-7)


@pytest.mark.parametrize("batch_size", [1, 20])
def test_from_nothing_a_network_learns_to_doubt_and_of_digits_to_be_sure(batch_size):
    digits = small_digits(200)
    labels = np.where(np.arange(200) % 2, digits.labels, NOTHING).astype(np.uint8)
    images = np.where(np.arange(200)[:, None, None] % 2, digits.images, digits.images.transpose(0, 2, 1)[:, ::-1])
    settings = small_settings(epochs=40, batch_size=batch_size, learning_rate=0.5 if batch_size > 1 else 0.1)
    report = last(train(settings, Digits(images, labels), Digits(images, labels)))
    outputs = report.network.predict(images).max(axis=1)
    assert outputs[::2].mean() < 0.4 and outputs[1::2].mean() > 0.7
    assert report.confusion.sum() == 100, "nothing has no row among the digits"
    assert report.accuracy > 0.8, "to doubt nothing is right"


def test_a_step_from_nothing_by_hand():
    """One softmax layer of two classes on one pixel x = 1, all weights 0: the gradient is p - t, and p is a half."""
    settings = Settings((LayerPlan(2, "softmax"),), epochs=1, batch_size=1, learning_rate=1.0)
    zero = Snapshot(np.zeros(4, np.float32), np.zeros((0, 4), np.float32))
    ink = np.full((1, 1, 1), 255, np.uint8)
    for label, weights in ((NOTHING, [[0, 0]]), (1, [[-0.5, 0.5]])):
        run = train(settings, Digits(ink, np.array([label], np.uint8)), start=zero)
        assert last(run).network.dense_layers[0].weights.tolist() == weights


def test_other_labels_beyond_the_classes_are_refused_as_before():
    digits = small_digits(20)
    labels = np.where(digits.labels == 3, 254, NOTHING).astype(np.uint8)
    with pytest.raises(ValueError, match="labels go up to 254"):
        next(train(small_settings(), Digits(digits.images, labels)))
