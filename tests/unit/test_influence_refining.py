"""Maps that are drawn again and again, against listing all teams: they come nearer, and say how near they are."""

from itertools import islice

import numpy as np
import pytest

from mnistnet.influence import refined, shapley, uncertainty
from tests.influence_oracles import brute_force_shapley, network_of, picture_of

NETWORK = network_of((9, 5, 4, 3), ("relu", "tanh", "softmax"), image_shape=(3, 3), scale=3)
PICTURE = picture_of(NETWORK)
TRUTH = brute_force_shapley(NETWORK, PICTURE)
LITTLE = {"masks": 64, "toggles": 16}
LAST = NETWORK.views[-1]


def off_by(maps, view: str) -> float:
    """Return by how much maps are off, as a share of the true maps' size."""
    return float(np.linalg.norm(maps[view] - TRUTH[view]) / np.linalg.norm(TRUTH[view]))


def test_the_first_draw_is_what_shapley_gives():
    first, own = next(refined(NETWORK, PICTURE, **LITTLE)), shapley(NETWORK, PICTURE, **LITTLE)
    for view in NETWORK.views:
        np.testing.assert_array_equal(first[view], own[view])


@pytest.mark.parametrize("view", ["z1", "a2", LAST])
def test_sixty_four_draws_err_by_about_an_eighth_and_say_so(view):
    runs = [[*islice(refined(NETWORK, PICTURE, seed=seed, views=[view], **LITTLE), 64)] for seed in range(6)]
    first, last = (np.sqrt(np.mean([off_by(run[place], view) ** 2 for run in runs])) for place in (0, -1))
    assert last < first / 5
    told = np.sqrt(np.mean([uncertainty(run[-1], view) ** 2 for run in runs]))
    assert 0.6 < last / told < 1.6


def test_the_mean_of_two_draws_and_its_error_by_hand():
    first, second = islice(refined(NETWORK, PICTURE, views=[LAST], **LITTLE), 2)
    other = shapley(NETWORK, PICTURE, views=[LAST], rng=np.random.default_rng([0, 1]), **LITTLE)
    np.testing.assert_allclose(second[LAST], (first[LAST] + other[LAST]) / 2)
    errors = (maps.standard_error[LAST] ** 2 for maps in (first, other))
    np.testing.assert_allclose(second.standard_error[LAST], np.sqrt(sum(errors)) / 2)
    assert np.abs(second.difference(LAST)).max() < 1e-12


def test_what_is_exact_comes_once_and_is_known_for_certain():
    (only,) = refined(NETWORK, PICTURE, views=["a1"])
    assert uncertainty(only, "a1") == 0


def test_uncertainty_is_a_share_of_the_size():
    maps = next(refined(NETWORK, PICTURE, views=[LAST], **LITTLE))
    error, size = (np.sqrt((array**2).sum()) for array in (maps.standard_error[LAST], maps[LAST]))
    assert uncertainty(maps, LAST) == pytest.approx(error / size)
    assert uncertainty(next(refined(NETWORK, np.zeros((3, 3)), views=[LAST])), LAST) == 0
