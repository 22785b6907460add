"""One map judged: made-up maps whose distance from the yardstick is known by hand."""

import numpy as np
import pytest

from mnistnet import influence, load_digits, load_network
from mnistnet.faithfulness.one_map import BELIEVE, CARE, DOUBT, WORDS, judge_map
from mnistnet.influence import InfluenceMaps

TRUTH = np.array([[4.0, -3.0], [0.0, 2.0]])


def maps(one, method="one_pixel", chance=None):
    errors = None if chance is None else np.full((1, 2, 2), chance)
    return InfluenceMaps(method, {"z1": np.array([one], float)}, {"z1": np.array([3.0])}, {"z1": errors})


def judged(one, method="one_pixel", chance=None, truth=TRUTH):
    return judge_map(maps(one, method), maps(truth, "shapley", chance), "z1", 0)


@pytest.mark.parametrize(
    ("one", "level", "mark", "words"),
    [
        (TRUTH, "exact", BELIEVE, "exactly each pixel's fair share"),
        (1.05 * TRUTH, "sure", BELIEVE, "its sizes are right to 5.0 %"),
        (2 * TRUTH, "pattern", CARE, "its sizes are 100 % off"),
        ([[4, 1], [0, 1]], "rough", CARE, "a hint only: its pattern is rough, and its sizes are 77 % off"),
        (-TRUTH, "wrong", DOUBT, "Do not believe this map"),
    ],
)
def test_a_map_is_believed_as_far_as_it_is_near(one, level, mark, words):
    found = judged(one)
    assert (found.level, found.mark) == (level, mark) and words in found.sentence


def test_a_map_without_its_middle_pixel_is_as_far_off_as_that_pixel_is_large():
    found = judged([[4.0, -3.0], [0.0, 0.0]])
    assert found.error == pytest.approx(2 / np.sqrt(29)) and (found.total, found.change) == (1.0, 3.0)


def test_the_yardstick_owns_up_to_its_own_luck():
    size = np.sqrt(29)
    for chance, level in ((0.05 * size / 2, "share"), (0.3 * size / 2, "rough share"), (0.6 * size / 2, "unknown")):
        found = judged(TRUTH, "shapley", chance)
        assert found.level == level and found.doubt == pytest.approx(2 * chance / size)
    assert "right to 5.0 %" in judged(TRUTH, "shapley", 0.05 * size / 2).sentence
    assert "differs by 60 %" in judged(TRUTH, "one_pixel", 0.6 * size / 2).sentence


def test_what_is_in_another_unit_or_counts_from_elsewhere_is_never_fully_believed():
    assert judged(TRUTH, "gradient").level == "speed" and judged(-TRUTH, "gradient").mark == DOUBT
    assert judged(TRUTH, "expected_gradients").mark == CARE


def test_a_node_to_which_nothing_happened():
    nothing = np.zeros((2, 2))
    assert judged(nothing, truth=nothing).mark == BELIEVE and judged(TRUTH, truth=nothing).mark == DOUBT


def test_every_sentence_begins_as_its_mark_says():
    openings = {
        BELIEVE: "You may believe",
        CARE: ("Believe this map with care", "Take this map as a hint"),
        DOUBT: "Do not",
    }
    assert all(sentence.startswith(openings[mark]) for mark, sentence in WORDS.values())


def test_the_famous_one_pixel_map_is_right_where_pixels_only_add_up_and_a_hint_behind_the_softmax():
    network, image = load_network("scratch"), load_digits().split("test").images[0]
    one, fair = (way(network, image) for way in (influence.one_pixel, influence.shapley))
    assert judge_map(one, fair, "a1", 17).mark == BELIEVE
    levels = {judge_map(one, fair, "z3", node).mark for node in range(10)}
    assert BELIEVE not in levels
