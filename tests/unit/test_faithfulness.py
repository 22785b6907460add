"""Every measure of faithfulness, against plain loops over whole pictures and cases with a known answer."""

import numpy as np
import pytest

from mnistnet import faithfulness as trust
from mnistnet import influence, load_digits, load_network
from mnistnet.influence import METHODS, InfluenceMaps
from tests.influence_oracles import network_of, node_values, picture_of, row_network

NETWORK = network_of((12, 6, 5, 3), ("sigmoid", "tanh", "softmax"), image_shape=(3, 4))
LINEAR = network_of((12, 3), ("identity",), image_shape=(3, 4))
PICTURE, OTHER = picture_of(NETWORK, blank=[0, 5]), picture_of(NETWORK, seed=4)
SHAPLEY = influence.shapley(NETWORK, PICTURE, OTHER)


def test_pearson_is_numpys_over_pixels_that_some_map_speaks_of():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 5, 3, 4))
    a[:, 0], b[:, 0] = 0, 0
    expected = [np.corrcoef(a[i, 1:].ravel(), b[i, 1:].ravel())[0, 1] for i in range(5)]
    np.testing.assert_allclose(trust.pearson(a, b), expected)
    np.testing.assert_allclose(trust.pearson(2 * a, a), np.ones(5))
    np.testing.assert_allclose(trust.pearson(-a, a), -np.ones(5))


def test_agreement_with_nothing_is_not_a_number():
    nothing = np.zeros((2, 3, 4))
    assert np.isnan(trust.pearson(nothing, nothing)).all()
    assert np.isnan(trust.relative_rmse(nothing, nothing)).all()
    with pytest.raises(ValueError, match="cannot be compared"):
        trust.pearson(nothing, nothing[:1])


def test_relative_error_of_an_empty_map_is_one_and_of_twice_the_map_too():
    maps = SHAPLEY["z2"]
    np.testing.assert_allclose(trust.relative_rmse(0 * maps, maps), 1)
    np.testing.assert_allclose(trust.relative_rmse(2 * maps, maps), 1)
    np.testing.assert_allclose(trust.relative_rmse(1.1 * maps, maps), 0.1)


def test_the_completeness_gap_is_the_maps_own():
    maps = influence.one_pixel(NETWORK, PICTURE)
    expected = np.abs(maps["z3"].sum(axis=(1, 2)) - maps.change["z3"]) / np.abs(maps.change["z3"])
    np.testing.assert_allclose(trust.completeness_gap(maps, "z3"), expected)


@pytest.mark.parametrize("network", [NETWORK, row_network("sigmoid")], ids=["flat", "by rows"])
def test_curves_are_what_whole_pictures_say(network):
    maps = influence.one_pixel(network, PICTURE, OTHER)["z2"]
    gone = trust.deletion(network, PICTURE, maps, "z2", [1, 3], OTHER)
    come = trust.insertion(network, PICTURE, maps, "z2", [1, 3], OTHER)
    np.testing.assert_allclose(gone.fractions, np.arange(13) / 12)
    for place, node in enumerate((1, 3)):
        order = np.argsort(-maps[node].ravel(), kind="stable")
        for step in range(13):
            less, more = PICTURE.copy(), OTHER.copy()
            less.flat[order[:step]], more.flat[order[:step]] = OTHER.flat[order[:step]], PICTURE.flat[order[:step]]
            assert abs(gone.values[place, step] - node_values(network, less)["z2"][0, node]) < 1e-12
            assert abs(come.values[place, step] - node_values(network, more)["z2"][0, node]) < 1e-12


def test_fewer_steps_are_points_of_the_same_curve_and_its_area_is_the_trapezoids():
    maps = SHAPLEY["z3"]
    whole = trust.deletion(NETWORK, PICTURE, maps, "z3", baseline=OTHER)
    few = trust.deletion(NETWORK, PICTURE, maps, "z3", baseline=OTHER, steps=4)
    np.testing.assert_array_equal(few.values, whole.values[:, [0, 3, 6, 9, 12]])
    assert whole.values.shape == (3, 13)
    between = (whole.values[:, 1:] + whole.values[:, :-1]) / 2
    np.testing.assert_allclose(whole.auc, between.mean(axis=1))


