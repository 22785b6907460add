"""ONNX files, built with the package's own helper; what is read is compared with NumPy, step by step."""

import math

import numpy as np
import pytest

from mnistnet import PixelEncoding, WeightFileError, load_digits, load_network, load_network_file
from mnistnet.containers import onnx_file
from mnistnet.limits.apart import read_apart
from mnistnet.weight_files import array_shapes, formats, open_weight_file
from tests.fuzz.inside import let_inside
from tests.training_tasks import same_bits

onnx = pytest.importorskip("onnx")
SCRATCH = load_network("scratch")
TEST = load_digits().split("test")
PIXELS = TEST.images[:20].reshape(20, -1) / 255
RNG = np.random.default_rng(3)
W1, B1, W2, B2 = (RNG.normal(0, 0.1, shape).astype("f4") for shape in ((784, 12), (12,), (12, 10), (10,)))


@pytest.fixture(autouse=True)
def read_inside(request, monkeypatch):
    """Spare most tests the start of a process."""
    if "process" not in request.node.name:
        let_inside(monkeypatch.setattr)


def node(kind, *inputs, out, **options):
    return onnx.helper.make_node(kind, list(inputs), [out], **options)


def model(nodes, constants, *, shape=("n", 784), kind=1, last="y", inputs=("x",)):
    given = [onnx.helper.make_tensor_value_info(name, kind, shape) for name in inputs]
    answer = onnx.helper.make_tensor_value_info(last, 1, None)
    tensors = [onnx.numpy_helper.from_array(np.ascontiguousarray(a), name) for name, a in constants.items()]
    graph = onnx.helper.make_graph(nodes, "net", given, [answer], tensors)
    return onnx.helper.make_model(graph, producer_name="test", ir_version=8).SerializeToString()


def gemm(k, before, after):
    """Return a dense layer as PyTorch writes it, (fan_out, fan_in)."""
    return node("Gemm", before, f"fc{k}.weight", f"fc{k}.bias", out=after, transB=1)


def of_torch(*rule, last=()):
    """Return a model of two layers with steps between them and after them."""
    steps = [node("Flatten", "x", out="flat"), gemm(1, "flat", "a1"), *rule, gemm(2, "z1", "a2"), *last]
    constants = {"fc1.weight": W1.T, "fc1.bias": B1, "fc2.weight": W2.T, "fc2.bias": B2}
    return model(steps, constants, shape=("n", 1, 28, 28), last="y" if last else "a2")


def sums():
    return PIXELS @ W1.astype(float) + B1


def answers(content, **given):
    """Return the last layer's sums of 20 digits as the file is read."""
    given = {"output": "identity", "encoding": PixelEncoding()} | given
    return load_network_file(content, **given).predict(TEST.images[:20], dtype=np.float64)


RULES = {
    "Relu": ("relu", lambda a: np.maximum(a, 0)),
    "Sigmoid": ("sigmoid", lambda a: 1 / (1 + np.exp(-a))),
    "Tanh": ("tanh", np.tanh),
    "LeakyRelu": ("leaky_relu", lambda a: np.where(a > 0, a, 0.01 * a)),
    "Gelu": ("gelu", lambda a: a * (1 + np.vectorize(math.erf)(a / math.sqrt(2))) / 2),
}


@pytest.mark.parametrize("kind", RULES)
def test_a_network_of_pytorchs_with_the_activation_that_its_graph_names(kind):
    rule, compute = RULES[kind]
    content = of_torch(node(kind, "a1", out="z1"), last=[node("Softmax", "a2", out="y", axis=-1)])
    opened = open_weight_file(content)
    assert opened.said == {"activation": rule, "output": "softmax"} and opened.left_out == ()
    network = opened.network
    assert np.array_equal(network.dense_layers[0].weights, W1) and np.array_equal(network.dense_layers[1].biases, B2)
    assert [layer.name for layer in network.dense_layers] == ["fc1", "fc2"]
    assert {guess.activation for guess in opened.candidates} == {rule} and len(opened.candidates) == 6 + 3, "pixels"
    np.testing.assert_allclose(answers(content), compute(sums()) @ W2.astype(float) + B2, rtol=1e-6, atol=1e-6)
    assert array_shapes(content)["fc1.weight"] == (12, 784)


