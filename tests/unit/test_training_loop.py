"""The training generator: it learns, repeats itself bit by bit, obeys, goes on, and says when it has lost its way."""

import numpy as np
import pytest

from mnistnet import Digits, load_digits
from mnistnet.training import Augmentation, Diverged, LayerPlan, Settings, Snapshot, nudge, train, untrained_network
from mnistnet.training.feed import SHUFFLING, random_part
from tests.training_tasks import last, rows_settings, same_bits, small_digits, small_settings

KINDS = {
    "sgd": small_settings(),
    "momentum, l2": small_settings(optimiser="momentum", l2=0.001, learning_rate=0.1),
    "nesterov, cosine": small_settings(optimiser="nesterov", schedule="cosine", learning_rate=0.1),
    "adam, dropout": small_settings(optimiser="adam", dropout=0.3, learning_rate=0.01),
    "augmented": small_settings(augmentation=Augmentation(1, 10, 5, 0.1, 1, 0.3, 0.1)),
    "rows": rows_settings(),
}


def test_it_learns_to_read_the_embedded_digits():
    digits = load_digits()
    report = last(train(small_settings(), digits.split("train"), digits.split("validation")))
    assert report.epoch == 2 and report.validation_accuracy > 0.88
    assert report.confusion.sum() == 1000
    assert np.trace(report.confusion) / 1000 == report.validation_accuracy


@pytest.mark.parametrize("name", KINDS)
def test_the_same_seed_gives_the_same_bits_and_reports_change_nothing(name):
    digits = small_digits()
    first, again = (last(train(KINDS[name], digits, report_every=every)) for every in (10_000, 45))
    assert same_bits(first.network, again.network)
    assert first.loss == pytest.approx(again.loss, rel=1e-12) and first.accuracy == again.accuracy
    other = last(train(KINDS[name].replace(seed=2), digits))
    assert not same_bits(first.network, other.network)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("place", [(0, 0), (0, 100), (1, 0), (1, 260)])
def test_a_run_that_goes_on_ends_with_the_same_bits(name, place):
    digits = small_digits()
    whole = list(train(KINDS[name], digits, report_every=20))
    half = next(report for report in whole if (report.epoch, report.images) == place)
    rest = list(train(KINDS[name], digits, start=half.snapshot, report_every=60))
    assert same_bits(whole[-1].network, rest[-1].network)
    assert whole[-1].snapshot.history == rest[-1].snapshot.history


def test_reports_come_in_order_and_are_not_changed_later():
    reports = list(train(small_settings(), small_digits(), report_every=200))
    assert [report.kind for report in reports] == ["start", *["batches", "batches", "epoch"] * 2]
    assert [(report.epoch, report.images) for report in reports[:4]] == [(0, 0), (0, 200), (0, 400), (1, 0)]
    assert same_bits(reports[0].network, untrained_network(small_settings()))
    assert not same_bits(reports[1].network, reports[2].network)


def test_the_network_knows_how_it_was_trained():
    digits = load_digits().split("validation")
    network = last(train(small_settings(seed=5), digits, digits)).network
    assert network.epoch == 2 and network.training.seed == 5 and network.training.epochs == 2
    assert network.training.settings["digits"] == "embedded, validation"
    assert [row["epoch"] for row in network.training.history] == [0, 1, 2]
    assert Settings.of(network) == small_settings(seed=5)


def test_settings_can_be_changed_while_it_runs():
    run = train(small_settings(learning_rate=0.5), small_digits(), report_every=20)
    next(run)
    assert next(run).learning_rate == 0.5
    report = run.send({"learning_rate": 0.25, "batch_size": 200})
    assert report.learning_rate == 0.25 and report.images == 220
    assert run.send({"batch_size": 1, "report_every": 1}).images == 221
    with pytest.raises(ValueError, match="no setting that can change during a run 'seed'"):
        run.send({"seed": 3})


def test_a_change_to_zero_epochs_ends_the_run():
    run = train(small_settings(), small_digits(), report_every=20)
    next(run), next(run)
    with pytest.raises(StopIteration):
        run.send({"epochs": 0})


def test_any_network_can_be_trained_further():
    digits = small_digits()
    trained = last(train(small_settings(), digits)).network
    further = last(train(small_settings(epochs=4, learning_rate=0.1), digits, start=Snapshot.of(trained)))
    assert further.network.epoch == 4 and [row["epoch"] for row in further.snapshot.history] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="another architecture"):
        next(train(rows_settings(), digits, start=Snapshot.of(trained)))


def test_a_loss_that_explodes_stops_the_run_with_a_proposal():
    layers = (LayerPlan(20, "relu"), LayerPlan(10, "identity"))
    settings = Settings(layers, loss="quadratic", learning_rate=30.0, batch_size=20)
    with pytest.raises(Diverged, match=r"learning rate of 30 each .* Try 3\.") as caught:
        list(train(settings, small_digits(), report_every=20))
    assert caught.value.learning_rate == 3.0


def test_digits_that_do_not_suit_are_refused():
    images = np.zeros((3, 28, 28), np.uint8)
    with pytest.raises(ValueError, match="labels go up to 12"):
        next(train(small_settings(), Digits(images, np.array([1, 12, 3], np.uint8))))
    with pytest.raises(ValueError, match="no digits to learn from"):
        next(train(small_settings(), Digits(images[:0], np.empty(0, np.uint8))))


def test_a_last_batch_that_is_smaller_counts_like_the_others():
    report = last(train(small_settings(epochs=1, batch_size=150), small_digits(400)))
    assert report.snapshot.steps == 3 and report.epoch == 1


@pytest.mark.parametrize("place", [0, 7])
def test_the_nudge_of_one_picture_is_its_error_times_its_ink(place):
    digits = small_digits()
    plan = Settings((LayerPlan(10, "softmax"),), batch_size=1, learning_rate=0.3, optimiser="sgd", l2=0.0, seed=4)
    run = train(plan, digits, report_every=1)
    networks = [next(run).network, *(next(run).network for _ in range(place + 1))]
    found = nudge(networks[-2], networks[-1], plan, digits, place)
    number = random_part(plan.seed, SHUFFLING, 0).permutation(len(digits))[place]
    assert np.array_equal(found.image, digits.images[number]) and found.label == digits.labels[number]
    wanted = np.eye(10)[found.label]
    assert np.allclose(found.errors, networks[-2].predict(found.image)[0] - wanted, atol=1e-6)
    step = -0.3 * np.outer(found.errors, found.image.ravel() / 255)
    assert np.allclose(found.changes.reshape(10, -1), step, atol=1e-6)
    assert found.after[found.label] > found.before[found.label]


def test_a_lost_run_quotes_the_learning_rate_that_was_asked_for():
    layers = (LayerPlan(20, "relu"), LayerPlan(10, "identity"))
    plan = Settings(layers, loss="quadratic", learning_rate=0.02, batch_size=20, epochs=9, schedule="cosine")
    run = train(plan, small_digits(), report_every=20)
    while next(run).kind != "epoch":
        pass
    with pytest.raises(Diverged, match=r"learning rate of 500, by its schedule 485 in this epoch, .* Try 50\."):
        report = run.send({"learning_rate": 500.0})
        while report:
            report = next(run)