def test_in_a_linear_network_no_order_beats_that_of_the_influence():
    maps = influence.one_pixel(LINEAR, PICTURE, OTHER)["z1"]
    best = trust.insertion(LINEAR, PICTURE, maps, "z1", baseline=OTHER).auc
    lowest = trust.deletion(LINEAR, PICTURE, maps, "z1", baseline=OTHER).auc
    for seed in range(20):
        other = np.random.default_rng(seed).normal(size=maps.shape)
        assert (trust.insertion(LINEAR, PICTURE, other, "z1", baseline=OTHER).auc <= best + 1e-12).all()
        assert (trust.deletion(LINEAR, PICTURE, other, "z1", baseline=OTHER).auc >= lowest - 1e-12).all()


def test_the_film_erases_in_order_and_ends_at_the_baseline():
    film = trust.erasure_film(NETWORK, PICTURE, SHAPLEY["z3"][0], OTHER, frames=3)
    order = np.argsort(-SHAPLEY["z3"][0].ravel(), kind="stable")
    assert film.shape == (4, 3, 4)
    np.testing.assert_allclose(film[0], PICTURE, atol=1e-15)
    np.testing.assert_allclose(film[3], OTHER, atol=1e-15)
    np.testing.assert_allclose(film[1].flat[order[:4]], OTHER.flat[order[:4]])
    np.testing.assert_allclose(film[1].flat[order[4:]], PICTURE.flat[order[4:]])


@pytest.mark.parametrize("relative", [False, True])
def test_infidelity_is_the_squared_error_of_the_forecast(relative):
    maps = influence.one_pixel(NETWORK, PICTURE)["z2"]
    players = np.flatnonzero(PICTURE)
    rng = np.random.default_rng(6)
    members = rng.random((50, len(players))) < rng.random((50, 1))
    squares, sizes = [], []
    whole = node_values(NETWORK, PICTURE)["z2"][0]
    for group in members:
        erased = PICTURE.copy()
        erased.flat[players[group]] = 0
        lost = whole - node_values(NETWORK, erased)["z2"][0]
        foretold = maps.reshape(5, -1)[:, players[group]].sum(axis=1)
        squares.append((foretold - lost) ** 2)
        sizes.append(lost**2)
    expected = np.mean(squares, axis=0) / (np.mean(sizes, axis=0) if relative else 1)
    rng = np.random.default_rng(6)
    found = trust.infidelity(NETWORK, PICTURE, maps, "z2", rng=rng, groups=50, relative=relative)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_a_linear_network_is_foretold_perfectly_and_an_empty_map_foretells_nothing():
    maps = influence.one_pixel(LINEAR, PICTURE, OTHER)["z1"]
    assert trust.infidelity(LINEAR, PICTURE, maps, "z1", OTHER).max() < 1e-20
    np.testing.assert_allclose(trust.infidelity(LINEAR, PICTURE, 0 * maps, "z1", OTHER), 1)
    for n in (1, 5, 11):
        np.testing.assert_allclose(trust.sensitivity_n(LINEAR, PICTURE, maps, "z1", n, OTHER), 1)
        np.testing.assert_allclose(trust.sensitivity_n(LINEAR, PICTURE, -maps, "z1", n, OTHER), -1)


def test_sensitivity_n_is_the_correlation_over_groups_of_n():
    maps, players = influence.one_pixel(NETWORK, PICTURE)["z3"], np.flatnonzero(PICTURE)
    rng = np.random.default_rng(3)
    members = rng.random((40, len(players))).argsort(axis=1) < 4
    whole, foretold, lost = node_values(NETWORK, PICTURE)["z3"][0], [], []
    for group in members:
        assert group.sum() == 4
        erased = PICTURE.copy()
        erased.flat[players[group]] = 0
        lost.append(whole - node_values(NETWORK, erased)["z3"][0])
        foretold.append(maps.reshape(3, -1)[:, players[group]].sum(axis=1))
    expected = [np.corrcoef(np.array(foretold)[:, node], np.array(lost)[:, node])[0, 1] for node in range(3)]
    found = trust.sensitivity_n(NETWORK, PICTURE, maps, "z3", 4, rng=np.random.default_rng(3), groups=40)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@pytest.mark.parametrize("n", [0, 10, 12])
def test_groups_that_can_be_drawn_in_one_way_only_are_refused(n):
    with pytest.raises(ValueError, match="more than one way"):
        trust.sensitivity_n(NETWORK, PICTURE, SHAPLEY["z3"], "z3", n)


