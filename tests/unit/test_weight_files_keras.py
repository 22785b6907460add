"""What the plan in a Keras file says is taken from it, and weights come out as the layers, computed one by one, do."""

import functools
import io
import json
import re

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits
from mnistnet.containers import hdf5_reader
from mnistnet.network import PixelEncoding
from mnistnet.weight_files import keras_file, open_weight_file
from tests.fuzz.hostile_zips import zipped

h5py = pytest.importorskip("h5py")
TEST = load_digits().split("test")
RNG = np.random.default_rng(11)
W1, B1, W2, B2 = (RNG.normal(size=shape).astype("f4") for shape in ((784, 7), 7, (7, 10), 10))
NORM = {
    "gamma": RNG.normal(size=7),
    "beta": RNG.normal(size=7),
    "mean": RNG.normal(size=7),
    "var": RNG.random(7) + 0.01,
}
PIXELS = TEST.images[:20].reshape(20, 784) / 255
EPSILON = 0.04  # far from Keras' usual 0.001


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The arrays are read here, by the same lines, where each file has a process of its own elsewhere."""
    monkeypatch.setattr(keras_file, "arrays_of_hdf5", hdf5_reader.arrays_of)


def layer(kind, **options):
    return {"class_name": kind, "config": options, "registered_name": None}


DENSE = layer("Dense", name="hidden", activation="linear", use_bias=True)
NORMAL = layer("BatchNormalization", name="norm", axis=-1, epsilon=EPSILON, center=True, scale=True)
LAST = layer("Dense", name="answers", activation="softmax", use_bias=True)


def bent(word):
    return DENSE | {"config": DENSE["config"] | {"activation": word}}


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"name": "model", "layers": list(layers)}}


def hdf5(arrays, plan=None):
    file = io.BytesIO()
    with h5py.File(file, "w") as whole:
        for path, array in arrays.items():
            whole[path] = array
        if plan is not None:
            whole.attrs["model_config"] = json.dumps(plan)
    return file.getvalue()


def arrays(norm=None):
    numbered = {"dense": (W1, B1), "batch_normalization": norm or tuple(NORM.values()), "dense_1": (W2, B2)}
    found = {f"layers/{name}/vars/{i}": array for name, rows in numbered.items() for i, array in enumerate(rows)}
    return found | {
        "layers/dropout/seed_generator/vars/0": np.zeros(2, "u4"),
        "optimizer/vars/1": np.ones((7, 7), "f4"),
    }


def keras(plan, held=None):
    """Return a file of Keras 3, which numbers the layers of a class and the arrays of a layer."""
    held = arrays() if held is None else held
    return zipped({"config.json": json.dumps(plan).encode(), "model.weights.h5": hdf5(held)})


def old(plan):
    """Return an .h5 file, which names both."""
    named = {"hidden/kernel:0": W1, "hidden/bias:0": B1, "answers/kernel:0": W2, "answers/bias:0": B2}
    words = ("gamma", "beta", "moving_mean", "moving_variance")
    named |= {f"norm/{word}:0": row for word, row in zip(words, NORM.values(), strict=True)}
    return hdf5({f"model_weights/{path.partition('/')[0]}/{path}": array for path, array in named.items()}, plan)


def nested(name, *layers):
    """Return a layer that is a whole model."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}, "registered_name": None}


def functional(*layers):
    """Return the plan of a model that names for each layer where its numbers come from, as Keras 3 writes it."""
    names = [one["config"]["name"] for one in layers]
    linked = [
        one | {"name": name, "inbound_nodes": [{"args": [{"config": {"keras_history": [before, 0, 0]}}]}]}
        for one, name, before in zip(layers, names, ["", *names], strict=False)
    ]
    linked[0]["inbound_nodes"] = []
    return {"class_name": "Functional", "config": {"layers": linked, "output_layers": [[names[-1], 0, 0]]}}


def sums(x):
    return x @ W1.astype(float) + B1


def normal(x, epsilon=EPSILON):
    return NORM["gamma"] * (x - NORM["mean"]) / np.sqrt(NORM["var"] + epsilon) + NORM["beta"]


