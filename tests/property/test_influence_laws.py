"""The laws of influence, on small random networks of every depth, activation, encoding and first layer."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mnistnet import Dense, Flatten, Network, PixelEncoding, influence
from mnistnet.influence import METHODS

SLOPED = ("sigmoid", "tanh", "identity", "softmax", "relu")
ALL = (*SLOPED, "step")
EXACT = ("sigmoid", "tanh", "identity")
DETERMINISTIC = tuple(name for name, method in METHODS.items() if method.comparable and not method.sampled)
SAMPLED = tuple(name for name, method in METHODS.items() if method.comparable and method.sampled)
few = settings(max_examples=40)


@st.composite
def networks(draw, activations=SLOPED, first=None, by_rows=None, most=3):
    """Return a random network that reads pictures of 2 x 3 pixels; `most` is the largest number of layers."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6), label="seed"))
    by_rows = draw(st.booleans(), label="by rows") if by_rows is None else by_rows
    scale = draw(st.sampled_from([0.3, 1, 4]), label="scale")
    depth = draw(st.integers(1, most), label="depth")
    widths = [3 if by_rows else 6, *(draw(st.integers(1, 4)) for _ in range(depth))]
    names = [draw(st.sampled_from(activations)) for _ in range(depth)]
    names[0] = draw(st.sampled_from(first or activations))

    def dense(a, b, name):
        biases = rng.normal(size=b) if rng.random() < 0.7 else None
        return Dense(rng.normal(0, scale / np.sqrt(a), (a, b)), biases, name)

    layers = [dense(a, b, name) for a, b, name in zip(widths, widths[1:], names, strict=False)]
    if by_rows:
        layers.insert(1 if depth == 1 else draw(st.integers(1, depth)), Flatten())
        after = layers.index(Flatten()) + 1
        for place in range(after, len(layers)):
            wide = 2 * layers[place].fan_in if place == after else layers[place].fan_in
            layers[place] = dense(wide, layers[place].fan_out, layers[place].activation)
    encoding = draw(st.sampled_from([PixelEncoding(), PixelEncoding(0.01, 0.99)]))
    return Network(tuple(layers), image_shape=(2, 3), encoding=encoding)


pixels = st.integers(0, 8).map(lambda eighths: eighths / 8)
pictures = st.lists(pixels, min_size=6, max_size=6).map(lambda values: np.array(values).reshape(2, 3))
seeds = st.integers(0, 1000)


def close(a, b, within=1e-9):
    np.testing.assert_allclose(a, b, rtol=0, atol=within * (1 + np.abs(b).max(initial=0)))


def maps_by(name, network, picture, baseline, seed=0):
    return METHODS[name].function(network, picture, baseline, rng=np.random.default_rng(seed))


@few
@given(networks(ALL), pictures, pictures, seeds)
def test_orders_of_pixels_always_add_up_to_the_change(network, picture, baseline, seed):
    for name in ("shapley", "shapley_permutations"):
        maps = maps_by(name, network, picture, baseline, seed)
        for view in network.views:
            close(maps.total(view), maps.change[view])


@few
@given(networks(SLOPED), pictures, pictures)
def test_integrated_gradients_add_up_bends_and_softmaxes_included(network, picture, baseline):
    maps = influence.integrated_gradients(network, picture, baseline)
    for view in network.views:
        close(maps.total(view), maps.change[view])


@few
@given(networks(ALL), pictures, pictures)
def test_deep_lift_adds_up_everywhere(network, picture, baseline):
    maps = influence.deep_lift(network, picture, baseline)
    for view in network.views:
        close(maps.total(view), maps.change[view])


@few
@given(networks(SLOPED), pictures, pictures, seeds)
def test_a_pixel_that_does_not_differ_has_no_influence(network, picture, baseline, seed):
    for name in (*DETERMINISTIC, *SAMPLED):
        for value in maps_by(name, network, picture, baseline, seed).values():
            assert not value[:, picture == baseline].any()


@few
@given(networks(SLOPED, by_rows=False), pictures, pictures, st.integers(0, 5))
def test_a_pixel_whose_weights_are_zero_has_no_influence(network, picture, baseline, i):
    first, *rest = network.layers
    deaf = replace(network, layers=(replace(first, weights=first.weights * (np.arange(6) != i)[:, None]), *rest))
    for name in (*DETERMINISTIC, *SAMPLED):
        for value in maps_by(name, deaf, picture, baseline).values():
            close(value.reshape(len(value), -1)[:, i], 0)