def test_gelu_written_out_is_known_by_what_it_does():
    scalars = {"root": math.sqrt(2), "one": 1.0, "half": 0.5, "three": 3.0}
    steps = [
        node("Gemm", "x", "W", "b", out="a"),
        node("Div", "a", "root", out="d"),
        node("Erf", "d", out="e"),
        node("Add", "e", "one", out="f"),
        node("Mul", "a", "f", out="g"),
        node("Mul", "g", "half", out="z"),
        node("MatMul", "z", "V", out="y"),
    ]
    constants = {"W": W1, "b": B1, "V": W2} | {name: np.float32(number) for name, number in scalars.items()}
    opened = open_weight_file(model(steps, constants))
    assert opened.said == {"activation": "gelu"}, "the output is not said"
    swish = [node("Sigmoid", "a", out="d"), node("Mul", "a", "d", out="z")]
    with pytest.raises(WeightFileError, match="Sigmoid"):
        load_network_file(model([steps[0], *swish, steps[-1]], constants))
    clipped = [node("Clip", "a", "zero", out="z")]
    relu = open_weight_file(model([steps[0], *clipped, steps[-1]], constants | {"zero": np.float32(0)}))
    assert relu.said == {"activation": "relu"}
    six = [node("Clip", "a", "zero", "one", out="z")]
    with pytest.raises(WeightFileError, match="Clip"):
        load_network_file(model([steps[0], *six, steps[-1]], constants | {"zero": np.float32(0)}))


def test_what_stands_between_layers_is_folded_in_exactly():
    """Pixels scaled in the graph, a layer of MatMul and Add, batch normalisation, dropout, a line behind a tanh."""
    mean, variance, gamma, beta = RNG.normal(size=12), RNG.random(12) + 0.5, RNG.normal(size=12), RNG.normal(size=12)
    norm = {"gamma": gamma, "beta": beta, "mean": mean, "var": variance}
    constants = {"W": W1, "b": B1.reshape(1, 12), "V": W2, "c": B2, "middle": np.float32(0.1307), "two": np.float32(2)}
    constants |= {"spread": np.float32(0.3081), "shape": np.array([-1, 784])}
    constants |= {name: row.astype("f4") for name, row in norm.items()}
    steps = [
        node("Reshape", "x", "shape", out="flat"),
        node("Sub", "flat", "middle", out="s"),
        node("Div", "s", "spread", out="d"),
        node("MatMul", "d", "W", out="m"),
        node("Add", "b", "m", out="a"),
        node("BatchNormalization", "a", "gamma", "beta", "mean", "var", out="n", epsilon=1e-3),
        node("Tanh", "n", out="t"),
        node("Mul", "two", "t", out="u"),
        node("Sub", "c2", "u", out="v"),
        node("Dropout", "v", out="w"),
        node("Gemm", "w", "V", "c", out="y", alpha=0.5, beta=3.0),
    ]
    content = model(steps, constants | {"c2": B1})
    a = (PIXELS - 0.1307) / 0.3081 @ W1.astype(float) + B1
    hidden = np.tanh(gamma * (a - mean) / np.sqrt(variance + 1e-3) + beta)
    expected = 0.5 * (B1 - 2 * hidden) @ W2.astype(float) + 3 * B2
    np.testing.assert_allclose(answers(content), expected, rtol=1e-4, atol=1e-5)


def test_names_turned_constants_shapes_and_whole_numbers():
    """Keras' export: bytes come in; weights by a constant node, turned; ways aside that lead to no answer."""
    constants = {"V": W2, "k": np.array([0]), "b": B1}
    turned = onnx.numpy_helper.from_array(np.ascontiguousarray(W1.T))
    steps = [
        onnx.helper.make_node("Constant", [], ["w"], value=turned),
        onnx.helper.make_node("Constant", [], ["scale"], value_float=255.0),
        node("Transpose", "w", out="W", perm=[1, 0]),
        node("Shape", "x", out="all"),
        node("Gather", "all", "k", out="rows"),
        node("Cast", "x", out="f", to=1),
        node("Reshape", "f", "rows", out="flat"),
        node("Div", "flat", "scale", out="p"),
        node("Gemm", "p", "W", "b", out="a"),
        node("Relu", "a", out="z"),
        node("MatMul", "z", "V", out="l"),
        node("LogSoftmax", "l", out="y", axis=1),
        node("ArgMax", "y", out="label"),
    ]
    opened = open_weight_file(model(steps, constants, kind=2))
    assert opened.says_all and opened.network.encoding == PixelEncoding(0, 255)
    assert opened.said == {"activation": "relu", "output": "softmax"}
    expected = np.maximum(sums(), 0) @ W2.astype(float)
    expected = np.exp(expected) / np.exp(expected).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(opened.network.predict(TEST.images[:20]), expected, rtol=1e-4, atol=1e-6)


