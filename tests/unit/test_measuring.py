"""A measurement grows digit by digit and loses nothing: not at a stop, not with two visitors, not after an error."""

import threading
from dataclasses import asdict

import numpy as np
import pytest

from mnistnet import Dense, Network, load_digits, load_network
from mnistnet.books.networks import network_names
from mnistnet.faithfulness import Progress, Score, scoreboard
from mnistnet.faithfulness import measuring as module
from mnistnet.faithfulness.measuring import Measurement
from mnistnet.faithfulness.verdict import judged_views
from mnistnet.sweeps.scoreboards import COUNT, random_order, ready_scores

IMAGES = np.arange(6, dtype=np.uint8)[:, None, None] * np.ones((1, 2, 2), np.uint8)


def fake(network, images, *, views, rng, gates=None):
    """Give r = the digit's number, NaN for digit 0; wait for the digit's gate if there are gates."""
    number = int(images[0, 0, 0])
    if gates:
        assert gates[number].wait(30)
    r = float("nan") if number == 0 else float(number)
    yield Progress(1, 1, tuple(Score("m", view, r, rng.random(), 0.0, 0.0, 0.0, 1) for view in views))


def measurement(**options) -> Measurement:
    return Measurement(None, IMAGES, ["a1", "z1"], fake, **options)


def test_it_measures_as_many_as_asked_and_takes_means_over_what_is_known():
    sample = measurement()
    assert sample.scores() == () and sample.seconds_left is None
    sample.more(4)
    sample.wait()
    assert sample.digits == sample.target == 4 and not sample.running and sample.seconds_left == 0
    assert [(s.method, s.view, s.r, s.digits) for s in sample.scores()] == [("m", "a1", 2.0, 4), ("m", "z1", 2.0, 4)]


def test_stopped_and_taken_up_again_it_gives_the_same_scores():
    whole, parts = measurement(), measurement()
    whole.more(5)
    whole.wait()
    for some in (2, 1, 2):
        parts.more(some)
        parts.wait()
    assert parts.scores() == whole.scores()


def test_a_stop_keeps_the_digit_under_way():
    gates = [threading.Event() for _ in IMAGES]
    sample = measurement(gates=gates)
    gates[0].set()
    sample.more(5)
    sample.wait_for_first(30)
    sample.stop()
    assert sample.target == 1
    for gate in gates:
        gate.set()
    sample.wait()
    assert sample.digits in (1, 2) and not sample.running


def test_one_can_wait_for_the_first_digit_alone():
    gates = [threading.Event() for _ in IMAGES]
    sample = measurement(gates=gates)
    sample.more(2)
    sample.wait_for_first(0.01)
    assert sample.digits == 0
    gates[0].set()
    sample.wait_for_first(30)
    assert sample.digits == 1 and sample.running
    gates[1].set()
    sample.wait()


def test_two_visitors_share_the_work():
    gates = [threading.Event() for _ in IMAGES]
    sample = measurement(gates=gates)
    visitors = [threading.Thread(target=sample.more, args=(2,)) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sample.target == 4 and sample.running
    for gate in gates:
        gate.set()
    sample.wait()
    assert sample.digits == 4


def test_it_ends_with_the_last_digit():
    sample = measurement()
    sample.more(100)
    sample.wait()
    assert sample.digits == sample.most == 6
    sample.more(1)
    assert not sample.running


def test_a_deadline_leaves_one_digit():
    sample = measurement()
    sample.more(3, within=-1.0)
    sample.wait()
    assert sample.digits == 1


def test_what_nobody_looks_at_pauses(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", -1.0)
    sample = measurement()
    sample.more(3)
    sample.wait()
    assert sample.digits == 0 and not sample.running


def test_an_error_is_told_and_forgotten_when_it_is_tried_again():
    def failing(*args, **kwargs):
        if failing.broken:
            raise ValueError("no such luck")
        return fake(*args, **kwargs)

    failing.broken = True
    sample = Measurement(None, IMAGES, ["a1"], failing)
    sample.more(2)
    sample.wait()
    assert sample.trouble == "no such luck" and not sample.running and sample.digits == 0
    failing.broken = False
    sample.more(2)
    sample.wait()
    assert sample.trouble == "" and sample.digits == 2


@pytest.mark.parametrize("activation", ["sigmoid", "step"])
def test_one_digit_is_what_the_scoreboard_says_of_it(activation):
    rng = np.random.default_rng(3)
    layers = (
        Dense(rng.normal(size=(9, 4)), rng.normal(size=4), activation),
        Dense(rng.normal(size=(4, 3)), rng.normal(size=3), "softmax"),
    )
    network = Network(layers, image_shape=(3, 3))
    images = rng.integers(1, 255, (2, 3, 3)).astype(np.uint8)
    sample = Measurement(network, images, network.views, nodes=2, reference_toggles=8)
    sample.more(1)
    sample.wait()
    *_, last = scoreboard(network, images[:1], rng=np.random.default_rng(0), nodes=2, reference_toggles=8)
    assert repr(sample.scores()) == repr(last.scores)
    measured = {score.method for score in sample.scores()}
    assert ("gradient_times_input" in measured) == (activation == "sigmoid") and "one_pixel" in measured


def test_what_was_measured_ahead_counts_and_measuring_goes_on_behind_it():
    ahead = [(Score("m", "a1", r, 0.5, 0.0, 0.0, 0.0, 1),) for r in (1.0, 2.0)]
    sample = measurement(known=ahead)
    assert sample.digits == 2 and [(s.r, s.digits) for s in sample.scores()] == [(1.5, 2)]
    sample.more(2)
    sample.wait()
    assert sample.digits == 4 and {s.view: s.r for s in sample.scores()} == {"a1": 2.0, "z1": 2.5}


def test_shipped_networks_come_with_their_scores_and_others_do_not(monkeypatch):
    test = load_digits().split("test")
    for name in network_names():
        network = load_network(name)
        ready = ready_scores(network, test)
        assert ready is not None and len(ready.digits) == COUNT == len({*random_order(50, 30).tolist()}) - 10
        kept = {(score.method, score.view) for score in ready.digits[0]}
        assert {view for _, view in kept} == set(judged_views(network)) and ("shapley", network.views[-1]) in kept
    assert ready_scores(load_network("nielsen", epoch=2), test) is None
    assert ready_scores(load_network("nielsen"), load_digits().split("validation")) is None
    np.testing.assert_array_equal(random_order(3, 30), [0, 1, 2])


def test_the_scores_that_come_along_are_those_of_the_library():
    """Sampled methods have luck of their own; the others give the same against a yardstick that was sampled again."""
    network, test = load_network("nielsen"), load_digits().split("test")
    *_, now = scoreboard(network, test.images[:1], ["one_pixel", "integrated_gradients"], ["z1"], reference_toggles=8)
    ready = ready_scores(network, test)
    assert ready is not None
    kept = {score.method: score for score in ready.digits[0] if score.view == "z1"}
    for score in now.scores:
        same = asdict(kept[score.method])
        assert [same[name] for name in module.FIGURES] == pytest.approx(
            [asdict(score)[name] for name in module.FIGURES], rel=1e-5
        )
