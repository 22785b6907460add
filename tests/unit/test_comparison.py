"""Two networks compared: counts by hand, chance against all falls of the coins, likeness against other formulas."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistnet import Dense, Network, load_digits, load_network
from mnistnet.comparison import (
    BOTH_RIGHT,
    BOTH_WRONG,
    KINDS,
    ONLY_FIRST,
    ONLY_SECOND,
    Comparison,
    compare,
    exact_test,
    likeness,
    linear_cka,
)
from mnistnet.mistakes import Exam

DIGITS = load_digits().split("test")
#                 both right, only first, only second, both wrong alike, both wrong but different
LABELS = np.array([0, 0, 1, 2, 2])
FIRST = np.array([[8, 1, 0], [5, 4, 0], [6, 4, 1], [7, 2, 0], [9, 0, 1]])  # answers 0 0 0 0 0
SECOND = np.array([[3, 2, 1], [1, 8, 0], [0, 9, 0], [4, 3, 2], [2, 7, 1]])  # answers 0 1 1 0 1


def both() -> Comparison:
    return Comparison(Exam(FIRST, LABELS), Exam(SECOND, LABELS))


def test_the_four_counts_by_hand():
    assert dict(both().counts) == {BOTH_RIGHT: 1, ONLY_FIRST: 1, ONLY_SECOND: 1, BOTH_WRONG: 2}
    assert [KINDS[kind] for kind in both().kinds] == [BOTH_RIGHT, ONLY_FIRST, ONLY_SECOND, BOTH_WRONG, BOTH_WRONG]


def test_the_confusion_difference_by_hand():
    assert both().confusion_difference.tolist() == [[-1, 1, 0], [-1, 1, 0], [-1, 1, 0]]


def test_disagreements_come_in_the_order_of_their_distance():
    # digit 1: (5 - 4) + (8 - 1) = 8; digit 2: (6 - 4) + (9 - 0) = 11; digit 4: (9 - 0) + (7 - 2) = 14
    assert both().distances.tolist() == [0, 8, 11, 0, 14]
    assert both().disagreements().tolist() == [4, 2, 1]


def test_disagreements_can_be_filtered():
    assert both().disagreements(ONLY_FIRST).tolist() == [1]
    assert both().disagreements(ONLY_SECOND).tolist() == [2]
    assert both().disagreements(BOTH_WRONG).tolist() == [4]
    assert both().disagreements(BOTH_RIGHT).tolist() == []
    assert both().disagreements(label=2).tolist() == [4]
    assert both().disagreements(answer=1).tolist() == [4, 2, 1]
    assert both().disagreements(label=1, answer=2).tolist() == []


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="the same digits"):
        Comparison(Exam(FIRST, LABELS), Exam(SECOND, LABELS[::-1]))
    with pytest.raises(ValueError, match="3 classes and the second from 2"):
        Comparison(Exam(FIRST, LABELS), Exam(SECOND[:, :2], LABELS))
    with pytest.raises(ValueError, match="labelled 2, which is none of the 2 classes"):
        Comparison(Exam(FIRST[:, :2], LABELS), Exam(SECOND[:, :2], LABELS))
    with pytest.raises(ValueError, match="no kind 'best'"):
        both().disagreements("best")


def test_real_networks_against_counting_digit_by_digit():
    networks = load_network("nielsen"), load_network("sharp")
    found = compare(*networks, DIGITS)
    a, b = (network.predict(DIGITS.images).argmax(axis=1) for network in networks)
    counts = dict.fromkeys(KINDS, 0)
    change = np.zeros((10, 10), int)
    for label, one, other in zip(DIGITS.labels.tolist(), a.tolist(), b.tolist(), strict=True):
        counts[KINDS[2 * (one != label) + (other != label)]] += 1
        change[label, other] += 1
        change[label, one] -= 1
    assert dict(found.counts) == counts and (found.confusion_difference == change).all()
    assert not found.confusion_difference.sum(axis=1).any()
    assert sorted(found.disagreements()) == np.flatnonzero(a != b).tolist()
    assert found.p_value == exact_test(counts[ONLY_FIRST], counts[ONLY_SECOND])


@pytest.mark.parametrize(("b", "c", "p"), [(0, 0, 1), (1, 0, 1), (0, 5, 2 / 32), (1, 3, 10 / 16), (2, 2, 1)])
def test_chance_by_hand(b, c, p):
    assert exact_test(b, c) == p == exact_test(c, b)


@pytest.mark.parametrize("n", range(11))
def test_chance_against_all_falls_of_the_coins(n):
    falls = [sum(coins) for coins in product((0, 1), repeat=n)]
    for b in range(n + 1):
        as_uneven = sum(abs(2 * heads - n) >= abs(2 * b - n) for heads in falls)
        assert exact_test(b, n - b) == as_uneven / 2**n


@pytest.mark.parametrize(("b", "c"), [(1, 24), (33, 50), (400, 470), (0, 900), (2500, 2500)])
def test_chance_against_another_implementation(b, c):
    stats = pytest.importorskip("scipy.stats")
    assert exact_test(b, c) == pytest.approx(stats.binomtest(b, b + c, 0.5).pvalue, rel=1e-9)


def test_a_great_many_digits_do_not_overflow():
    assert exact_test(0, 5000) == 0
    assert exact_test(5000, 5000) == 1


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_larger_lead_is_never_more_likely_by_chance(b, c):
    low, high = min(b, c), max(b, c)
    assert 0 < exact_test(low, high + 1) <= exact_test(low, high) <= 1


def test_counts_below_nothing_are_refused():
    with pytest.raises(ValueError, match="cannot be negative, as -2 is"):
        exact_test(3, -2)


def test_likeness_by_hand():
    x, y = np.array([[-1], [0], [1]]), np.array([[-1, 1], [0, -2], [1, 1]])
    # X'Y = (2, 0), X'X = 2, Y'Y = diag(2, 6): 4 / (2 sqrt(40))
    assert linear_cka(x, y) == pytest.approx(1 / np.sqrt(10))
    assert linear_cka(x, y[:, 1:]) == 0
    assert linear_cka(x, 5 - 3 * x) == pytest.approx(1)


def test_likeness_against_the_centring_matrix():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20, 7)), rng.normal(size=(20, 3)) + 4
    h = np.eye(20) - 1 / 20

    def hsic(k, m):
        return np.trace(k @ h @ m @ h)

    k, m = x @ x.T, y @ y.T
    assert linear_cka(x, y) == pytest.approx(hsic(k, m) / np.sqrt(hsic(k, k) * hsic(m, m)))


def test_likeness_ignores_order_turns_size_and_place():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(30, 6)), rng.normal(size=(30, 4))
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    for same in (x[:, ::-1], x @ turn, 7 * x, x + 3):
        assert linear_cka(same, y) == pytest.approx(linear_cka(x, y))
    assert linear_cka(y, x) == pytest.approx(linear_cka(x, y))
    assert 0 < linear_cka(x, y) < linear_cka(x, x + 0.1 * y[:, :1]) < 1


def test_a_layer_that_always_says_the_same_is_like_nothing():
    assert np.isnan(linear_cka(np.full((9, 3), 0.1), np.arange(9)[:, None]))


def test_likeness_needs_the_same_pictures():
    with pytest.raises(ValueError, match="not on 3 and 4"):
        linear_cka(np.ones((3, 2)), np.ones((4, 2)))


def test_likeness_of_every_layer_with_every_layer():
    first, second = load_network("your-own"), load_network("rows")
    found = likeness(first, second, DIGITS.images, most=200)
    assert found.first == ("pixels", "z1", "z2") and found.second == ("pixels", "z1", "z2", "z3", "z4", "z5")
    assert found.values.shape == (3, 6) and found.digits == 200
    one, other = first.trace(DIGITS.images[:200], np.float64), second.trace(DIGITS.images[:200], np.float64)
    for i, a in enumerate(found.first[1:], 1):
        for j, b in enumerate(found.second[1:], 1):
            expected = linear_cka(one[a].reshape(200, -1), other[b].reshape(200, -1))
            assert found.values[i, j] == pytest.approx(expected, abs=1e-5)
    assert found.values[0, 0] == pytest.approx(1), "the scale of the pixels does not matter"


def test_a_network_is_like_itself():
    net = load_network("scratch")
    values = likeness(net, net, DIGITS.images[:100]).values
    assert values.diagonal() == pytest.approx(1) and values == pytest.approx(values.T)


def test_networks_of_another_size_can_be_as_alike():
    rng = np.random.default_rng(0)
    weights = rng.normal(size=(784, 3))
    doubled = np.concatenate([weights, weights], axis=1)
    nets = [Network((Dense(w, activation="identity"),)) for w in (weights, doubled)]
    assert likeness(*nets, DIGITS.images[:50]).values[1, 1] == pytest.approx(1)
