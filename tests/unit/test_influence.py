"""One-pixel influence and its relatives, against hand computation and the plain loop over whole pictures."""

import gc
import pickle
import re
import weakref

import numpy as np
import pytest

from mnistnet import Dense, Flatten, Network, PixelEncoding, influence, load_digits, load_network
from mnistnet.influence import METHODS, DoesNotApply, Game, InfluenceMaps
from mnistnet.influence.chain import chain_of
from tests.influence_oracles import network_of, node_values, picture_of, row_network

HAND = Network(
    (Dense([[1, -2], [3, 1], [0, 2]], [1, 0], "relu"), Dense([[2, 1], [1, -1]], [0, 1], "identity")),
    image_shape=(1, 3),
)  # a1 = (1 + x0 + 3 x1, -2 x0 + x1 + 2 x2), z1 = max(a1, 0), a2 = (2 z10 + z11, 1 + z10 - z11)
ONES = np.ones((1, 3))


def test_one_pixel_worked_by_hand():
    maps = influence.one_pixel(HAND, ONES)
    np.testing.assert_array_equal(maps["a1"][:, 0], [[1, 3, 0], [-2, 1, 2]])
    np.testing.assert_array_equal(maps["z1"][:, 0], [[1, 3, 0], [0, 1, 2]])
    np.testing.assert_array_equal(maps["a2"][:, 0], [[2, 7, 2], [1, 2, -2]])
    np.testing.assert_array_equal(maps["z2"], maps["a2"])
    np.testing.assert_array_equal(maps.change["z1"], [4, 1])
    np.testing.assert_array_equal(maps.total("z1"), [4, 3])
    np.testing.assert_array_equal(maps.gap("z1"), [0, 2])
    assert maps.largest_difference("z1") == 2
    assert all(change.base is None for change in maps.change.values()), "kept maps keep nothing else of their work"


def test_occlusion_and_the_mean_of_both_worked_by_hand():
    lost = influence.occlusion(HAND, ONES)
    np.testing.assert_array_equal(lost["z1"][:, 0], [[1, 3, 0], [-2, 1, 1]])
    np.testing.assert_array_equal(lost["a2"][:, 0], [[0, 7, 1], [3, 2, -1]])
    np.testing.assert_array_equal(influence.two_ended(HAND, ONES)["z1"][:, 0], [[1, 3, 0], [-1, 1, 1.5]])


@pytest.mark.parametrize("view", ["a1", "z1", "a2", "z2", "a3", "z3"])
def test_one_pixel_is_the_plain_loop_on_the_shipped_network(view):
    network, digit = load_network("scratch"), load_digits().split("test").images[7]
    exact = network.astype(np.float64)
    blank = exact.forward(np.zeros((1, 784)))[view][0]
    loop = np.zeros((len(blank), 784))
    for i in np.flatnonzero(digit):
        x = np.zeros((1, 784))
        x[0, i] = digit.flat[i] / 255
        loop[:, i] = exact.forward(x)[view][0] - blank
    ours = influence.one_pixel(network, digit)[view].reshape(-1, 784)
    if view in ("a1", "z1"):
        np.testing.assert_array_equal(ours, loop)
    np.testing.assert_allclose(ours, loop, rtol=0, atol=1e-12)


