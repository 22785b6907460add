"""Where a network reads its picture by rows, all teams of a row's pixels are listed."""

import numpy as np
import pytest

from mnistnet import influence, load_digits, load_network
from mnistnet.influence.listed_rows import MOST_PIXELS, listed_views
from mnistnet.influence.toggled_rows import toggled_rows
from tests.influence_oracles import assert_unbiased_and_honest, brute_force_shapley, picture_of, row_network


@pytest.mark.parametrize("activation", ["relu", "tanh", "step"])
def test_listing_rows_gives_the_values_over_all_teams_up_to_where_rows_come_together(activation):
    network = row_network(activation)
    picture = picture_of(network, blank=(0, 5))
    found, truth = influence.shapley(network, picture), brute_force_shapley(network, picture)
    for view in ("a1", "z1", "a2", "z2", "a3"):
        np.testing.assert_allclose(found[view], truth[view], rtol=0, atol=1e-13)
        assert found.standard_error[view] is None
    assert found.standard_error["z3"] is not None


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_behind_the_rows_the_mean_of_many_runs_is_the_value_over_all_teams(activation):
    network = row_network(activation)
    game, truth = influence.Game.of(network, picture := picture_of(network)), brute_force_shapley(network, picture)
    runs = [toggled_rows(game, np.random.default_rng(seed), 16, 4, ["z3", "a4", "z4"]) for seed in range(40)]
    for view in ("z3", "a4", "z4"):
        assert_unbiased_and_honest(game, runs, view, truth[view])


def test_a_row_with_too_many_pixels_is_not_listed_and_a_network_that_sees_all_at_once_has_no_rows():
    wide = row_network("relu", rows=2, columns=MOST_PIXELS + 1)
    game = influence.Game.of(wide, picture_of(wide))
    assert listed_views(game) == ()
    assert listed_views(influence.Game.of(wide, picture_of(wide, blank=(0, MOST_PIXELS + 1))))[-1] == "a3"
    assert listed_views(influence.Game.of(load_network("scratch"), load_digits().split("test").images[0])) == ()


def test_the_network_of_rows_is_sure_to_a_few_percent_where_two_levels_are_lost():
    network, picture = load_network("rows"), load_digits().split("test").images[1]
    for view, most in (("a5", 1e-9), ("z5", 0.08)):
        maps = influence.shapley(network, picture, views=[view])
        error = maps.standard_error[view]
        sizes = np.sqrt((maps[view] ** 2).sum(axis=(1, 2)))
        assert error is None or (np.sqrt((error**2).sum(axis=(1, 2))) / sizes).mean() < most
        np.testing.assert_allclose(maps[view].sum(axis=(1, 2)), maps.change[view], atol=1e-12)
