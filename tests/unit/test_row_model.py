"""The row model: described in a line, counted by hand, its gradient checked, trained until it tells patterns apart."""

from itertools import pairwise

import numpy as np
import pytest

from mnistnet import load_network
from mnistnet.digits import Digits
from mnistnet.patterns import layer_outputs, layer_summary, renamed, row_network
from mnistnet.patterns.description import row_plans, row_settings
from mnistnet.patterns.made import KINDS, class_names, made_patterns
from mnistnet.patterns.shapes import large_enough
from mnistnet.snippets.passage import passage
from mnistnet.training import train, untrained_network
from mnistnet.training.backpropagation import Backpropagation
from tests.snippet_runs import run_all


def summary(network):
    return [(name, shape, count) for name, _, shape, count in layer_summary(network)]


def test_a_described_model_is_counted_by_hand():
    network = row_network(6, 3, "4 first look, 2, flatten laid flat, answer class", activation="tanh")
    assert summary(network) == [
        ("input", (6, 6), 0),
        ("first look", (6, 4), 28),  # (6 + 1) * 4
        ("rows 2", (6, 2), 10),  # (4 + 1) * 2
        ("laid flat", (12,), 0),
        ("class", (3,), 39),  # (12 + 1) * 3
    ]
    assert [layer.activation for layer in network.dense_layers] == ["tanh", "tanh", "softmax"]


def test_two_layers_of_one_width_get_two_names():
    names = [plan.name for plan in row_plans("8, 8, 8 third", 2)]
    assert names == ["rows 8", "rows 8, layer 2", "third", "flatten", "answer"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "1 to 14 layers along the rows, not 0"),
        ("flatten x", "not 0"),
        ("3, many", "numbers of nodes.*“many” is neither"),
        ("0", "between 1 and 100,000 nodes"),
        ("9999999", "is neither"),
        ("5 a, 6 a", "Two layers are called “a”"),
        ("5 answer", "Two layers are called “answer”"),
        ("5 input", "Two layers are called “input”"),
        (", ".join(["1"] * 21), "not 21"),
        (f"5 {'x' * 41}", "up to 40 letters"),
    ],
)
def test_a_line_that_describes_no_model_is_a_sentence(line, sentence):
    with pytest.raises(ValueError, match=sentence):
        row_plans(line, 3)


def test_only_outputs_of_15_x_15_and_more_are_large_enough():
    shapes = {name: shape for name, _, shape, _ in layer_summary(row_network(50, 5))[1:]}
    assert [name for name, shape in shapes.items() if large_enough(shape, (15, 15))] == [
        "rows 75",
        "rows 50",
        "rows 25",
    ]
    assert [name for name, shape in shapes.items() if large_enough(shape, (1, 1))] == list(shapes)
    assert large_enough((500,), (1, 500)) and not large_enough((500,), (2, 1)) and not large_enough((3, 7), (3, 8))


def test_layers_of_any_network_can_be_named():
    network = renamed(load_network("scratch"), ["first", "", "says"])
    assert network.layer_names == ("first", "hidden 2", "says") and network.digest == load_network("scratch").digest
    for names, sentence in ((["a", "a"], "Two layers"), (["a"] * 4, "3 layers to name, not 4")):
        with pytest.raises(ValueError, match=sentence):
            renamed(network, names)


def test_the_gradient_of_a_row_model_is_the_slope_of_its_loss():
    settings = row_settings(3, "4, 3 middle", activation="tanh")
    network = untrained_network(settings, (5, 5)).astype(np.float64)
    rng = np.random.default_rng(0)
    inputs, targets = rng.random((4, 5, 5)), np.eye(3)[rng.integers(0, 3, 4)]
    walk = Backpropagation(network, settings.loss, 4)

    def loss():
        return -np.log((walk.forward(inputs) * targets).sum(axis=1)).mean()

    expected = np.empty_like(walk.parameters)
    for i, value in enumerate(walk.parameters.copy()):
        walk.parameters[i] = value + 1e-6
        above = loss()
        walk.parameters[i] = value - 1e-6
        expected[i] = (above - loss()) / 2e-6
        walk.parameters[i] = value
    walk.forward(inputs)
    walk.backward(inputs, targets)
    np.testing.assert_allclose(walk.gradient, expected, rtol=1e-5, atol=1e-9)
    assert np.abs(expected).max() > 1e-3


