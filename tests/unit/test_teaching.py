"""Teaching a copy: what the lesson is made of, that it learns and does not forget, and honest parts to judge by."""

import numpy as np
import pytest

from mnistnet import Dense, Digits, Network, TrainingRecord, load_digits, load_network, network_names
from mnistnet.robustness import rotated
from mnistnet.teaching import COPIES, EPOCHS, Judged, judge, lesson, lesson_settings, parted, teach
from mnistnet.training import untrained_network
from tests.training_tasks import last, rows_settings, same_bits, small_digits

TRAIN, TEST = load_digits().split("train"), load_digits().split("test")
FEW = Digits(TRAIN.images[:1500], TRAIN.labels[:1500], "few")  # enough for millions of weights, and five times faster
BLANK = Digits(np.zeros((12, 28, 28), np.uint8), np.arange(12, dtype=np.uint8) % 3, "blank")


def upside_down(count: int) -> Digits:
    """Return digits unlike those of MNIST."""
    return Digits(TEST.images[:count, ::-1, ::-1], TEST.labels[:count], "upside down")


def test_every_fourth_of_each_label_is_held_back():
    labels = np.array([1, 1, 2, 1, 1, 2, 2, 2, 1, 3, *[5] * 12], np.uint8)
    images = np.zeros((len(labels), 28, 28), np.uint8)
    images[:, 0, 0] = np.arange(len(labels))
    taught, held = parted(Digits(images, labels))
    assert held.images[:, 0, 0].tolist() == [4, 7, 13, 17, 21] and held.labels.tolist() == [1, 2, 5, 5, 5]
    assert sorted([*taught.images[:, 0, 0], *held.images[:, 0, 0]]) == list(range(len(labels)))


def test_too_few_digits_are_all_taught():
    taught, held = parted(upside_down(12))
    assert len(taught) == 12 and len(held) == 0


def test_a_lesson_holds_the_own_digits_as_they_are_and_bent_among_the_others():
    own, others = upside_down(4), small_digits(60)
    mixed = lesson(own, others)
    assert len(mixed) == 60 + 32, "half as many, in whole rounds of the own digits"
    np.testing.assert_array_equal(mixed.images[:60], others.images)
    np.testing.assert_array_equal(mixed.images[60:64], own.images)
    assert mixed.labels[60:].tolist() == own.labels.tolist() * 8
    assert len(np.unique(mixed.images[60:], axis=0)) == 32, "every copy is bent in its own way"
    assert len(lesson(upside_down(1), small_digits(400))) == 400 + COPIES, "one digit does not drown the others"
    with pytest.raises(ValueError, match="no digits to learn from"):
        lesson(upside_down(0), others)


@pytest.mark.parametrize("name", network_names())
def test_a_copy_learns_what_it_could_not_read_and_forgets_little(name):
    network, own = load_network(name), Digits(rotated(TEST.images[:64], -45), TEST.labels[:64], "leaning")
    before = network.digest
    taught = last(teach(network, own, FEW if network.parameters > 1_000_000 else TRAIN)).network
    on_own, on_mnist = judge(network, taught, own, TEST)
    assert on_own.after - on_own.before >= 0.2 * (64 - on_own.before) > 0
    assert on_mnist.after > 0.97 * on_mnist.before
    assert network.digest == before != taught.digest, "the network itself stays as it is"
    assert taught.epoch == network.epoch + EPOCHS and taught.encoding == network.encoding
    assert taught.layer_names == network.layer_names and taught.shapes == network.shapes
    assert [row["epoch"] for row in taught.training.history] == list(range(taught.epoch + 1))


def test_the_same_lesson_gives_the_same_network():
    network = untrained_network(rows_settings())
    first, second = (last(teach(network, small_digits(10), small_digits(100), epochs=1)).network for _ in range(2))
    assert same_bits(first, second)


def test_the_networks_own_loss_and_targets_are_kept_if_they_suit():
    settings = lesson_settings(load_network("your-own"), "mine", 3, 1)
    assert (settings.loss, settings.target_low, settings.target_high) == ("quadratic", 0.01, 0.99)
    assert settings.epochs == load_network("your-own").epoch + 3 and settings.name == "mine"
    told = TrainingRecord(settings={"loss": "nonsense", "target_low": 7})
    strange = Network((Dense(np.zeros((784, 10)), None, "softmax"),), training=told)
    assert lesson_settings(strange, "x", 1, 1).loss == "cross-entropy"
    linear = Network((Dense(np.zeros((784, 10)), None, "identity"),))
    assert lesson_settings(linear, "x", 1, 1).loss == "quadratic"


def test_a_network_without_slopes_is_refused():
    steps = Network((Dense(np.ones((784, 5)), None, "step"), Dense(np.ones((5, 10)), None, "softmax")))
    with pytest.raises(ValueError, match="no slope to learn from"):
        next(iter(teach(steps, upside_down(3), small_digits(20))))


def test_judging_counts_by_hand():
    always = [Network((Dense(np.zeros((784, 3)), np.eye(3)[k], "softmax"),)) for k in (0, 1)]
    labels = Digits(BLANK.images, np.array([0] * 5 + [1] * 4 + [2] * 3, np.uint8), "by hand")
    nothing = Digits(BLANK.images[:0], BLANK.labels[:0], "nothing")
    assert judge(*always, labels, nothing) == [Judged("by hand", 12, 5, 4)]
