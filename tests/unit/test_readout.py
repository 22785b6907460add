"""What is read off an answer, worked by hand."""

import numpy as np
import pytest

from mnistnet.activations import softmax
from mnistnet.readout import Answer, loudest, most_changed, most_excited, read_answer, softmax_steps


def test_the_answer_is_the_largest_output():
    assert read_answer(np.array([0.25, 0.5, 0.25]), 1) == Answer(1, 0.5, True)
    assert read_answer(np.array([0.5, 0.5, 0.0]), 2) == Answer(0, 0.5, False)
    assert read_answer(np.array([0.0, 1.0])).right is None


def test_most_excited_counts_nodes_row_by_row():
    assert most_excited(np.array([[1.0, 5.0], [9.0, 5.0]]), 3) == [2, 1, 3]


def test_the_most_changed_node_has_the_largest_influence_of_either_sign():
    assert most_changed(np.array([[[1.0, 2.0]], [[0.0, -3.0]], [[2.5, 2.5]]])) == 1


def test_the_loudest_nodes_come_first_and_quiet_ones_not_at_all():
    maps = np.array([[[1.0, 2.0]], [[0.0, -8.0]], [[1.9, -1.9]], [[2.0, 0.0]]])
    assert loudest(maps) == [1, 0, 3] and loudest(maps, 0) == [1, 0, 3, 2]
    assert loudest(np.zeros((2, 1, 1))) == [0, 1], "where all are silent none is quieter"


def test_softmax_steps_end_at_softmax():
    steps = softmax_steps(np.array([1.0, 3.0, 2.0], np.float32))
    assert steps["power"][1] == 1 and steps["shifted"][0] == -2
    assert steps["share"] == pytest.approx(softmax(np.array([1.0, 3.0, 2.0])), rel=1e-14)
