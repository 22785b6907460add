"""Hard digits, scores and forecasts against brute force and printed examples."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistnet import load_digits, load_network, network_names
from mnistnet.duel import CANNOT_TELL, Score, difference, hard_digits, packed, shows_map, unpacked

ANSWERS = st.lists(st.integers(-1, 9), min_size=1, max_size=40)


def made(seed: int, networks: int = 4, count: int = 30) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).dirichlet(np.ones(3), (networks, count)))


@given(st.integers(0, 99), st.integers(1, 30))
def test_no_digit_left_out_is_harder_than_one_that_was_chosen(seed, count):
    outputs = made(seed)
    chosen = hard_digits(outputs, count)
    answers = [one.argmax(axis=1) for one in outputs]
    apart = sum((a != b).astype(int) for a, b in combinations(answers, 2))
    left = np.setdiff1d(np.arange(30), chosen)
    assert len(set(chosen)) == count and (not len(left) or apart[chosen].min() >= apart[left].max())
    np.testing.assert_array_equal(chosen, hard_digits(outputs, count))
    np.testing.assert_array_equal(np.sort(hard_digits(outputs, count, seed=1)), np.sort(chosen))


def test_the_sixty_of_the_networks_that_come_along_are_all_in_dispute():
    images = load_digits().split("test").images
    outputs = [load_network(name).predict(images) for name in network_names()]
    chosen = hard_digits(outputs, 60)
    assert all(len({int(one[number].argmax()) for one in outputs}) > 1 for number in chosen)


def test_one_network_has_nobody_to_disagree_with():
    with pytest.raises(ValueError, match="Two networks"):
        hard_digits(made(0, networks=1), 3)
    with pytest.raises(ValueError, match="as many digits"):
        hard_digits(made(0), 31)


@given(ANSWERS)
def test_answers_are_packed_and_unpacked(answers):
    assert unpacked(packed(answers), 60) == answers and len(packed(answers)) == len(answers)
    assert unpacked(packed(answers), 3) == answers[:3]


@pytest.mark.parametrize("text", ["12x", "1 2", "é", "1\n2"])
def test_what_is_no_answer_is_none(text):
    assert unpacked(text, 60) == []


def test_a_score_is_counted_digit_by_digit():
    score = Score(np.array([4, 4, 7, 1, 0]), np.array([4, 9, CANNOT_TELL, 1, 0]), np.array([9, 9, 7, 1, 6]))
    assert score.right == (3, 2) and score.agreed == 2
    assert score.only_one.tolist() == [0, 4] and score.only_other.tolist() == [2]
    mine, its = score.confusions()
    assert mine.sum() == 4 and mine[4, 4] == mine[4, 9] == 1 and its[4, 9] == 2 and its.sum() == 5


def test_the_interval_is_newcombes_and_turns_with_its_sides():
    """Newcombe 1998, table II, column (a): 56/70 against 48/80."""
    found, turned = difference(56, 70, 48, 80), difference(48, 80, 56, 70)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339) and found.is_sure
    assert turned.low == pytest.approx(-found.high) and turned.high == pytest.approx(-found.low)
    assert not difference(10, 20, 9, 20).is_sure
    whole = difference(20, 20, 0, 20)
    assert whole.value == 1 and whole.low > 0.6 and whole.high == 1


@given(st.integers(2, 60), st.integers(0, 9))
def test_half_of_the_digits_come_with_the_map(count, seed):
    assert shows_map(count, seed).sum() == count // 2
