"""Slow and plain ways to the same numbers: whole pictures through the whole network, one after the other."""

from math import comb

import numpy as np

from mnistnet import Dense, Flatten, Network, PixelEncoding

PLAIN = PixelEncoding()


def network_of(widths, activations, seed=0, scale=1.5, image_shape=None, **settings):
    """Return a random network in double precision; the first width is the number of pixels."""
    rng = np.random.default_rng(seed)
    layers = [
        Dense(rng.normal(0, scale / np.sqrt(a), (a, b)), rng.normal(0, 0.5, b), activation)
        for a, b, activation in zip(widths, widths[1:], activations, strict=False)
    ]
    return Network(tuple(layers), image_shape=image_shape or (1, widths[0]), **settings)


def row_network(activation="tanh", rows=3, columns=4, seed=0, encoding=PLAIN):
    """Return a random network whose first two layers work along the rows of the picture."""
    rng = np.random.default_rng(seed)
    layers = (
        Dense(rng.normal(0, 1, (columns, 5)), rng.normal(0, 0.5, 5), activation),
        Dense(rng.normal(0, 0.7, (5, 2)), None, activation),
        Flatten(),
        Dense(rng.normal(0, 0.7, (2 * rows, 4)), rng.normal(0, 0.5, 4), "sigmoid"),
        Dense(rng.normal(0, 0.7, (4, 3)), rng.normal(0, 0.5, 3), "softmax"),
    )
    return Network(layers, image_shape=(rows, columns), encoding=encoding)


def picture_of(network, seed=0, blank=()):
    """Return a random picture for a network, with some pixels blank."""
    picture = np.random.default_rng(seed).uniform(0.1, 1, network.image_shape)
    picture.flat[list(blank)] = 0
    return picture


def node_values(network, pictures):
    """Return every view of some pictures by the network's own forward pass, view -> (n, nodes)."""
    trace = network.trace(pictures, dtype=np.float64)
    return {view: value.reshape(len(value), -1) for view, value in trace.items()}


def all_teams(network, picture, baseline=None):
    """Return the players, every team as a row of booleans, and what every node sends for it."""
    other = np.zeros(network.image_shape) if baseline is None else baseline
    players = np.flatnonzero(picture != other)
    members = (np.arange(1 << len(players))[:, None] >> np.arange(len(players)) & 1).astype(bool)
    pictures = np.repeat(other.reshape(1, -1), len(members), axis=0)
    pictures[:, players] = np.where(members, picture.flat[players], other.flat[players])
    return players, members, node_values(network, pictures.reshape(-1, *network.image_shape))


def brute_force_shapley(network, picture, baseline=None):
    """Return Shapley values from all 2^k teams, view -> (nodes, rows, columns)."""
    players, members, values = all_teams(network, picture, baseline)
    k, sizes = len(players), members.sum(axis=1)
    maps = {view: np.zeros((value.shape[1], picture.size)) for view, value in values.items()}
    for i, player in enumerate(players):
        without = np.flatnonzero(~members[:, i])
        weights = np.array([1 / (k * comb(k - 1, size)) for size in sizes[without]])
        for view, value in values.items():
            maps[view][:, player] = weights @ (value[without | 1 << i] - value[without])
    return {view: value.reshape(-1, *picture.shape) for view, value in maps.items()}


def brute_force_pairs(network, picture, view, node, baseline=None):
    """Return the Shapley-Taylor index of order 2 from all 2^k teams, shape (k, k)."""
    players, members, values = all_teams(network, picture, baseline)
    k, value, sizes = len(players), values[view][:, node], members.sum(axis=1)
    pairs = np.zeros((k, k))
    for i in range(k):
        for j in range(i):
            without = np.flatnonzero(~members[:, i] & ~members[:, j])
            both, one, other = without | 1 << i | 1 << j, without | 1 << i, without | 1 << j
            surplus = value[both] - value[one] - value[other] + value[without]
            weights = np.array([2 / (k * comb(k - 1, size)) for size in sizes[without]])
            pairs[i, j] = pairs[j, i] = weights @ surplus
    return pairs


def assert_unbiased_and_honest(game, tallies, view, truth):
    """Assert that many runs scatter around the truth, and by as much as their standard errors say."""
    values = np.array([game.picture(tally.means[view]) for tally in tallies])
    claimed = np.sqrt(np.mean([game.picture(tally.errors()[view]) ** 2 for tally in tallies], axis=0))
    scatter = values.std(axis=0, ddof=1)
    moving = scatter > 1e-7 * np.abs(truth).max()  # beyond what single precision rounds away
    surprise = (values.mean(axis=0) - truth) / np.where(moving, scatter / np.sqrt(len(values)), np.inf)
    assert np.sqrt((surprise[moving] ** 2).mean()) < 1.8
    np.testing.assert_allclose(values.mean(axis=0)[~moving], truth[~moving], atol=1e-6 * np.abs(truth).max())
    assert 0.8 < np.median(claimed[moving] / scatter[moving]) < 1.25
