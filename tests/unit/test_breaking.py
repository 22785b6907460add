"""Each harm against weights worked out by hand, and laws that hold for every network and every amount."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistnet import Dense, Digits, Flatten, Network, load_network, network_names
from mnistnet.breaking import HARMS, PLACES, breaks_at, endurance, harmed, is_heard, share_right

BY_HAND = Network(
    (
        Dense(np.array([[1.0, -4.0], [3.0, 0.0], [0.5, 2.0], [-1.0, 8.0]]), np.array([1.0, 2.0]), "relu"),
        Dense(np.array([[5.0, -6.0], [7.0, 0.25]]), None, "softmax"),
    ),
    image_shape=(2, 2),
)
SEEDS, AMOUNTS = st.integers(0, 9), st.floats(0.01, 0.99)


def made(seed: int) -> Network:
    """Return a network that works along rows, with as many numbers as it needs and no more."""
    rng = np.random.default_rng(seed)
    first = Dense(rng.normal(size=(3, 4)).astype(np.float32), rng.normal(size=4).astype(np.float32), "tanh")
    last = Dense(rng.normal(size=(12, 5)).astype(np.float32), rng.normal(size=5).astype(np.float32), "softmax")
    return Network((first, Flatten(), last), image_shape=(3, 3))


def weights_of(network: Network) -> list[np.ndarray]:
    return [layer.weights for layer in network.dense_layers]


def flat(network: Network) -> np.ndarray:
    return np.concatenate([w.ravel() for w in weights_of(network)])


@pytest.mark.parametrize("name", HARMS)
def test_nothing_changes_nothing_and_no_harm_touches_what_it_was_given(name):
    before = flat(BY_HAND).copy()
    assert harmed(BY_HAND, name, HARMS[name].amounts[0]) is BY_HAND
    for amount in HARMS[name].amounts[1:]:
        broken = harmed(BY_HAND, name, amount)
        assert [w.shape for w in weights_of(broken)] == [w.shape for w in weights_of(BY_HAND)]
        assert broken.dtype == BY_HAND.dtype and broken.test_accuracy is None
    np.testing.assert_array_equal(flat(BY_HAND), before)


def test_the_smallest_weights_go_first_and_of_equals_the_first():
    kept = weights_of(harmed(BY_HAND, "small", 0.5))  # of 0, 0.25, 0.5, 1, 1, 2 | 3, 4, 5, 6, 7, 8
    np.testing.assert_array_equal(kept[0], [[0, -4], [3, 0], [0, 0], [0, 8]])
    np.testing.assert_array_equal(kept[1], [[5, -6], [7, 0]])
    one_of_two = weights_of(harmed(BY_HAND, "small", 4 / 12))[0]
    assert one_of_two[0, 0] == 0 and one_of_two[3, 0] == -1, "of two weights of size 1 the first goes"


def test_rounding_by_hand():
    three = weights_of(harmed(BY_HAND, "bits", 2))
    np.testing.assert_array_equal(three[0], [[0, 0], [0, 0], [0, 0], [0, 8]])  # -4 / 8 is even-rounded to 0
    np.testing.assert_array_equal(three[1], [[7, -7], [7, 0]])
    seven = weights_of(harmed(BY_HAND, "bits", 3))[0]  # steps of 8 / 3
    np.testing.assert_allclose(seven, np.array([[0, -2], [1, 0], [0, 1], [0, 3]]) * 8 / 3)
    signs = weights_of(harmed(BY_HAND, "bits", 1))[1]
    np.testing.assert_allclose(signs, np.array([[1, -1], [1, 1]]) * 18.25 / 4)


def test_biases_are_turned_down_and_none_are_made():
    first, last = harmed(BY_HAND, "biases", 0.75).dense_layers
    np.testing.assert_allclose(first.biases, [0.25, 0.5])
    assert last.biases is None
    np.testing.assert_array_equal(flat(harmed(BY_HAND, "biases", 1)), flat(BY_HAND))


@given(SEEDS, AMOUNTS)
def test_pruning_keeps_the_largest(seed, amount):
    network = made(seed)
    before, after = flat(network), flat(harmed(network, "small", amount))
    gone = after != before
    assert gone.sum() == round(amount * before.size) and not after[gone].any()
    assert not gone.any() or np.abs(before[gone]).max() <= np.abs(before[~gone]).min(initial=np.inf)


@given(SEEDS, st.integers(2, 20))
def test_rounding_is_off_by_half_a_step_at_most_and_converges(seed, bits):
    for before, after in zip(weights_of(made(seed)), weights_of(harmed(made(seed), "bits", bits)), strict=True):
        step = np.abs(before).max() / (2 ** (bits - 1) - 1)
        assert np.abs(after - before).max() <= step / 2 * (1 + 1e-3) + 1e-6
        assert len(np.unique(after)) <= 2**bits - 1


@given(SEEDS, SEEDS, st.floats(0.1, 5))
def test_noise_has_its_size_and_grows_along_the_same_line(seed, draw, amount):
    network = made(seed)
    once, twice = (flat(harmed(network, "noise", k * amount, draw)) - flat(network) for k in (1, 2))
    np.testing.assert_allclose(twice, 2 * once, atol=1e-5)
    np.testing.assert_array_equal(flat(harmed(network, "noise", amount, draw)) - flat(network), once)
    wide = Network((Dense(np.full((784, 200), -3.0)),))
    moved = weights_of(harmed(wide, "noise", amount, draw))[0] + 3
    assert moved.std() == pytest.approx(3 * amount, rel=0.02)


@given(SEEDS, SEEDS, AMOUNTS, st.sampled_from(PLACES))
@settings(max_examples=40)
def test_a_switched_off_node_is_heard_by_nobody(seed, draw, amount, place):
    network = made(seed)
    broken = harmed(network, "nodes", amount, draw, place)
    images = np.random.default_rng(seed).integers(0, 256, (5, 3, 3), dtype=np.uint8)
    silent = network.trace(images)["z1"].copy()
    off = [k for k in range(4) if not broken.dense_layers[1].weights[k::4].any()]
    assert [k for k in range(4) if not is_heard(broken, 1, k)] == off and is_heard(broken, 2, 0)
    assert len(off) == round(amount * 4)
    silent[:, :, off] = 0
    expected = network.dense_layers[1].pre_activations(silent.reshape(5, -1))
    np.testing.assert_allclose(broken.trace(images)["a2"], expected, atol=1e-5)
    fewer = harmed(network, "nodes", amount / 2, draw, place)
    assert {k for k in range(4) if not fewer.dense_layers[1].weights[k::4].any()} <= set(off)


def test_places_are_the_hidden_layers_and_answers_are_never_switched_off():
    network = load_network("scratch")
    first, last, every = (weights_of(harmed(network, "nodes", 0.5, 1, place)) for place in ("first", "last", "every"))
    before = weights_of(network)
    changed = [[bool((a != b).any()) for a, b in zip(before, one, strict=True)] for one in (first, last, every)]
    assert changed == [[False, True, False], [False, False, True], [False, True, True]]
    alone = Network((Dense(np.ones((4, 2))),), image_shape=(2, 2))
    np.testing.assert_array_equal(flat(harmed(alone, "nodes", 0.9)), flat(alone))


def test_unknown_harms_and_places_are_refused_by_name():
    with pytest.raises(KeyError, match="There is no harm 'rust'; there are noise, small"):
        harmed(BY_HAND, "rust", 1)
    with pytest.raises(ValueError, match="There is no place 'middle'; there are every, first, last"):
        harmed(BY_HAND, "nodes", 0.5, place="middle")


def test_endurance_counts_what_is_read_right_draw_by_draw():
    rng = np.random.default_rng(0)
    digits = Digits(rng.integers(0, 256, (30, 3, 3), dtype=np.uint8), rng.integers(0, 5, 30).astype(np.uint8))
    network = made(3)
    found = endurance(network, digits, "noise", seeds=(4, 7))
    assert found.shares.shape == (2, len(HARMS["noise"].amounts))
    broken = harmed(network, "noise", HARMS["noise"].amounts[3], 7)
    assert found.shares[1, 3] == (broken.predict(digits.images).argmax(axis=1) == digits.labels).mean()
    assert (
        found.shares[0, 0] == found.shares[1, 0] == (network.predict(digits.images).argmax(1) == digits.labels).mean()
    )
    low, high = found.spread
    assert (low <= found.mean).all() and (found.mean <= high).all()
    assert share_right(network, digits, "bits", 4, seeds=(4, 7)).shape == (1,), "nothing is left to chance"


def test_where_it_breaks():
    assert breaks_at([0, 1, 2, 3], [0.9, 0.5, 0.49, 0.6]) == 2
    assert breaks_at([32, 8], [0.9, 0.8]) is None


@pytest.mark.parametrize("name", network_names())
def test_every_network_that_comes_along_can_be_harmed_in_every_way(name):
    for harm, about in HARMS.items():
        assert np.isfinite(flat(harmed(load_network(name), harm, about.amounts[-1]))).all()


def test_amounts_are_told_with_their_unit():
    told = {name: [harm.told(amount) for amount in harm.amounts[:2]] for name, harm in HARMS.items()}
    assert told["bits"] == ["none", "8 bit"] and told["noise"] == ["none", "25 %"]
