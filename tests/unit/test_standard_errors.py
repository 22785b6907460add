"""Standard errors hold: on a game whose values are known, 95 % intervals miss them about as often as they say."""

import numpy as np
import pytest
import scipy.stats

from mnistnet import influence
from tests.influence_oracles import brute_force_shapley, network_of, picture_of

NETWORK = network_of((8, 6, 5, 4), ("sigmoid", "sigmoid", "softmax"), scale=3, image_shape=(2, 4))
PICTURE = picture_of(NETWORK)
TRUTH = brute_force_shapley(NETWORK, PICTURE)
VIEWS, RUNS = ("a3", "z3"), 40


@pytest.mark.parametrize(
    ("method", "options", "samples"),
    [
        (influence.shapley_permutations, {"permutations": 64}, 32),  # an order and its reverse are one sample
        (influence.two_level, {"masks": 256, "toggles": 32, "batches": 4}, 4),
        (influence.shapley, {"masks": 512, "toggles": 32}, 8),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_intervals_of_95_percent_hold_about_95_percent_of_the_true_values(method, options, samples):
    reach = scipy.stats.t.ppf(0.975, samples - 1)
    held = {view: [] for view in VIEWS}
    for seed in range(RUNS):
        maps = method(NETWORK, PICTURE, rng=np.random.default_rng(seed), views=VIEWS, **options)
        for view in VIEWS:
            held[view].append(np.abs(maps[view] - TRUTH[view]) <= reach * maps.standard_error[view])
    for view in VIEWS:
        assert 0.92 < np.mean(held[view]) < 0.98, view