@few
@given(networks(ALL, by_rows=False), pictures, pictures, st.permutations(range(6)))
def test_pixels_that_do_the_same_get_the_same(network, picture, baseline, order):
    i, j, *_ = order
    first, *rest = network.layers
    weights = first.weights.copy()
    weights[j] = weights[i]
    twins = replace(network, layers=(replace(first, weights=weights), *rest))
    picture, baseline = picture.copy(), baseline.copy()
    picture.flat[j], baseline.flat[j] = picture.flat[i], baseline.flat[i]
    steps = any(layer.activation == "step" for layer in network.dense_layers)
    for name in ("one_pixel", "occlusion", "two_ended") if steps else DETERMINISTIC:
        for value in maps_by(name, twins, picture, baseline).values():
            flat = value.reshape(len(value), -1)
            close(flat[:, i], flat[:, j])


@few
@given(networks(SLOPED), pictures, pictures, seeds)
def test_a_sum_of_nodes_has_the_sum_of_their_maps(network, picture, baseline, seed):
    *before, last = network.layers
    assume(before and isinstance(last, Dense))
    mixed = Dense(last.weights @ np.arange(1.0, last.fan_out + 1)[:, None], None, "identity")
    view = network.views[-2]
    for name in (name for name in (*DETERMINISTIC, *SAMPLED) if name != "shapley"):  # it shares out what is missing
        apart = maps_by(name, network, picture, baseline, seed)[view]
        together = maps_by(name, replace(network, layers=(*before, mixed)), picture, baseline, seed)[view]
        close(together[0], np.tensordot(np.arange(1.0, last.fan_out + 1), apart, 1))


@few
@given(networks(SLOPED, by_rows=False), pictures, pictures, seeds, st.data())
def test_hidden_nodes_may_trade_places(network, picture, baseline, seed, data):
    layers = list(network.layers)
    assume(len(layers) > 1)
    order = data.draw(st.permutations(range(layers[0].fan_out)))
    biases = None if layers[0].biases is None else layers[0].biases[order]
    layers[0] = replace(layers[0], weights=layers[0].weights[:, order], biases=biases)
    layers[1] = replace(layers[1], weights=layers[1].weights[order])
    traded = replace(network, layers=tuple(layers))
    for name in (*DETERMINISTIC, *SAMPLED):
        before, after = (maps_by(name, one, picture, baseline, seed) for one in (network, traded))
        for view in network.views:
            close(after[view], before[view][order] if view in ("a1", "z1") else before[view], 1e-7)


@few
@given(networks(("identity",)), pictures, pictures, seeds)
def test_in_a_linear_network_every_method_agrees(network, picture, baseline, seed):
    expected = influence.one_pixel(network, picture, baseline)
    for name in (*DETERMINISTIC, *SAMPLED):
        for view, value in maps_by(name, network, picture, baseline, seed).items():
            close(value, expected[view], 1e-8)


@few
@given(networks(first=EXACT), pictures, pictures, st.data())
def test_alone_plus_half_of_together_is_shapley(network, picture, baseline, data):
    exact = influence.shapley_exact(network, picture, baseline)
    view = data.draw(st.sampled_from(list(exact)))
    node = data.draw(st.integers(0, len(exact[view]) - 1))
    found = influence.interactions(network, picture, baseline, view=view, node=node)
    close(found.picture(found.total), exact[view][node], 1e-12)
    close(found.alone.sum() + found.pairs.sum() / 2, found.change, 1e-12)
    close(exact.total(view), exact.change[view], 1e-12)


@few
@given(networks(first=EXACT), pictures, pictures)
def test_the_mean_of_owens_curve_is_shapley(network, picture, baseline):
    exact = influence.shapley_exact(network, picture, baseline)
    places, weights = np.polynomial.legendre.leggauss(4)
    curve = influence.owen_curve(network, picture, baseline, qs=tuple((places + 1) / 2), views=list(exact))
    for view in exact:
        mean = sum(weight / 2 * maps[view] for weight, maps in zip(weights, curve, strict=True))
        close(mean, exact[view], 1e-11)
