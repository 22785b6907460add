"""A whole model of PyTorch's says its activations and normalisations; a pickled one holds a file for every tensor."""

import math

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from tests.torch_by_hand import Net, Tensor, WholeNumbers, as_older, as_pickle, as_zip, linear, normed, of, sequential
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
PAIRS = [(layer.weights, layer.biases) for layer in SCRATCH.dense_layers]
PIXELS = load_digits().split("test").images[:50].reshape(50, -1) / 255
RNG = np.random.default_rng(5)
FIRST, LAST = RNG.normal(0, 0.05, (784, 12)), RNG.normal(0, 0.3, (12, 10))
ROW, ENDS = RNG.normal(0, 0.1, 12), RNG.normal(0, 0.1, 10)
WAYS = (as_zip, as_older, as_pickle)
RULES = {
    "ReLU": (of("ReLU"), lambda x: np.maximum(x, 0)),
    "Tanh": (of("Tanh"), np.tanh),
    "Sigmoid": (of("Sigmoid"), lambda x: 1 / (1 + np.exp(-x))),
    "GELU": (of("GELU"), lambda x: x / 2 * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))),
    "LeakyReLU": (of("LeakyReLU", negative_slope=0.01), lambda x: np.where(x > 0, x, 0.01 * x)),
    "none": (of("Identity"), lambda x: x),
}


def shares(sums):
    """Softmax by its definition."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def answers(content):
    """What the network in a file answers, with pixels from 0 to 1 as it learned."""
    opened = open_weight_file(content)
    network = opened.used(encoding=next(one.encoding for one in opened.candidates if one.encoding_name == "0 to 1"))
    return network.predict(load_digits().split("test").images[:50], dtype=np.float64)


@pytest.mark.parametrize("write", WAYS)
@pytest.mark.parametrize("name", RULES)
def test_a_whole_model_does_what_its_modules_say(name, write):
    rule, function = RULES[name]
    model = sequential(of("Flatten"), linear(FIRST, ROW), rule, of("Dropout", p=0.2), linear(LAST, ENDS))
    expected = shares(function(PIXELS @ FIRST + ROW) @ LAST + ENDS)
    np.testing.assert_allclose(answers(write(model)), expected, atol=1e-5)
    course = Net(inside=[("flatten", of("Flatten")), ("stack", model)])
    np.testing.assert_allclose(answers(write({"net": course, "epoch": 3})), expected, atol=1e-5)


@pytest.mark.parametrize("behind", [False, True])
def test_normalisation_stands_where_the_model_has_it_with_its_own_epsilon(behind):
    gamma, beta, mean, variance = (RNG.uniform(0.5, 1.5, 12) for _ in range(4))
    norm = normed(gamma, beta, mean, variance, eps=0.01)
    middle = (of("ReLU"), norm) if behind else (norm, of("ReLU"))
    content = as_zip(sequential(linear(FIRST, ROW), *middle, linear(LAST), of("LogSoftmax")))
    sums = PIXELS @ FIRST + ROW

    def normal(x):
        return gamma * (x - mean) / np.sqrt(variance + 0.01) + beta

    hidden = normal(np.maximum(sums, 0)) if behind else np.maximum(normal(sums), 0)
    np.testing.assert_allclose(answers(content), shares(hidden @ LAST), atol=1e-5)


def test_a_class_of_ones_own_has_the_one_activation_among_its_modules():
    parts = [("fc1", linear(*PAIRS[0])), ("fc2", linear(*PAIRS[1])), ("fc3", linear(*PAIRS[2])), ("act", of("Sigmoid"))]
    for write in WAYS:
        opened = open_weight_file(write(Net(inside=parts)))
        assert opened.said == {"activation": "sigmoid"} and same_bits(opened.network, SCRATCH)
        assert opened.left_out == ()


def test_tensors_that_were_pickled_without_torch_save():
    names = {f"fc{k}.{name}": Tensor(array) for k, (w, b) in enumerate(PAIRS) for name, array in
             (("weight", w.T), ("bias", b))}  # fmt: skip
    for protocol in (2, 5):
        assert same_bits(load_network_file(as_pickle(names, protocol)), SCRATCH)


@pytest.mark.parametrize(
    ("module", "told"),
    [
        (of("ELU", alpha=1.0), "do ELU"),
        (of("ReLU6"), "do ReLU6"),
        (of("LeakyReLU", negative_slope=0.2), "slope 0.2"),
        (of("LayerNorm"), "layer “LayerNorm”"),
    ],
)
def test_what_no_network_here_does_is_refused_by_name(module, told):
    for inside in ((linear(FIRST), module, linear(LAST)), (sequential(linear(FIRST), module), linear(LAST))):
        with pytest.raises(WeightFileError, match=told):
            load_network_file(as_zip(sequential(*inside)))


@pytest.mark.parametrize("write", [as_zip, as_older])
def test_quantised_tensors_are_their_whole_numbers_times_their_scale(write):
    whole = [RNG.integers(-128, 128, shape).astype(np.int8) for shape in ((12, 784), (10, 12))]
    scales, zeros = RNG.uniform(0.001, 0.01, 10).astype(np.float32), np.arange(10.0)
    packed = ((WholeNumbers(whole[0], 0.25, -3), Tensor(ROW)), (WholeNumbers(whole[1], scales, zeros), Tensor(ENDS)))
    network = open_weight_file(write({f"{k}._packed_params": pair for k, pair in enumerate(packed)})).network
    first, last = network.dense_layers
    assert np.array_equal(first.weights, (whole[0].T + 3.0) * 0.25) and np.array_equal(last.biases, np.float32(ENDS))
    assert np.array_equal(last.weights, (whole[1].T - zeros) * scales)
    for scale, zero in ((scales[:9], zeros[:9]), (scales, zeros[:9])):
        with pytest.raises(WeightFileError, match="scales that are not read"):
            load_network_file(write({"weight": WholeNumbers(whole[1], scale, zero)}))


@pytest.mark.parametrize(
    "names", [("weight_g", "weight_v"), ("parametrizations.weight.original0", "parametrizations.weight.original1")]
)
def test_weight_norm_is_a_length_and_a_direction_for_every_node(names):
    lengths = np.linalg.norm(FIRST, axis=0)
    held = {f"fc1.{names[0]}": lengths[:, None], f"fc1.{names[1]}": 3 * FIRST.T, "fc1.bias": ROW}
    rest = {"fc2.weight": Tensor(LAST.T), "fc2.bias": Tensor(ENDS)}
    network = open_weight_file(as_zip({name: Tensor(array) for name, array in held.items()} | rest)).network
    np.testing.assert_allclose(network.dense_layers[0].weights, FIRST, atol=1e-6)
    assert np.array_equal(network.dense_layers[0].biases, np.float32(ROW))
