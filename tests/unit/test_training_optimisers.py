"""Optimisers and schedules against their formulas, written out for one parameter."""

from math import cos, pi, sqrt

import numpy as np
import pytest

from mnistnet.training import Settings
from mnistnet.training.optimisers import Optimiser
from tests.training_tasks import small_settings

GRADIENTS = [0.5, -2.0, 1.0, 0.25]
RATE = 0.1


def path(kind):
    """Return where the parameter stands after each gradient, from 1."""
    parameters = np.array([1.0])
    optimiser = Optimiser(kind, parameters)
    places = []
    for gradient in GRADIENTS:
        optimiser.step(parameters, np.array([gradient]), RATE, small_settings().momentum)
        places.append(float(parameters[0]))
    return places


def test_sgd():
    np.testing.assert_allclose(path("sgd"), 1 - RATE * np.cumsum(GRADIENTS))


def test_momentum():
    place, velocity, expected = 1.0, 0.0, []
    for gradient in GRADIENTS:
        velocity = 0.9 * velocity - RATE * gradient
        place += velocity
        expected.append(place)
    np.testing.assert_allclose(path("momentum"), expected)


def test_nesterov_is_momentum_seen_from_the_point_ahead():
    """With v the velocity at the point itself, the point ahead is point + momentum * v."""
    ahead, velocity, expected = 1.0, 0.0, []
    point = 1.0
    for gradient in GRADIENTS:  # the gradient is taken at the point ahead
        velocity = 0.9 * velocity - RATE * gradient
        point += velocity
        ahead = point + 0.9 * velocity
        expected.append(ahead)
    np.testing.assert_allclose(path("nesterov"), expected)


def test_adam_as_algorithm_1_of_its_paper():
    place, mean, square, expected = 1.0, 0.0, 0.0, []
    for t, gradient in enumerate(GRADIENTS, 1):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        place -= RATE * (mean / (1 - 0.9**t)) / (sqrt(square / (1 - 0.999**t)) + 1e-8)
        expected.append(place)
    np.testing.assert_allclose(path("adam"), expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("constant", [1, 1, 1, 1]),
        ("step", [1, 1, 0.25, 0.25]),
        ("cosine", [1, (1 + cos(pi / 4)) / 2, 0.5, (1 + cos(3 * pi / 4)) / 2]),
    ],
)
def test_schedules(schedule, expected):
    settings: Settings = small_settings(
        schedule=schedule, schedule_epochs=2, schedule_factor=0.25, epochs=4, learning_rate=2.0
    )
    np.testing.assert_allclose([settings.rate_in(epoch) / 2 for epoch in range(4)], expected)
