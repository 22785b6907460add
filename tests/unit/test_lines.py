"""Lines between nodes: worked by hand on integers, and errors that come back as a numerical gradient says."""

from dataclasses import replace

import numpy as np
import pytest

from mnistnet import Dense, Network
from mnistnet.lines import answered, carried, errors, scene
from mnistnet.network import TrainingRecord
from mnistnet.training.losses import LOSSES
from tests.influence_oracles import network_of, picture_of, row_network

# two pixels, two ReLU nodes, two answers: a1 = (2 - 1 + 1, -2 + 3) = (2, 1), a2 = (2 * 3 + 1 * -1, 2 * 1 + 1 * 2 - 1)
TOY = Network(
    (
        Dense(np.array([[2.0, -2.0], [-1.0, 3.0]]), np.array([1.0, 0.0]), "relu"),
        Dense(np.array([[3.0, 1.0], [-1.0, 2.0]]), np.array([0.0, -1.0]), "identity"),
    ),
    image_shape=(1, 2),
)
INK = np.ones((1, 2))


def drawn(lines) -> list[tuple[int, int, float]]:
    return list(zip(lines.senders.tolist(), lines.receivers.tolist(), lines.values.tolist(), strict=True))


def test_lines_carry_weight_times_output_and_arrive_with_the_bias():
    first, last = carried(TOY, INK)
    assert drawn(first.strongest(3)) == [(1, 1, 3.0), (0, 0, 2.0), (0, 1, -2.0)]
    assert first.sums.tolist() == [2.0, 1.0] and first.bias.tolist() == [1.0, 0.0]
    assert drawn(last.into(0)) == [(0, 0, 6.0), (1, 0, -1.0)] and drawn(last.out_of(1)) == [(1, 1, 2.0), (1, 0, -1.0)]
    assert last.sums.tolist() == [5.0, 3.0] and last.count == 4 and last.sent.tolist() == [8.0, 3.0]
    bill = last.bill(0, 1)
    assert (drawn(bill.lines), bill.others, bill.rest, bill.bias, bill.sum) == ([(0, 0, 6.0)], 1, -1.0, 0.0, 5.0)
    assert bill.share == 6 / 7 and last.share(last.strongest(1)) == 6 / 11


def test_the_change_of_an_answer_is_divided_among_the_lines_of_every_gap():
    # blank paper: a1 = (1, 0), a2 = (3, 0); so node 0 moved by 1 and node 1 by 1, and answer 0 by 3 - 1 = 2
    first, last = answered(TOY, INK, target=0)
    assert drawn(last.strongest(9)) == [(0, 0, 3.0), (1, 0, -1.0)] and last.sums.tolist() == [2.0, 0.0]
    # multipliers 3 * 1 and -1 * 1: pixel 0 brings 2 * 3 and -2 * -1, pixel 1 brings -1 * 3 and 3 * -1
    assert sorted(drawn(first.strongest(9))) == [(0, 0, 6.0), (0, 1, 2.0), (1, 0, -3.0), (1, 1, -3.0)]
    assert first.sums.tolist() == [3.0, -1.0]


def test_a_pixel_that_is_blank_has_no_line_and_no_line_leaves_its_row():
    network = row_network(rows=3, columns=4)
    picture = picture_of(network, blank=[1])
    first, second, third, _ = carried(network, picture)
    assert 1 not in first.senders and len(first.senders) == 11 and first.count == 12 * 5
    for gap, width in ((first, 4), (second, 5)):
        every = gap.strongest(gap.count)
        assert (every.senders // width == every.receivers // gap.width).all()
    assert third.before == 6 and third.width == 4


def test_a_scene_shows_the_nodes_that_send_most_and_says_how_many_it_leaves_out():
    network = network_of((6, 9, 7, 3), ("sigmoid", "tanh", "softmax"))
    picture = picture_of(network)
    gaps = carried(network, picture)
    shown = scene(network, picture, gaps, count=4, room=5)
    assert [len(column.nodes) for column in shown.columns] == [5, 5, 3]
    assert [column.left_out for column in shown.columns] == [4, 2, 0]
    loudest = np.argsort(-np.abs(network.dense_layers[1].weights * network.trace(picture)["z1"][0][:, None]).sum(1))[:5]
    assert shown.columns[0].nodes == tuple(sorted(loudest.tolist()))
    assert shown.among == (54, 63, 21) and all(len(lines) == 4 for lines in shown.lines)
    quietest = min(set(range(9)) - set(loudest.tolist()))
    lit = scene(network, picture, gaps, count=4, room=5, lit=(1, quietest))
    assert quietest in lit.columns[0].nodes and lit.among == (6, 7, 21)
    assert set(lit.lines[0].receivers) == {quietest} == set(lit.lines[1].senders)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("by_rows", [False, True])
def test_errors_are_the_slopes_of_the_loss(loss, by_rows):
    network = row_network("sigmoid") if by_rows else network_of((4, 5, 3), ("tanh", "sigmoid"))
    network = with_training(network, loss)
    picture, label = picture_of(network), 1
    found = errors(network, picture, label)
    assert found.loss_name == loss and found.learning_rule == "gradient" and found.wanted.tolist() == [0, 1, 0]
    step = 1e-6
    moved = []
    for sign in (1, -1):
        layers = list(network.layers)
        biases = layers[-1].biases + sign * step * np.eye(3)[2]
        layers[-1] = Dense(layers[-1].weights, biases, layers[-1].activation)
        moved.append(
            errors(Network(tuple(layers), image_shape=network.image_shape, training=network.training), picture, 1)
        )
    assert abs((moved[0].loss - moved[1].loss) / (2 * step) - found.deltas[-1][2]) < 1e-8
    assert [len(delta) for delta in found.deltas] == [gap.sums.size for gap in carried(network, picture)]


def test_what_is_handed_back_makes_the_deltas_of_the_layer_before():
    network = row_network("tanh")
    picture = picture_of(network)
    found = errors(network, picture, 2)
    views = network.trace(picture, np.float64)
    for layer in (2, 3, 4):
        arrived, every = np.zeros(found.deltas[layer - 2].size), found.handed_back(network, layer, 10_000)
        np.add.at(arrived, every.senders, every.values)
        rule, a, z = network.dense_layers[layer - 2].rule, *(views[f"{x}{layer - 1}"].ravel() for x in "az")
        np.testing.assert_allclose(arrived * rule.slope(a, z), found.deltas[layer - 2], atol=1e-12)


def with_training(network: Network, loss: str) -> Network:
    return replace(network, training=TrainingRecord({"loss": loss}))


def test_bad_questions_are_named():
    with pytest.raises(ValueError, match="classes are 0 to 1"):
        answered(TOY, INK, 2)
    with pytest.raises(ValueError, match="no slope"):
        errors(network_of((4, 3, 2), ("step", "sigmoid")), np.ones((1, 4)), 0)
