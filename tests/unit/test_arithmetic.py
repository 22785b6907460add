"""Forwards and backwards, number by number: by head on a toy of whole numbers, elsewhere by moving weights a little."""

from dataclasses import replace

import numpy as np
import pytest

from mnistnet import Dense, Network
from mnistnet.arithmetic import (
    WAYS,
    Parameter,
    backward,
    cost,
    learn_once,
    moved,
    node_sum,
    own_way,
    ways_of,
)
from mnistnet.arithmetic.toy import TOY, toy_picture
from mnistnet.network import TrainingRecord
from mnistnet.training.losses import LOSSES
from tests.influence_oracles import network_of, picture_of, row_network

INK = toy_picture()


def with_loss(network: Network, loss: str, **more) -> Network:
    return replace(network, training=TrainingRecord({"loss": loss, **more}))


NETWORKS = {
    "softmax": network_of((4, 5, 6, 3), ("tanh", "relu", "softmax"), image_shape=(2, 2)),
    "sigmoid": network_of((4, 5, 3), ("sigmoid", "sigmoid"), image_shape=(2, 2)),
    "shallow": network_of((4, 3), ("softmax",), image_shape=(2, 2)),
    "rows": row_network("tanh"),
    "own targets": with_loss(
        network_of((4, 3), ("softmax",), image_shape=(2, 2)), "cross-entropy", target_low=0.1, target_high=0.8
    ),
}
CASES = [(name, way) for name, network in NETWORKS.items() for way in ways_of(network)]


def test_the_toy_forwards_by_head():
    # pixels (1, 0, 2, 1): a1 = (1 - 1 + 1, -1 - 2 + 1, 2 + 1), z1 = (1, 0, 3), a2 = (2 - 3 + 3, -1 + 6 - 4)
    sums = [[node_sum(TOY, INK, layer, node) for node in range(nodes)] for layer, nodes in ((1, 3), (2, 2))]
    assert [[one.sum for one in layer] for layer in sums] == [[1, -2, 3], [2, 1]]
    assert [[one.output for one in layer] for layer in sums] == [[1, 0, 3], [2, 1]]
    first = sums[0][1]
    assert first.products.values.tolist() == [-1, 0, -2, 0] and first.bias == 1 and first.activation == "relu"
    assert first.products.largest(9).tolist() == [2, 0] and first.products.largest(1).tolist() == [2]
    assert first.products.rest(first.products.largest(1)) == (3, -1)
    assert [type(one.sum) for layer in sums for one in layer] == [float] * 5


def test_the_toy_backwards_by_head():
    # wanted (1, 0): errors (1, 1), loss (1 + 1) / 2; handed back (2 - 1, 1 - 2, -1 + 2), of which node 1 lets nothing
    # pass; every gradient is an input times a delta
    found = backward(TOY, INK, 0)
    assert (found.way, found.loss, found.parts.tolist()) == ("quadratic", 1, [0.5, 0.5])
    assert [delta.tolist() for delta in found.deltas] == [[[1, 0, 1]], [[1, 1]]]
    errors = [found.node(1, node) for node in range(3)]
    assert [one.error for one in errors] == [1, -1, 1] and [one.slope for one in errors] == [1, 0, 1]
    assert errors[1].products.values.tolist() == [1, -2] and errors[1].products.places.tolist() == [0, 1]
    assert found.gradients(1, 2).values.tolist() == [1, 0, 2, 1]
    assert found.weight(1, 2, 2).gradient == 2 and found.weight(1, 2, 2).value == 1
    assert found.weight(2, 1, None).gradient == 1 and found.weight(2, 1, None).value == -4
    assert found.weight(2, 0, 2).change(0.01) == -0.03
    raw = backward(TOY, INK, 1, "raw-errors-back")
    assert raw.deltas[0].tolist() == [[4, 0, -2]], "a ReLU has the slope 1, so its errors are what they were"
    learned = learn_once(TOY, found, 0.01)
    assert learned.dense_layers[0].weights[2].tolist() == [-0.02, -1, 0.98]
    assert learned.dense_layers[1].biases.tolist() == [2.99, -4.01]
    assert backward(learned, INK, 0).loss < 1


@pytest.mark.parametrize(("name", "way"), CASES)
def test_every_gradient_is_what_a_small_move_of_the_weight_does_to_the_loss(name, way):
    network, label, step = NETWORKS[name], 1, 1e-5
    picture = picture_of(network)
    found = backward(network, picture, label, way)
    for layer, dense in enumerate(network.dense_layers, 1):
        nodes = int(np.prod(network.view_shapes[f"a{layer}"]))
        node = nodes - 1
        for sender in (None, 0, dense.fan_in - 1):
            if sender is None and dense.biases is None:
                continue
            numeric = slope_of_loss(network, picture, found, layer, node % dense.fan_out, sender, step)
            if WAYS[way].learning_rule == "gradient" or layer == len(network.dense_layers):
                assert found.weight(layer, node, sender).gradient == pytest.approx(numeric, abs=1e-8)
            at = moved(network, picture, found, Parameter(layer, node, sender), [step, -step])
            assert at.slope == pytest.approx(numeric, abs=1e-8), "whatever the rule, the slope is the true one"
            assert at.true[0] == pytest.approx(at.predicted[0], abs=1e-9)