NETWORKS = {
    "three layers": network_of((12, 5, 4, 3), ("tanh", "relu", "softmax"), image_shape=(3, 4)),
    "one layer": network_of((12, 3), ("softmax",), image_shape=(3, 4)),
    "steps": network_of((12, 5, 3), ("step", "sigmoid"), image_shape=(3, 4)),
    "encoded": network_of((12, 5, 3), ("sigmoid", "sigmoid"), image_shape=(3, 4), encoding=PixelEncoding(0.01, 0.99)),
    "flattened": Network((Flatten(), *network_of((12, 5, 3), ("sigmoid", "softmax")).layers), image_shape=(3, 4)),
    "by rows": row_network(),
    "by rows, encoded": row_network("relu", encoding=PixelEncoding(-0.5, 2)),
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize("baseline", [None, picture_of(row_network(), seed=9, blank=[2, 3])], ids=["blank", "other"])
def test_alone_and_missing_are_what_whole_pictures_say(network, baseline):
    picture = picture_of(network, blank=[0, 2, 5])
    other = np.zeros((3, 4)) if baseline is None else baseline
    first, last = node_values(network, other), node_values(network, picture)
    alone, missing = influence.one_pixel(network, picture, baseline), influence.occlusion(network, picture, baseline)
    for place in np.ndindex(picture.shape):
        with_it, without_it = other.copy(), picture.copy()
        with_it[place], without_it[place] = picture[place], other[place]
        for view in network.views:
            put_in = node_values(network, with_it)[view][0] - first[view][0]
            taken_out = last[view][0] - node_values(network, without_it)[view][0]
            np.testing.assert_allclose(alone[view][:, *place], put_in, rtol=0, atol=1e-12)
            np.testing.assert_allclose(missing[view][:, *place], taken_out, rtol=0, atol=1e-12)
    for view in network.views:
        np.testing.assert_allclose(alone.change[view], last[view][0] - first[view][0], rtol=0, atol=1e-12)
        np.testing.assert_allclose(missing.change[view], alone.change[view], rtol=0, atol=1e-15)


def test_bytes_and_floats_are_the_same_picture():
    network, digit = load_network("your-own"), load_digits().split("test").images[0]
    from_bytes, from_floats = (influence.one_pixel(network, image)["z2"] for image in (digit, digit / 255))
    np.testing.assert_allclose(from_bytes, from_floats, rtol=0, atol=1e-15)


def test_results_are_mappings_in_the_networks_order_that_cannot_be_changed():
    maps = influence.one_pixel(HAND, ONES)
    assert list(maps) == ["a1", "z1", "a2", "z2"] and len(maps) == 4
    assert dict(maps)["z1"] is maps["z1"]
    assert maps.standard_error["z1"] is None
    assert repr(maps) == "<InfluenceMaps by one_pixel: a1, z1, a2, z2>"
    with pytest.raises(ValueError):
        maps["z1"][0] = 1
    with pytest.raises(TypeError):
        maps.change["z1"] = 0
    assert list(influence.one_pixel(HAND, ONES, views=["z2", "z1"])) == ["z1", "z2"]


def test_the_gap_of_a_node_that_stays_is_zero_or_infinite():
    node = np.array([[[1.0, -1.0]], [[1.0, 0.0]]])
    maps = InfluenceMaps("made up", {"a1": node}, {"a1": np.zeros(2)}, {"a1": None})
    np.testing.assert_array_equal(maps.gap("a1"), [0, np.inf])


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_method_answers_for_every_node_and_a_blank_picture_has_no_influence(method):
    network = network_of((12, 5, 4, 3), ("sigmoid", "tanh", "softmax"), image_shape=(3, 4))
    baseline = np.zeros((1, 3, 4)) if method.own_baselines else None
    for picture in (picture_of(network), np.zeros((3, 4)), np.eye(3, 4, 3)):
        maps = method.function(network, picture, baseline, rng=np.random.default_rng(1))
        assert maps.method == method.name
        assert {view: value.shape for view, value in maps.items()} == {
            view: (*network.view_shapes[view], 3, 4) for view in maps
        }
        assert all(np.isfinite(value).all() and value.dtype == np.float64 for value in maps.values())
        if not picture.any() and not method.is_speed:
            assert not any(value.any() for value in maps.values())


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_every_entry_of_the_list_of_methods_is_filled_in(method):
    assert METHODS[method.name] is method and len(method.title) <= 16
    assert method.sentence.endswith(".") and method.formula and method.where
    assert re.search(r"\b(19|20)\d\d\b", method.source)


@pytest.mark.parametrize("name", [name for name, method in METHODS.items() if not method.complete])
def test_methods_that_do_not_claim_it_do_not_add_up(name):
    network = network_of((12, 5, 4, 3), ("sigmoid", "tanh", "softmax"), image_shape=(3, 4), scale=3)
    maps = METHODS[name].function(network, picture_of(network))
    assert max(np.abs(maps.difference(view)).max() for view in maps) > 1e-4


STEPS = network_of((12, 5, 4, 3), ("sigmoid", "step", "softmax"), image_shape=(3, 4))


@pytest.mark.parametrize(
    "name",
    ["gradient", "gradient_times_input", "smooth_gradient", "integrated_gradients", "mask_mean_gradient", "two_level"],
)
def test_slopes_of_steps_are_refused_but_those_before_the_step_are_given(name):
    method = METHODS[name].function
    with pytest.raises(DoesNotApply, match="flat wherever it does not jump"):
        method(STEPS, picture_of(STEPS))
    assert list(method(STEPS, picture_of(STEPS), views=["z1", "a2"])) == ["z1", "a2"]


def test_expected_gradients_and_pairs_refuse_steps_too():
    with pytest.raises(DoesNotApply):
        influence.expected_gradients(STEPS, picture_of(STEPS), np.zeros((2, 3, 4)))
    with pytest.raises(DoesNotApply):
        influence.interactions(STEPS, picture_of(STEPS), view="z3")


@pytest.mark.parametrize("bad", [np.zeros((2, 1, 3)), np.zeros((1, 4)), np.full((1, 3), np.nan)])
def test_anything_but_one_good_picture_is_refused(bad):
    with pytest.raises(ValueError):
        influence.one_pixel(HAND, bad)
    with pytest.raises(ValueError):
        influence.one_pixel(HAND, ONES, bad)


@pytest.mark.parametrize("views", [["z9"], [], ["a1", "b1"]])
def test_unknown_views_are_refused(views):
    with pytest.raises(ValueError, match="has the views a1, z1, a2, z2"):
        influence.one_pixel(HAND, ONES, views=views)


def test_a_network_is_cut_open_once_and_forgotten_with_it():
    network = network_of((6, 3, 2), ("sigmoid", "softmax")).astype(np.float32)
    influence.one_pixel(network, np.ones((1, 6)))
    chain = chain_of(network)
    assert chain_of(network) is chain and chain.first.weights.dtype == np.float64
    network64 = network.astype(np.float64)
    chain_of(network64)
    kept = weakref.ref(network), weakref.ref(network64)
    del network, network64
    gc.collect()
    assert [reference() for reference in kept] == [None, None]


def test_a_game_knows_its_players():
    game = Game.of(row_network(), picture_of(row_network(), blank=[0, 1, 2, 3, 9]))
    np.testing.assert_array_equal(game.players, [4, 5, 6, 7, 8, 10, 11])
    assert list(game.spans()) == [(1, slice(0, 4)), (2, slice(4, 7))]
    np.testing.assert_allclose(game.teams(np.ones((1, 7))), game.end, atol=1e-12)
    np.testing.assert_array_equal(game.teams(np.zeros((1, 7))), game.start)


def test_maps_travel_to_another_process_and_back():
    network = network_of((6, 4, 3), ("tanh", "softmax"), image_shape=(2, 3))
    maps = influence.two_level(network, picture_of(network), masks=16, toggles=4)
    again = pickle.loads(pickle.dumps(maps))
    for view in maps:
        for one, other in ((again[view], maps[view]), (again.standard_error[view], maps.standard_error[view])):
            np.testing.assert_array_equal(one, other)
        assert not again[view].flags.writeable
