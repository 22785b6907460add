"""Straight pieces between bends give the mean slopes that very many places on the way come near to, and add up."""

import numpy as np
import pytest

from mnistnet import load_network
from mnistnet.influence import Game, integrated_gradients
from mnistnet.influence.jacobian import mean_jacobians
from mnistnet.influence.piecewise import in_pieces, piecewise_jacobians
from tests.influence_oracles import network_of, picture_of, row_network

WIDE = {"image_shape": (3, 4)}
NETWORKS = {
    "softmax": network_of((12, 7, 6, 5, 4), ("relu", "relu", "relu", "softmax"), **WIDE),
    "sigmoid": network_of((12, 7, 6, 5, 4), ("relu", "identity", "relu", "sigmoid"), **WIDE),
    "relu": network_of((12, 7, 6, 5), ("relu", "relu", "relu"), **WIDE),
    "rows": row_network("relu"),
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_mean_over_pieces_is_that_over_many_places(network):
    game = Game.of(network, picture_of(network), picture_of(network, seed=3))
    views = in_pieces(game.chain)
    places = (np.arange(20_000) + 0.5) / 20_000
    many = mean_jacobians(game.chain, game.start + places[:, None, None] * (game.end - game.start), views=views)
    for view, found in piecewise_jacobians(game, views).items():
        np.testing.assert_allclose(found, many[view], rtol=0, atol=3e-4)


def test_which_views_lie_in_straight_pieces():
    views = {name: in_pieces(Game.of(one, picture_of(one)).chain) for name, one in NETWORKS.items()}
    assert views["softmax"] == ("a2", "z2", "a3", "z3", "a4", "z4") == views["sigmoid"]
    assert views["relu"] == ("a2", "z2", "a3", "z3")
    assert views["rows"] == ("a2", "z2", "a3", "z3")  # a sigmoid stands where the rows have come together


@pytest.mark.parametrize("name", ["sharp", "rows"])
def test_the_shipped_networks_that_bend_add_up_at_every_view(name):
    network = load_network(name)
    maps = integrated_gradients(network, picture_of(network, blank=range(500)))
    assert all(maps.largest_difference(view) < 1e-11 for view in maps)