def slope_of_loss(network, picture, found, layer, unit, sender, step):
    """Return the slope of the loss with one parameter, from whole networks that differ in it a little."""
    losses = []
    for sign in (1, -1):
        layers, place = list(network.layers), network.layers.index(network.dense_layers[layer - 1])
        dense = layers[place]
        weights, biases = dense.weights.copy(), None if dense.biases is None else dense.biases.copy()
        if sender is None:
            biases[unit] += sign * step
        else:
            weights[sender, unit] += sign * step
        layers[place] = Dense(weights, biases, dense.activation)
        outputs = replace(network, layers=tuple(layers)).predict(picture)
        loss = LOSSES[WAYS[found.way].loss].function(outputs, found.wanted[None], network.output_activation)
        losses.append(float(loss[0]))
    return (losses[0] - losses[1]) / (2 * step)


@pytest.mark.parametrize(("name", "way"), CASES)
def test_all_that_is_written_out_adds_up(name, way):
    network = NETWORKS[name]
    picture = picture_of(network, blank=[1])
    found, views = backward(network, picture, 2, way), network.trace(picture, np.float64)
    assert found.parts.sum() == pytest.approx(found.loss)
    last, taken = len(network.dense_layers), set()
    for layer in range(1, last + 1):
        for node in range(views[f"a{layer}"].size):
            one, error = node_sum(network, picture, layer, node), found.node(layer, node)
            assert one.products.total + one.bias == pytest.approx(views[f"a{layer}"].flat[node], abs=1e-12)
            assert one.output == views[f"z{layer}"].flat[node]
            if error.taken_off:
                assert error.delta == pytest.approx(one.output * (error.error - error.taken_off), abs=1e-12)
                taken.add(layer)
            else:
                assert error.delta == pytest.approx(
                    error.error * (1 if error.slope is None else error.slope), abs=1e-12
                )
            if error.products is not None:
                assert error.products.total == error.error
    assert taken == ({last} if network.output_activation == "softmax" and way == "quadratic" else set())


def test_one_step_moves_every_weight_by_its_gradient_and_names_no_accuracy():
    network = replace(NETWORKS["rows"], test_accuracy=0.9)
    picture = picture_of(network)
    found = backward(network, picture, 0)
    after = learn_once(network, found, 0.5)
    for layer, (old, new) in enumerate(zip(network.dense_layers, after.dense_layers, strict=True), 1):
        for sender, unit in ((0, 0), (old.fan_in - 1, old.fan_out - 1)):
            change = new.weights[sender, unit] - old.weights[sender, unit]
            assert change == pytest.approx(found.weight(layer, unit, sender).change(0.5), abs=1e-12)
    assert after.test_accuracy is None and network.dense_layers[0].weights is not after.dense_layers[0].weights


def test_the_ways_of_a_network_begin_with_its_own():
    assert ways_of(NETWORKS["softmax"]) == ("cross-entropy", "quadratic")
    sigmoid = NETWORKS["sigmoid"]
    assert ways_of(with_loss(sigmoid, "quadratic", learning_rule="raw-errors-back"))[0] == "raw-errors-back"
    assert sorted(ways_of(sigmoid)) == sorted(WAYS) and own_way(sigmoid) == "quadratic"
    assert ways_of(TOY) == ("quadratic", "raw-errors-back")
    assert ways_of(with_loss(TOY, "cross-entropy")) == ways_of(TOY), "a file can say anything"


def test_what_others_pay_leaves_out_the_one_that_was_learned():
    before, after = np.array([True, True, False, False]), np.array([True, False, True, True])
    assert vars(cost(before, after)) == {"count": 4, "before": 2, "after": 3, "lost": 1, "won": 2}
    assert vars(cost(before, after, leave_out=3)) == {"count": 3, "before": 2, "after": 2, "lost": 1, "won": 1}


def test_bad_questions_are_named():
    with pytest.raises(ValueError, match="nodes 0 to 2, not 3"):
        node_sum(TOY, INK, 1, 3)
    with pytest.raises(ValueError, match="dense layers 1 to 2"):
        node_sum(TOY, INK, 3, 0)
    with pytest.raises(ValueError, match="classes are 0 to 1"):
        backward(TOY, INK, 2)
    with pytest.raises(ValueError, match="step has no slope"):
        ways_of(network_of((4, 3, 2), ("step", "sigmoid")))