def shares(hidden):
    powers = np.exp(hidden @ W2.astype(float) + B2 - (hidden @ W2.astype(float) + B2).max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def answers(content, rule):
    opened = open_weight_file(content)
    assert opened.said == {"activation": rule, "output": "softmax"} and "the plan in the file" in opened.ways[0]
    assert len(opened.ways) == 1 and {guess.activation for guess in opened.candidates} == {rule}
    assert opened.candidates[0].encoding == PixelEncoding()
    return opened.network.predict(TEST.images[:20], dtype=np.float64)


BENDS = {
    "relu": (layer("ReLU", negative_slope=0.0, max_value=None, threshold=0.0), lambda a: np.maximum(a, 0)),
    "leaky_relu": (layer("LeakyReLU", alpha=0.009999999776), lambda a: np.where(a > 0, a, a / 100)),
    "tanh": (layer("Activation", activation="tanh"), np.tanh),
}


@pytest.mark.parametrize("write", [keras, old])
@pytest.mark.parametrize("rule", BENDS)
def test_normalisation_stands_where_the_plan_says(rule, write):
    """No weight is trained, so that likelihood could not tell."""
    bend, compute = BENDS[rule]
    front = [layer("InputLayer", batch_shape=[None, 28, 28]), layer("Flatten"), DENSE]
    before = answers(write(sequential(*front, NORMAL, bend, layer("Dropout", rate=0.5), LAST)), rule)
    np.testing.assert_allclose(before, shares(compute(normal(sums(PIXELS)))), rtol=1e-4, atol=1e-6)
    behind = answers(write(sequential(*front, bend, layer("Dropout", rate=0.5), NORMAL, LAST)), rule)
    np.testing.assert_allclose(behind, shares(normal(compute(sums(PIXELS)))), rtol=1e-4, atol=1e-6)
    assert np.abs(before - behind).max() > 0.01


def test_behind_an_activation_the_next_weights_take_normalisation_in():
    content = keras(sequential(bent("relu"), NORMAL, LAST))
    first, last = open_weight_file(content).network.dense_layers
    assert np.array_equal(first.weights, W1) and np.array_equal(first.biases, B1)
    factor = NORM["gamma"] / np.sqrt(NORM["var"] + EPSILON)
    np.testing.assert_allclose(last.weights, factor[:, None] * W2, rtol=1e-6)
    assert (first.name, last.name) == ("hidden", "answers")


def test_scaled_pixels_and_a_plan_that_names_where_numbers_come_from():
    scale = layer("Rescaling", name="scale", scale=1 / 127.5, offset=-1)
    inputs = layer("InputLayer", name="in")
    content = keras(functional(inputs, scale, bent("gelu"), NORMAL, LAST))
    opened = open_weight_file(content)
    assert opened.says_all and opened.network.encoding == PixelEncoding(-1, 2) and "scaled" in opened.ways[0]
    leaky = {"class_name": "LeakyReLU", "config": {"negative_slope": 0.01}, "registered_name": None}
    doubled = layer("Rescaling", scale=2, offset=0.5)
    found = answers(keras(sequential(doubled, bent(leaky), NORMAL, LAST)), "leaky_relu")
    hidden = sums(2 * PIXELS + 0.5)
    np.testing.assert_allclose(found, shares(normal(np.where(hidden > 0, hidden, hidden / 100))), rtol=1e-4, atol=1e-6)
    turned = functional(inputs, bent("relu"), NORMAL, LAST)
    turned["config"]["layers"][2]["inbound_nodes"] *= 2
    with pytest.raises(WeightFileError, match="or a layer of it is used twice"):
        open_weight_file(keras(turned))


def test_pixels_that_a_layer_standardises_and_layers_that_only_training_needs():
    spared = [layer(kind) for kind in ("GaussianDropout", "RandomRotation", "ActivityRegularization", "Identity")]
    given = layer("Normalization", name="in", axis=None, mean=0.2, variance=0.25, invert=False)
    found = answers(keras(sequential(given, *spared, bent("relu"), NORMAL, LAST)), "relu")
    expected = shares(normal(np.maximum(sums((PIXELS - 0.2) / 0.5), 0)))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
    mean, variance = RNG.random(784), RNG.random(784) + 0.1
    learned = given | {"config": {"name": "in", "mean": None, "variance": None, "invert": False}}
    rows = {f"layers/normalization/vars/{i}": row for i, row in enumerate((mean, variance, np.array(60_000)))}
    found = answers(keras(sequential(learned, bent("relu"), NORMAL, LAST), arrays() | rows), "relu")
    expected = shares(normal(np.maximum(sums((PIXELS - mean) / np.sqrt(variance)), 0)))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
    bytes_ = given | {"config": given["config"] | {"mean": 51, "variance": 127.5**2}}
    opened = open_weight_file(keras(sequential(bytes_, bent("relu"), NORMAL, LAST)))
    assert opened.says_all and opened.network.encoding == PixelEncoding(-0.4, 2)


def test_what_only_training_keeps_does_not_count():
    many = arrays() | {f"optimizer/vars/{i}": np.ones(3, "f4") for i in range(90)}
    assert answers(keras(sequential(bent("relu"), NORMAL, LAST), many), "relu").shape == (20, 10)


def test_normalisation_without_gamma_and_of_a_whole_picture():
    plain = NORMAL | {"config": NORMAL["config"] | {"center": False, "scale": False}}
    held = arrays((NORM["mean"], NORM["var"]))
    found = answers(keras(sequential(bent("relu"), plain, LAST), held), "relu")
    hidden = (np.maximum(sums(PIXELS), 0) - NORM["mean"]) / np.sqrt(NORM["var"] + EPSILON)
    np.testing.assert_allclose(found, shares(hidden), rtol=1e-4, atol=1e-6)
    grey = tuple(np.array([number]) for number in (3.0, 0.5, 0.25, 0.6))
    found = answers(keras(sequential(NORMAL, layer("Flatten"), bent("relu"), LAST), arrays(grey)), "relu")
    hidden = np.maximum(sums(3 * (PIXELS - 0.25) / 0.8 + 0.5), 0)  # the root of 0.6 + 0.04 is 0.8
    np.testing.assert_allclose(found, shares(hidden), rtol=1e-4, atol=1e-6)


def test_weights_alone_with_normalisation_that_has_neither_gamma_nor_beta():
    numbers = {"dense": (W1, B1), "batch_normalization": (NORM["mean"], NORM["var"]), "dense_1": (W2, B2)}
    paths = {f"layers/{name}/vars/{i}": one for name, rows in numbers.items() for i, one in enumerate(rows)}
    first = open_weight_file(hdf5(paths)).network.dense_layers[0]
    np.testing.assert_allclose(first.weights, W1 / np.sqrt(NORM["var"] + 1e-3), rtol=1e-4)
    with pytest.raises(WeightFileError):  # the same two rows of another normalisation are gamma and beta
        open_weight_file(hdf5({path.replace("batch", "layer"): one for path, one in paths.items()}))


ODD = {
    "epsilon": [DENSE, NORMAL | {"config": {"epsilon": "0.1"}}, layer("ReLU"), LAST],
    "infinite": [DENSE, NORMAL | {"config": {"epsilon": float("inf")}}, layer("ReLU"), LAST],
    "truth": [DENSE, NORMAL | {"config": {"epsilon": True}}, layer("ReLU"), LAST],
    "bias": [DENSE | {"config": {"use_bias": 1, "activation": "relu"}}, NORMAL, LAST],
    "one layer more": [DENSE, NORMAL, layer("ReLU"), NORMAL, LAST],
    "one layer less": [DENSE, layer("ReLU"), LAST],
    "a list of factors": [layer("Rescaling", scale=[1]), bent("relu"), NORMAL, LAST],
    "fewer arrays": [layer("Flatten"), bent("relu"), NORMAL | {"config": {"scale": False}}, LAST],
    "a class of one's own": [DENSE | {"registered_name": "Mine>Dense"}, NORMAL, layer("ReLU"), LAST],
    "an unknown word": [bent("wiggle"), NORMAL, LAST],
    "a function": [bent({"class_name": "function", "config": "f"}), NORMAL, LAST],
    "words for options": [DENSE, NORMAL, {"class_name": "ReLU", "config": "none"}, LAST],
    "nothing": [],
    "numbers": [1, None, [2]],
    "a hundred and one": [layer("Flatten")] * 98 + [bent("relu"), NORMAL, LAST],
    "deep": [DENSE, NORMAL, layer("ReLU", name=json.loads("[" * 40 + "]" * 40)), LAST],
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_plan_is_as_if_there_were_none(odd):
    opened = open_weight_file(keras(sequential(*ODD[odd])))
    assert len(opened.ways) == 2 and "the plan" not in opened.ways[0]
    assert opened.said.get("activation", "relu") == "relu"


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ([DENSE, layer("LeakyReLU", negative_slope=0.3), NORMAL, LAST], "slope 0.3; only those of slope 0.01"),
        ([bent("leaky_relu"), NORMAL, LAST], "slope 0.2"),
        ([bent("elu"), NORMAL, LAST], "do elu"),
        ([DENSE, layer("ReLU", max_value=6), NORMAL, LAST], "other ends"),
        ([DENSE, NORMAL, layer("ReLU"), layer("Activation", activation="tanh"), LAST], "follows no dense layer"),
        ([bent("relu"), LAST, layer("Conv2D")], "Conv2D"),
        ([nested("of it", nested("in it", layer("Conv2D"))), LAST], "Conv2D"),
        ([functools.reduce(lambda inner, i: nested(f"m{i}", inner), range(6), LAST)], "networks inside networks"),
    ],
)
def test_what_a_plan_says_and_no_network_here_does_is_refused(plan, words):
    with pytest.raises(WeightFileError, match=re.escape(words)):
        open_weight_file(keras(sequential(*plan)))
