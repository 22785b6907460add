"""What is withheld, on pictures whose look is known; what is read otherwise, counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistnet import DataError, Digits, load_digits
from mnistnet.mistakes import Exam
from mnistnet.never_seen import LOOKS, Shift, Withheld, shifts, withheld

SOME = load_digits().split("validation")
LABELS = st.sets(st.integers(0, 9), max_size=8).map(tuple)


def lines() -> np.ndarray:
    """Return four lines: upright, leaning to the right, leaning to the left, and upright and bold."""
    pictures = np.zeros((4, 9, 9), np.uint8)
    rows = np.arange(9)
    pictures[0, rows, 4] = pictures[1, rows, 8 - rows] = pictures[2, rows, rows] = 255
    pictures[3, :, 3:6] = 255
    return pictures


def test_looks_are_measured_as_one_sees_them():
    lean, ink = LOOKS["leaning"].measure(lines()), LOOKS["bold"].measure(lines())
    np.testing.assert_allclose(lean, [0, 1, -1, 0], atol=1e-9)
    np.testing.assert_allclose(ink, np.array([9, 9, 9, 27]) * 255 / 81)
    np.testing.assert_array_equal(LOOKS["thin"].measure(lines()), -ink)


def test_a_quarter_of_a_look_goes():
    digits = Digits(lines(), np.array([0, 1, 2, 3], np.uint8))
    for look, gone in (("bold", 3), ("leaning", 1), ("upright", 2)):
        assert withheld(digits, Withheld(looks=(look,))).labels.tolist() == [k for k in range(4) if k != gone]


def test_nothing_withheld_changes_nothing():
    same = withheld(SOME, Withheld())
    np.testing.assert_array_equal(same.images, SOME.images)
    np.testing.assert_array_equal(same.labels, SOME.labels)


@given(LABELS, st.sets(st.integers(0, len(SOME) - 1), max_size=9).map(tuple))
def test_labels_and_single_digits_go_and_all_others_stay_in_order(labels, single):
    left = withheld(SOME, Withheld(labels=labels, digits=single))
    stays = [i for i in range(len(SOME)) if SOME.labels[i] not in labels and i not in single]
    np.testing.assert_array_equal(left.labels, SOME.labels[stays])
    np.testing.assert_array_equal(left.images, SOME.images[stays])


@given(st.floats(0, 1), st.integers(0, 99))
def test_just_that_share_of_labels_is_wrong_and_the_same_seed_is_the_same(share, seed):
    spoiled = withheld(SOME, Withheld(wrong=share), seed)
    assert (spoiled.labels != SOME.labels).sum() == round(share * len(SOME)) and spoiled.labels.max() <= 9
    np.testing.assert_array_equal(spoiled.labels, withheld(SOME, Withheld(wrong=share), seed).labels)
    np.testing.assert_array_equal(spoiled.images, SOME.images)


def test_what_cannot_be_withheld_is_refused():
    with pytest.raises(KeyError, match="There is no look curly"):
        withheld(SOME, Withheld(looks=("curly",)))
    with pytest.raises(DataError, match="Digits of two labels at least must stay"):
        withheld(SOME, Withheld(labels=tuple(range(9))))


def exam(answers, labels):
    return Exam(np.eye(10)[answers], np.array(labels))


def test_what_is_read_otherwise_is_counted():
    labels = [4, 4, 4, 4, 7, 7, 1]
    before, after = exam([4, 4, 9, 4, 7, 7, 1], labels), exam([9, 9, 9, 4, 1, 7, 1], labels)
    assert shifts(before, after) == [Shift(4, 9, 3, 1, 4), Shift(7, 1, 1, 0, 2)]
    assert shifts(after, after) == []
    with pytest.raises(ValueError, match="the same digits"):
        shifts(before, exam([1], [1]))