def test_made_patterns_are_seeded_split_and_in_equal_numbers():
    first, again, other = made_patterns(12, 3), made_patterns(12, 3), made_patterns(12, 3, seed=1)
    np.testing.assert_array_equal(first.images, again.images)
    assert (first.images != other.images).mean() > 0.5
    assert np.bincount(first.labels).tolist() == [334, 333, 333]
    assert [len(first.splits[name]) for name in ("train", "validation", "test")] == [800, 100, 100]
    assert len(set.union(*(set(places.tolist()) for places in first.splits.values()))) == 1000


def test_each_kind_is_what_its_name_says():
    of = {
        name: made_patterns(50, 10, 10).images[made_patterns(50, 10, 10).labels == i][0] for i, name in enumerate(KINDS)
    }
    along, down = (lambda picture, axis=axis: np.abs(np.diff(picture.astype(int), axis=axis)).mean() for axis in (1, 0))
    assert of["stripes"].mean(axis=1).std() > 4 * of["stripes"].mean(axis=0).std()
    assert of["bars"].mean(axis=0).std() > 4 * of["bars"].mean(axis=1).std()
    assert of["blobs"].mean() < 80 < of["checks"].mean()
    assert along(of["bars"]) > down(of["bars"]) and along(of["stripes"]) < down(of["stripes"])


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [((1, 3), "2 x 2 to 128 x 128"), ((129, 3), "129 x 129"), ((9, 1), "2 to 10 classes"), ((9, 11), "not 11")],
)
def test_impossible_patterns_are_a_sentence(numbers, sentence):
    with pytest.raises(ValueError, match=sentence):
        made_patterns(*numbers)


@pytest.mark.parametrize(("size", "classes", "least"), [(50, 5, 0.97), (28, 10, 0.85), (12, 3, 0.97)])
def test_a_trained_row_model_tells_patterns_apart_that_it_has_not_seen(size, classes, least):
    patterns, settings = made_patterns(size, classes), row_settings(classes)
    for report in train(settings, patterns.split("train"), patterns.split("validation")):
        if report.kind == "start":
            untrained = report.network
    assert untrained.digest == row_network(size, classes).digest
    unseen = patterns.split("test")
    answers = report.network.predict(unseen.images).argmax(axis=1)
    assert (answers == unseen.labels).mean() >= least
    assert (untrained.predict(unseen.images).argmax(axis=1) == unseen.labels).mean() < 0.6
    assert len(class_names(classes)) == classes


def test_the_same_pattern_passes_through_differently_after_every_epoch():
    patterns = made_patterns(10, 2, 100)
    learning = Digits(patterns.images, patterns.labels)
    networks = [r.network for r in train(row_settings(2, "6", epochs=3), learning) if r.kind != "batches"]
    seen = [layer_outputs(network, patterns.images[0])[1].values for network in networks]
    assert [network.epoch for network in networks] == [0, 1, 2, 3]
    assert all((one != other).any() for one, other in pairwise(seen))


def test_the_program_of_a_trained_model_prints_the_numbers_of_the_page(tmp_path):
    patterns = made_patterns(9, 3, 100)
    networks = [row_network(9, 3), row_network(9, 3, "7 first, 5", activation="tanh")]
    settings = row_settings(3, "6 middle, 4, flatten laid flat, answer class", epochs=1)
    networks += [report.network for report in train(settings, patterns.split("train"))][-1:]
    snippets = [passage(network, patterns.images[2]) for network in networks]
    for snippet, printed in zip(snippets, run_all(snippets, tmp_path), strict=True):
        assert snippet.printed in printed
