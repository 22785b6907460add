"""The programs of all pages but Influence, Trust, Draw and Probabilities are run, and print what the library says."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import Dense, Digits, Flatten, Network, PixelEncoding, load_digits, load_network, network_names
from mnistnet.basics.plane import learn_plane, plane_problem
from mnistnet.breaking import HARMS
from mnistnet.influence import DoesNotApply
from mnistnet.inverse import METHODS
from mnistnet.patterns import row_network
from mnistnet.patterns.shapes import noise_pattern
from mnistnet.robustness import CHANGES
from mnistnet.snippets import activations, handwriting, networks, neurons, softmaxes, training
from mnistnet.snippets import map as maps
from mnistnet.snippets.breaking import broken
from mnistnet.snippets.comparison import alike, comparison
from mnistnet.snippets.flips import flip
from mnistnet.snippets.mistakes import calibration, mistakes, threshold
from mnistnet.snippets.passage import passage
from mnistnet.snippets.robustness import changed, changed_digits, unbroken
from mnistnet.snippets.what_it_sees import mix, what_it_sees
from tests.snippet_runs import assert_short, assert_told, run_all, run_alone

DIGITS = load_digits().split("test")
LEARNED = load_digits().split("train")
BATCH = Digits(LEARNED.images[:100], LEARNED.labels[:100])
FEW = Digits(DIGITS.images[:40], DIGITS.labels[:40])
NAMES = network_names()
STRENGTHS = {"thicken": -1.25, "rotate": 25, "scale": 0.3, "shift": -2.5, "noise": 0.4, "occlude": 7}
MIX = np.where(np.isin(np.arange(10), (3, 8)), 0.5, 0.01)


def for_any(network, digits=FEW):
    """Return the snippets that every network has, of whatever layers."""
    image, last = digits.images[4], len(network.dense_layers)
    return [
        neurons.neuron_sum(network, image, 1, 1),
        neurons.neuron_sum(network, image, last, 1),
        neurons.neuron_figures(network, digits, 1, 1),
        neurons.surgery(network, digits, max(last - 1, 1), 1),
        neurons.surgery(network, digits, 1, 1, remove=False, bias_shift=np.float64(-0.5), scale=2),
        passage(network, image),
        training.loss_and_accuracy(network, digits),
        softmaxes.shares(network, image, 2.5, 3.0),
        softmaxes.softmax_of_a_batch(network, digits.images[:5]),
        activations.feeding(network, digits),
        activations.moving(network, digits),
        activations.one_matrix(network, digits),
        mistakes(network, digits),
        calibration(network, digits),
        threshold(network, digits, 0.9),
        maps.neighbours(network, digits, network.views[-3]),
        handwriting.own_digits(network, digits),
        networks.shelf_row(network, digits),
        changed(network, image, {"rotate": 25.0}),
        unbroken(network, image, "shift", int(digits.labels[4])),
        *(broken(network, digits, harm, about.amounts[2], 3, "last") for harm, about in HARMS.items()),
        broken(network, digits, "bits", 1),
        broken(network, digits, "small", 0),
    ]


def for_shipped(name):
    """Return the snippets that a network for digits has besides."""
    network, other = load_network(name), load_network(NAMES[NAMES.index(name) - 1])
    small = name != "sharp"  # a singular value decomposition and 784 pictures a step take seconds there
    changes = CHANGES if name == "scratch" else ("rotate", "occlude")
    wrong = int(np.flatnonzero(network.predict(DIGITS.images).argmax(axis=1) != DIGITS.labels)[0])
    return [
        *(neurons.neuron_sum(network, DIGITS.images[3], k, 0) for k in range(1, len(network.dense_layers) + 1)),
        *(what_it_sees(network, method, 3) for method in METHODS),
        *(mix(network, method, MIX) for method in (METHODS if small else ("back-query", "climb"))),
        training.step(network, BATCH),
        maps.neighbours(network, DIGITS, maps.PIXELS),
        *([maps.principal(network, DIGITS, network.views[-3])] if small else []),
        *(changed(network, DIGITS.images[4], {change: strength}) for change, strength in STRENGTHS.items()),
        *(changed_digits(network, DIGITS, change, STRENGTHS[change]) for change in changes),
        changed_digits(network, DIGITS, "rotate", 0),
        changed(network, DIGITS.images[4], STRENGTHS),
        *(unbroken(network, DIGITS.images[3], change, int(DIGITS.labels[3])) for change in changes),
        *([flip(network, DIGITS.images[wrong], int(DIGITS.labels[wrong]))] if small else []),
        comparison(network, other, DIGITS),
        alike(network, other, "z1", "z2", DIGITS),
        alike(network, other, "pixels", "z1", DIGITS),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_program_prints_what_the_library_says(name, tmp_path):
    snippets = for_any(load_network(name), FEW if name == "sharp" else DIGITS) + for_shipped(name)
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)
        assert_short(snippet)
        assert snippet.title


def odd_network(kind):
    """Return an untrained network of an unusual build."""
    rng = np.random.default_rng(5)

    def dense(fan_in, fan_out, activation, biases=True):
        weights = rng.normal(0, fan_in**-0.5, (fan_in, fan_out))
        return Dense(weights, rng.normal(size=fan_out) if biases else None, activation)

    if kind == "tanh, in double precision, with its own encoding and one layer without biases":
        layers = (dense(784, 9, "tanh", False), dense(9, 8, "identity"), dense(8, 10, "sigmoid"))
        return Network(layers, encoding=PixelEncoding(-1, 2))
    if kind == "seven layers":
        widths = (784, 9, 8, 9, 8, 9, 8)
        deep = [dense(a, b, "relu").astype(np.float32) for a, b in itertools.pairwise(widths)]
        return Network((*deep, dense(8, 10, "softmax").astype(np.float32)))
    if kind == "laid flat at once":
        return Network((Flatten(), dense(784, 9, "step"), dense(9, 10, "softmax")))
    return row_network(28, 10, layers="6, 5")


ODD = (
    "tanh, in double precision, with its own encoding and one layer without biases",
    "seven layers",
    "laid flat at once",
    "along the rows",
)


@pytest.mark.parametrize("kind", ODD)
def test_programs_of_networks_of_another_build(kind, tmp_path):
    network = odd_network(kind)
    snippets = [*for_any(network), alike(network, network, "z1", "z2", FEW)]
    if "flat" not in kind:  # a step has no slope
        ways = [method for method in METHODS if method != "climb" or len(network.dense_layers) < 7]
        snippets += [what_it_sees(network, method, 7) for method in ways]
        snippets.append(training.step(network, BATCH, 0.5))
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)


def with_settings(network, **settings):
    return replace(network, training=replace(network.training, settings={**network.training.settings, **settings}))


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
@pytest.mark.parametrize("loss", ["cross-entropy", "quadratic"])
def test_the_step_with_every_loss(output, loss, tmp_path):
    *hidden, last = load_network("scratch").layers
    mixed = (replace(hidden[0], activation="tanh"), hidden[1], replace(last, activation=output))
    network = with_settings(Network(mixed), loss=loss, target_low=0.01, target_high=0.99)
    snippets = [training.step(network, BATCH, 0.2), training.loss_and_accuracy(network, FEW)]
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)
        assert_short(snippet)


@pytest.mark.parametrize("output", ["sigmoid", "tanh"])
def test_the_step_that_hands_raw_errors_back(output, tmp_path):
    *hidden, last = load_network("scratch").layers
    deep = Network((replace(hidden[0], activation="tanh"), hidden[1], replace(last, activation=output)))
    *rows, flat = row_network(28, 10, layers="6, 5").layers
    by_rows = Network((*rows, replace(flat, activation=output)), image_shape=(28, 28))
    networks = [with_settings(net, loss="quadratic", learning_rule="raw-errors-back") for net in (deep, by_rows)]
    snippets = [training.step(network, BATCH, 0.2) for network in networks]
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)
        assert_short(snippet)
    by_gradient = training.step(with_settings(deep, loss="quadratic", learning_rule="gradient"), BATCH, 0.2)
    assert by_gradient.printed != snippets[0].printed


def test_a_file_may_name_a_rule_that_its_network_cannot_have_learned_by():
    network = with_settings(load_network("scratch"), learning_rule="raw-errors-back")
    assert not training.hands_raw_errors_back(network)
    assert training.step(network, BATCH).printed == training.step(load_network("scratch"), BATCH).printed


@pytest.mark.parametrize("name", [name for name in NAMES if name != "sharp"])  # its weights were rounded afterwards
def test_loss_and_accuracy_are_those_of_the_networks_own_history(name):
    network = load_network(name)
    last = network.training.history[-1]
    wanted = f"loss {last['validation_loss']:.4f}, accuracy {100 * last['validation_accuracy']:.2f} %"
    assert training.loss_and_accuracy(network, load_digits()).printed == wanted


def test_equal_wishes_are_a_mix_of_all(tmp_path):
    network = load_network("nielsen")
    snippets = [mix(network, method, np.full((1, 10), 0.3)) for method in ("weight-product", "mean-digit")]
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)


def test_a_rounded_picture_is_made_anew():
    network = load_network("rows")
    rounded = np.zeros((28, 28), np.uint8)
    assert mix(network, "preimage", MIX, rounded).printed == mix(network, "preimage", MIX).printed


def test_likeness_is_measured_on_the_first_thousand():
    network = load_network("nielsen")
    assert len(alike(network, network, "z1", "z2", load_digits()).arrays["images"]) == 1000


def test_a_climb_that_rounding_sends_elsewhere_begins_with_the_finished_picture():
    assert "picture" in what_it_sees(load_network("nielsen"), "climb", 3).arrays
    steady = what_it_sees(load_network("scratch"), "climb", 3)
    assert "picture" not in steady.arrays and "for left in" in steady.code


def test_patterns_of_another_size(tmp_path):
    network = row_network(50, 5)
    snippet = passage(network, noise_pattern(50, np.random.default_rng(1)))
    assert_told(run_alone(snippet, tmp_path), snippet)


def test_programs_without_a_network(tmp_path):
    snippets = [activations.curves(point) for point in (-2.5, 0, 1)]
    snippets += [activations.overflow(value, kind) for value in (-1000, 100, 1000) for kind in ("float64", "float32")]
    plane = plane_problem("moons", np.random.default_rng(0))
    for depth in (1, 4):
        linear = learn_plane(plane, hidden=(8,) * depth, activation="identity", starts=1, epochs=5)
        snippets.append(activations.collapse(linear.astype(np.float64), plane))
    for heard, snippet in zip(run_all(snippets, tmp_path), snippets, strict=True):
        assert_told(heard, snippet)
        assert_short(snippet)
    assert "nan, 0, 0" in snippets[-3].printed and "sigmoid 0;" in snippets[3].printed


def test_a_sum_worked_out_by_hand():
    network = Network((Dense([[1.0, 2], [3, 4], [5, 6], [7, 8]], [10.0, -20], "identity"),), image_shape=(2, 2))
    snippet = neurons.neuron_sum(network, np.array([[1, 0], [0.5, 1]]), 1, 1)
    assert snippet.printed == "products +13, bias -20, sum -7, output -7"  # 2 + 6 / 2 + 8


def test_the_file_that_is_downloaded_is_the_one_that_the_program_loads(tmp_path):
    snippet = mistakes(load_network("scratch"), DIGITS)
    assert 100_000 < len(snippet.file()) < 400_000
    assert_told(run_alone(snippet, tmp_path), snippet)


def test_the_comparison_sees_another_network(tmp_path):
    snippet = mistakes(load_network("scratch"), DIGITS)
    spoiled = replace(snippet, arrays=snippet.arrays | {"W3": -snippet.arrays["W3"]})
    with pytest.raises(AssertionError):
        assert_told(run_alone(spoiled, tmp_path), spoiled)


def test_what_does_not_exist_is_refused():
    network = load_network("nielsen")
    with pytest.raises(ValueError, match="dense layers 1 to 2"):
        neurons.neuron_sum(network, DIGITS.images[0], 3, 0)
    with pytest.raises(IndexError):
        neurons.neuron_sum(network, DIGITS.images[0], 2, 10)
    with pytest.raises(ValueError, match="no layer 'z9'"):
        maps.neighbours(network, DIGITS, "z9")
    with pytest.raises(ValueError, match="no layer 'a1'"):
        alike(network, network, "a1", "z1", DIGITS)
    with pytest.raises(ValueError, match="classes"):
        comparison(network, row_network(28, 5), DIGITS)
    for refused in (lambda: changed(network, DIGITS.images[0], {"bend": 1}), lambda: what_it_sees(network, "Guess", 3)):
        with pytest.raises(KeyError):
            refused()
    stepped = odd_network("laid flat at once")
    with pytest.raises(DoesNotApply):
        what_it_sees(stepped, "climb", 3)
    with pytest.raises(ValueError, match="step"):
        training.step(stepped, BATCH)
    with pytest.raises(ValueError, match="linear"):
        bent = Network((Dense(np.ones((2, 3))), Dense(np.ones((3, 2)), activation="softmax")), image_shape=(1, 2))
        activations.collapse(bent, plane_problem("moons", np.random.default_rng(0)))
