"""Activations against their definitions, at ordinary inputs and at the edges of the number format."""

import math

import numpy as np
import pytest

from mnistnet.activations import ACTIVATIONS, sigmoid, softmax

EDGES = [-np.inf, -1e308, -1000.0, -745.2, -40.0, 0.0, 1e-300, 40.0, 1000.0, 1e308, np.inf]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sigmoid_at_the_edges_gives_no_warning_and_no_nan(dtype):
    with np.errstate(all="ignore"):
        edges = np.array(EDGES).astype(dtype)
    values = sigmoid(edges)
    assert np.isfinite(values).all() and (np.diff(values) >= 0).all()
    assert values[0] == 0 and values[5] == 0.5 and values[-1] == 1


def test_sigmoid_equals_its_formula():
    for a in (-3.0, -0.5, 0.25, 7.0):
        assert sigmoid(np.array([a]))[0] == pytest.approx(1 / (1 + math.exp(-a)), rel=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("row", [[1000.0, 1001.0, 999.0], [-1e30, 0.0, 1e30], [-np.inf, 2.0, 1.0], [np.inf, 0.0, 1.0]])
def test_softmax_is_safe_for_one_row_and_for_a_batch(row, dtype):
    row = np.array(row, dtype)
    one, batch = softmax(row), softmax(np.stack([row, row[::-1]]))
    assert np.isfinite(one).all() and one.sum() == pytest.approx(1, rel=1e-6)
    np.testing.assert_array_equal(batch, np.stack([one, one[::-1]]))


def test_softmax_worked_by_hand():
    np.testing.assert_allclose(softmax(np.log(np.array([1.0, 2.0, 5.0]))), [0.125, 0.25, 0.625], rtol=1e-14)
    np.testing.assert_array_equal(softmax(np.zeros((3, 4))), np.full((3, 4), 0.25))


@pytest.mark.parametrize("name", [n for n in ACTIVATIONS if n != "step"])
def test_pull_back_is_the_numerical_gradient(name):
    rng = np.random.default_rng(5)
    rule = ACTIVATIONS[name]
    a, gradient, h = rng.normal(size=(4, 6)), rng.normal(size=(4, 6)), 1e-6
    pulled = rule.pull_back(a, rule(a), gradient)
    for i, j in np.ndindex(a.shape):
        nudge = np.zeros_like(a)
        nudge[i, j] = h
        slope = ((rule(a + nudge) - rule(a - nudge)) * gradient).sum() / (2 * h)
        assert pulled[i, j] == pytest.approx(slope, abs=1e-8)


def test_step_and_relu_by_hand():
    a = np.array([-2.0, 0.0, 3.0])
    np.testing.assert_array_equal(ACTIVATIONS["step"](a), [0, 0, 1])
    np.testing.assert_array_equal(ACTIVATIONS["relu"](a), [0, 0, 3])
    np.testing.assert_array_equal(ACTIVATIONS["identity"](a), a)
