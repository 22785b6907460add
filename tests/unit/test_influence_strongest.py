"""The node on which a pixel acts most, found without the maps of all."""

import numpy as np
import pytest

from mnistnet import Dense, Network, load_digits, load_network
from mnistnet.influence import is_exact_alone, one_node, shapley, strongest_node


@pytest.mark.parametrize("name", ["scratch", "nielsen", "your-own"])
def test_the_strongest_node_is_that_of_all_maps_and_few_maps_tell_it(name, monkeypatch):
    network, digits = load_network(name), load_digits().split("test").images
    looked_at = []
    of = one_node.shapley_of
    monkeypatch.setattr(one_node, "shapley_of", lambda *given, **named: looked_at.append(1) or of(*given, **named))
    images = digits[[0, 7, 340]]
    for image in images:
        sizes = np.abs(shapley(network, image, views=["z1"], tolerance=1e-8)["z1"]).max(axis=(1, 2))
        assert strongest_node(network, image, tolerance=1e-8) == sizes.argmax()
        against = shapley(network, image, digits[1], views=["z1"], tolerance=1e-8)["z1"]
        assert strongest_node(network, image, digits[1], tolerance=1e-8) == np.abs(against).max(axis=(1, 2)).argmax()
    width = network.dense_layers[0].fan_out
    assert len(looked_at) < 2 * len(images) * width * (0.7 if name != "nielsen" else 1.01)
    assert strongest_node(network, np.zeros((28, 28), np.uint8)) == 0, "nothing acts on any"


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_no_share_of_a_pixel_is_beyond_what_a_step_can_move(activation):
    rng = np.random.default_rng(5)
    for scale in (0.1, 1, 10):
        layer = Dense(rng.normal(0, scale, (9, 20)), rng.normal(0, scale, 20), activation)
        network = Network((layer,), image_shape=(3, 3))
        image = rng.random((3, 3))
        maps = np.abs(shapley(network, image, views=["z1"])["z1"])
        steep = {"sigmoid": 1, "tanh": 2}[activation]
        moves = np.abs((network.encode(image).reshape(9, 1)) * layer.weights).T.reshape(-1, 3, 3)
        assert (maps <= steep * np.tanh(steep * moves / 4) + 1e-12).all()
        assert is_exact_alone(network, "z1") and not is_exact_alone(network, "a1")
        assert strongest_node(network, image) == maps.max(axis=(1, 2)).argmax()
    assert not is_exact_alone(load_network("sharp"), "z1") and not is_exact_alone(load_network("rows"), "z1")