def test_every_layer_keeps_the_activation_that_the_graph_names():
    layers = SCRATCH.dense_layers
    constants = {f"l{k}.weight": one.weights.T for k, one in enumerate(layers)}
    constants |= {f"l{k}.bias": one.biases for k, one in enumerate(layers)}
    steps, before = [], "x"
    for k, kind in enumerate(("Sigmoid", "Tanh", None)):
        steps.append(node("Gemm", before, f"l{k}.weight", f"l{k}.bias", out=f"a{k}", transB=1))
        before = f"a{k}"
        if kind:
            steps.append(node(kind, before, out=f"z{k}"))
            before = f"z{k}"
    network = load_network_file(model(steps, constants, last=before), encoding=PixelEncoding(), output="softmax")
    assert [layer.activation for layer in network.dense_layers] == ["sigmoid", "tanh", "softmax"]
    steps[3] = node("Sigmoid", "a1", out="z1")
    assert same_bits(load_network_file(model(steps, constants, last=before)), SCRATCH), "measured"


def elsewhere(place="net.onnx.data"):
    """Return a file whose weights lie in another one, and that one."""
    whole = onnx.load_model_from_string(of_torch(node("Relu", "a1", out="z1")))
    data = b""
    for tensor in whole.graph.initializer:
        onnx.external_data_helper.set_external_data(tensor, place, len(data), len(tensor.raw_data))
        data += tensor.raw_data
        tensor.ClearField("raw_data")
    return whole.SerializeToString(), data


def test_weights_in_a_file_beside_are_taken_from_what_was_given_and_never_looked_for(tmp_path):
    content, data = elsewhere()
    for given in ({"a/net.onnx": content, "net.onnx.data": data}, {"net.onnx.data": data, "net.onnx": content}):
        assert np.array_equal(load_network_file(given).dense_layers[0].weights, W1)
    (tmp_path / "net.onnx").write_bytes(content)
    with pytest.raises(WeightFileError, match=r"another file, “net\.onnx\.data”: give both"):
        load_network_file(tmp_path / "net.onnx")
    (tmp_path / "net.onnx.data").write_bytes(data)
    for given in (tmp_path / "net.onnx", [tmp_path / "net.onnx", tmp_path / "net.onnx.data"]):
        assert np.array_equal(load_network_file(given).dense_layers[1].weights, W2)
    for place in ("/etc/passwd", "../../etc/passwd", str(tmp_path / "secret"), ""):
        with pytest.raises(WeightFileError, match="lie in another file"):
            load_network_file({"net.onnx": elsewhere(place)[0], "net.onnx.data": data})
    with pytest.raises(WeightFileError, match="longer or shorter"):
        load_network_file({"net.onnx": content, "net.onnx.data": data[:100]})


def test_without_the_package_it_says_how_to_convert(monkeypatch, tmp_path):
    content = of_torch(node("Relu", "a1", out="z1"))
    monkeypatch.setattr(formats, "can_read_onnx", lambda: False)
    with pytest.raises(WeightFileError, match="where the package onnx is installed") as refused:
        load_network_file(content)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.onnx").write_bytes(content)
    exec(refused.value.recipe, {})
    assert np.array_equal(load_network_file(tmp_path / "model.npz").dense_layers[0].weights, W1)


def test_it_is_read_by_a_process_of_its_own():
    assert onnx_file.read_apart is read_apart
    assert load_network_file(of_torch(node("Relu", "a1", out="z1"))).classes == 10
    with pytest.raises(WeightFileError, match="is damaged"):
        load_network_file(b"\x08\x08\x12\x07pytorch" + bytes(99))