def test_a_map_that_never_changes_is_perfectly_steady_and_others_move_with_the_radius():
    gradients = trust.max_sensitivity(influence.gradient, LINEAR, PICTURE, "z1")
    assert gradients.max() < 1e-12
    near, far = (
        trust.max_sensitivity(influence.one_pixel, NETWORK, PICTURE, "z2", OTHER, radius=radius)
        for radius in (0.001, 0.1)
    )
    assert (near > 0).all() and (near < far).all()


def test_max_sensitivity_is_the_largest_of_its_samples():
    rng = np.random.default_rng(1)
    still = influence.one_pixel(NETWORK, PICTURE)["z2"]
    moved = [influence.one_pixel(NETWORK, PICTURE + rng.uniform(-0.1, 0.1, (3, 4)))["z2"] - still for _ in range(3)]
    lengths = np.sqrt((np.array(moved) ** 2).sum(axis=(2, 3))).max(axis=0)
    rng = np.random.default_rng(1)
    found = trust.max_sensitivity(influence.one_pixel, NETWORK, PICTURE, "z2", rng=rng, radius=0.1, samples=3)
    np.testing.assert_allclose(found, lengths / np.sqrt((still**2).sum(axis=(1, 2))))


def test_the_scoreboard_reports_after_every_digit_and_knows_good_maps_from_bad():
    pictures = np.array([PICTURE, OTHER])
    first, last = trust.scoreboard(NETWORK, pictures, ["one_pixel", "shapley"], nodes=3)
    assert (first.done, first.total, last.done) == (1, 2, 2)
    scores = {(score.method, score.view): score for score in last.scores}
    assert set(scores) == {(method, view) for method in ("one_pixel", "shapley") for view in NETWORK.views}
    for view in ("z1", "z2", "z3"):
        alone, fair = scores["one_pixel", view], scores["shapley", view]
        assert fair.r > alone.r and fair.relative_rmse < alone.relative_rmse
        assert fair.gap < 1e-12 < alone.gap and fair.infidelity < alone.infidelity
        assert fair.digits == 2
    perfect = scores["one_pixel", "a1"]
    assert perfect.r > 1 - 1e-12 and perfect.relative_rmse < 1e-12 and perfect.insertion_minus_deletion > 0
    assert trust.table(last.scores)[0]["view"] == "a1"


def test_the_scoreboard_can_be_stopped_and_leaves_out_what_does_not_apply():
    steps = network_of((12, 5, 3), ("step", "softmax"), image_shape=(3, 4))
    board = trust.scoreboard(steps, np.array([PICTURE] * 1000), views=["z2"])
    methods = {score.method for score in next(board).scores}
    board.close()
    assert methods == {"one_pixel", "occlusion", "two_ended", "deep_lift", "shapley", "shapley_permutations"}
    assert set(trust.IN_UNITS_OF_THE_NODE) < set(METHODS)


def test_an_activation_keeps_a_map_as_far_as_the_two_are_alike():
    """Node 0: z is twice a, r = 1; node 1: the pattern is turned round, r = -1; node 2 never moves and is left out."""
    a = np.array([[[1.0, 2, 3]], [[1, 2, 3]], [[0, 0, 0]]])
    z = np.array([[[2.0, 4, 6]], [[3, 2, 1]], [[0, 0, 0]]])
    arrays = {"a1": a, "z1": z, "a2": a[:1]}
    maps = InfluenceMaps(
        "made up", arrays, {view: m.sum(axis=(1, 2)) for view, m in arrays.items()}, dict.fromkeys(arrays)
    )
    assert trust.kept_by_activations(maps) == {1: pytest.approx(0)}


def test_sigmoid_hardly_changes_one_pixel_maps_and_softmax_does():
    network, digits = load_network("scratch"), load_digits().split("test").images
    maps = influence.one_pixel(network, digits[7])
    kept, (a, z) = trust.kept_by_activations(maps), (maps["a3"], maps["z3"])
    spoken_of = (a != 0).any(axis=0) | (z != 0).any(axis=0)
    r = [np.corrcoef(*pair)[0, 1] for pair in zip(a[:, spoken_of], z[:, spoken_of], strict=True)]
    assert kept[1] > 0.998 and kept[3] == pytest.approx(np.mean(r)) and kept[3] < 0.95
