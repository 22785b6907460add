"""ONNX files with scikit-learn's steps, and functions written out in steps, beside NumPy and the library itself."""

import numpy as np
import pytest

from mnistnet import WeightFileError, load_network_file
from mnistnet.activations import softmax
from mnistnet.weight_files import open_weight_file
from tests.fuzz.inside import let_inside

onnx = pytest.importorskip("onnx")
from tests.fuzz.hostile_onnx import of_sklearn  # noqa: E402
from tests.unit.test_weight_files_onnx import B1, B2, PIXELS, TEST, W1, W2, model, node, of_torch, sums  # noqa: E402

HIDDEN = PIXELS @ W1.astype(float) + B1
DIGITS = list(range(10))


@pytest.fixture(autouse=True)
def read_inside(monkeypatch):
    let_inside(monkeypatch.setattr)


def network(*last, constants=None, hidden="Relu"):
    """Return a network as skl2onnx writes one, up to its last sums "s", with the steps that follow."""
    held = {"W": W1, "b": B1.reshape(1, -1), "V": W2, "c": B2.reshape(1, -1), "flat": np.array([-1])}
    steps = [
        node("Cast", "x", out="f", to=1),
        node("MatMul", "f", "W", out="m"),
        node("Add", "m", "b", out="a"),
        node(hidden, "a", out="z"),
        node("MatMul", "z", "V", out="n"),
        node("Add", "n", "c", out="s"),
    ]
    return model([*steps, *last], held | (constants or {}))


def answers(content):
    return open_weight_file(content).network.predict(TEST.images[:20], dtype=np.float64)


def test_a_classifier_of_scikit_learns_with_all_that_names_its_answers():
    named = [
        node("Softmax", "s", out="p"),
        node("ArgMax", "p", out="k", axis=1),
        of_sklearn("ZipMap", "p", classlabels_int64s=DIGITS),
        of_sklearn("ArrayFeatureExtractor", "names", "k", out="t"),
        node("Reshape", "t", "flat", out="label"),
        node("Cast", "label", out="output_label", to=7),
    ]
    opened = open_weight_file(network(*named, constants={"names": np.arange(10)}))
    assert opened.said == {"activation": "relu", "output": "softmax"} and opened.left_out == ()
    wanted = softmax(np.maximum(HIDDEN, 0) @ W2.astype(float) + B2)
    np.testing.assert_allclose(answers(network(*named, constants={"names": np.arange(10)})), wanted, atol=1e-6)


def test_a_scaler_and_a_linear_model_are_read_as_scikit_learn_computes_them():
    """Learned by the library itself, whose own shares of unseen digits are the oracle."""
    linear_model = pytest.importorskip("sklearn.linear_model")
    pixels = TEST.images[:300].reshape(-1, 784) / 255
    scaler = pytest.importorskip("sklearn.preprocessing").StandardScaler().fit(pixels)
    learned = linear_model.LogisticRegression(C=0.01, tol=0.1).fit(scaler.transform(pixels), TEST.labels[:300])
    steps = [
        of_sklearn("Scaler", "x", out="v", offset=scaler.mean_, scale=1 / scaler.scale_),
        of_sklearn("LinearClassifier", "v", out=["label", "q"], coefficients=learned.coef_.ravel(),
                   intercepts=learned.intercept_, classlabels_ints=DIGITS, post_transform="SOFTMAX"),
        node("Cast", "label", out="output_label", to=7),
        of_sklearn("Normalizer", "q", out="p", norm="L1"),
        of_sklearn("ZipMap", "p", classlabels_int64s=DIGITS),
    ]  # fmt: skip
    unseen = TEST.images[300:400]
    wanted = learned.predict_proba(scaler.transform(unseen.reshape(-1, 784) / 255))
    read = open_weight_file(model(steps, {})).network.predict(unseen, dtype=np.float64)
    np.testing.assert_allclose(read, wanted, atol=1e-5)


def linear(kind="LinearClassifier", last=(), **options):
    """Return a linear model without hidden layers, of the rows of W1 that are its ten answers."""
    rows = W1[:, :10].T
    numbers = {"coefficients": rows.ravel(), "intercepts": B2}
    return model([of_sklearn(kind, "x", out=["label", "p"], **numbers, **options), *last], {}), rows


def test_answers_that_stand_in_another_order_are_put_in_that_of_the_digits():
    order = [7, 2, 1, 0, 4, 9, 5, 8, 6, 3]
    for names in ({"classlabels_ints": order}, {"classlabels_strings": [str(one) for one in order]}):
        content, rows = linear(**names, post_transform="SOFTMAX")
        wanted = np.empty((20, 10))
        wanted[:, order] = softmax(PIXELS @ rows.T.astype(float) + B2)
        np.testing.assert_allclose(answers(content), wanted, atol=1e-6)


@pytest.mark.parametrize("names", [{"classlabels_ints": range(1, 11)}, {"classlabels_strings": list("abcdefghij")}])
def test_answers_that_are_not_called_0_to_9_are_refused(names):
    with pytest.raises(WeightFileError, match=r"ten answers in this \.onnx file are called .*, and not 0 to 9"):
        open_weight_file(linear(**names)[0])


def test_sums_that_are_only_compared_stay_sums():
    """Of a perceptron or a support vector machine: a sigmoid would make several of them 1."""
    content, rows = linear(classlabels_ints=DIGITS)
    network_ = open_weight_file(content).network
    assert network_.output_activation == "identity"
    np.testing.assert_allclose(answers(content), PIXELS @ rows.T.astype(float) + B2, atol=1e-5)
    zipped = network(of_sklearn("ZipMap", "s", classlabels_int64s=DIGITS))
    assert open_weight_file(zipped).network.output_activation == "identity"


DIVIDED = [
    node("Mul", "s", "minus", out="u"),
    node("Exp", "u", out="e"),
    node("Add", "e", "one", out="o"),
    node("Reciprocal", "o", out="q"),
    node("ReduceSum", "q", "axis", out="r"),
    node("Cast", "r", out="any", to=9),
    node("Not", "any", out="none"),
    node("Cast", "none", out="nought", to=1),
    node("Add", "r", "nought", out="t"),
    node("Div", "q", "t", out="p"),
]
ONES = {"minus": np.float32(-1), "one": np.float32(1), "axis": np.array([1])}


def test_sigmoids_divided_by_their_sum_are_read_and_said():
    opened = open_weight_file(network(*DIVIDED, constants=ONES))
    assert opened.said["output"] == "sigmoid" and opened.ways == (
        "each answer by itself, not yet divided by the sum of all ten",
    )
    wanted = 1 / (1 + np.exp(-(np.maximum(HIDDEN, 0) @ W2.astype(float) + B2)))
    np.testing.assert_allclose(answers(network(*DIVIDED, constants=ONES)), wanted, atol=1e-6)


SOFTMAX = [
    node("ReduceMax", "s", out="most", axes=[1], keepdims=1),
    node("Sub", "s", "most", out="d"),
    node("Exp", "d", out="e"),
    node("ReduceSum", "e", "axis", out="r", keepdims=1),
    node("Div", "e", "r", out="p"),
]


@pytest.mark.parametrize("log", [False, True])
def test_softmax_written_out_is_known_by_what_it_does(log):
    last = [*SOFTMAX, node("Log", "p", out="l")] if log else SOFTMAX
    assert open_weight_file(network(*last, constants=ONES)).said["output"] == "softmax"


@pytest.mark.parametrize(
    "last",
    [
        [*SOFTMAX[:3], node("ReduceSum", "e", "rows", out="r"), node("Div", "e", "r", out="p")],
        [*SOFTMAX[:-1], node("Div", "r", "e", out="p")],
        [*SOFTMAX[:3], node("ReduceSum", "e", "axis", out="r", keepdims=0), node("Div", "e", "r", out="p")],
        [*SOFTMAX, node("Mul", "p", "p", out="squared")],
        [*DIVIDED[:5], node("Sub", "q", "r", out="p")],
    ],
)
def test_what_is_nearly_so_is_refused(last):
    with pytest.raises(WeightFileError, match=r"a step .* that is not read as it stands there"):
        open_weight_file(network(*last, constants=ONES | {"rows": np.array([0])}))


def test_answers_taken_one_by_one_are_still_ten_answers():
    ends = {f"e{i}": np.array([i]) for i in range(11)}
    cuts = [node("Slice", "p", f"e{i}", f"e{i + 1}", "e1", out=f"c{i}") for i in range(10)]
    flat = [node("Reshape", f"c{i}", "flat", out=f"i{i}") for i in range(10)]
    last = [node("Softmax", "s", out="p"), *cuts, *flat]
    assert open_weight_file(network(*last, constants=ends)).said["output"] == "softmax"
    with pytest.raises(WeightFileError, match="a step “Slice”"):
        open_weight_file(network(*last[:-1], *cuts[:1], constants=ends))


def test_what_is_computed_of_constants_alone():
    """Whitened components are divided by a root that the graph itself takes, and flat weights get their shape."""
    held = {"W": W1.ravel(), "shape": np.array([784, 12]), "v": np.square(B1) + 1, "V": W2}
    steps = [
        node("Reshape", "W", "shape", out="M"),
        node("Sqrt", "v", out="root"),
        node("MatMul", "x", "M", out="a"),
        node("Div", "a", "root", out="d"),
        node("MatMul", "d", "V", out="s"),
    ]
    wanted = PIXELS @ W1.astype(float) / np.sqrt(np.square(B1) + 1) @ W2
    read = load_network_file(model(steps, held, last="s"), output="identity").predict(TEST.images[:20])
    np.testing.assert_allclose(read, wanted, rtol=1e-4, atol=1e-5)


def test_a_step_that_rounds_is_refused_by_its_name():
    held = {"w": np.ones((784, 10), "f4"), "s": np.float32(0.1)}
    steps = [node("QuantizeLinear", "w", "s", out="v"), node("MatMul", "x", "v", out="y")]
    with pytest.raises(WeightFileError, match="a step “QuantizeLinear”"):
        open_weight_file(model(steps, held))
    cut = [node("Cast", "x", out="whole", to=7), node("MatMul", "whole", "w", out="y")]
    with pytest.raises(WeightFileError, match="a step “Cast”"):
        open_weight_file(model(cut, held))


def test_a_step_with_too_many_inputs_leaves_the_reader_as_it_was():
    """NumPy writes over a third array."""
    with pytest.raises(WeightFileError, match="a step “Add”"):
        open_weight_file(of_torch(node("Add", "a1", "a1", "a1", out="z1")))
    steps = [node("Neg", "a1", out="n"), node("Exp", "n", out="e"), node("Add", "e", "one", out="o")]
    steps.append(node("Reciprocal", "o", out="z1"))
    whole = onnx.load_model_from_string(of_torch(*steps))
    whole.graph.initializer.append(onnx.numpy_helper.from_array(np.float32(1), "one"))
    assert open_weight_file(whole.SerializeToString()).said == {"activation": "sigmoid"}
    assert sums().shape == (20, 12)


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_weights_that_are_whole_numbers_with_their_scale(axis):
    scale = np.float32(0.01) if axis is None else np.linspace(0.01, 0.02, W1.shape[axis]).astype(np.float32)
    zero = np.int8(3) if axis is None else np.arange(W1.shape[axis]).astype(np.int8)
    ways = (-1, 1) if axis == 0 else (1, -1)
    across, below = np.reshape(scale, ways), np.reshape(zero, ways).astype(float)
    whole = np.clip(np.rint(W1 / across) + below, -128, 127).astype(np.int8)
    held = {"q": whole, "s8": scale, "z8": zero, "b": B1, "V": W2, "c": B2}
    options = {} if axis is None else {"axis": axis}
    steps = [
        node("DequantizeLinear", "q", "s8", "z8", out="W", **options),
        node("Gemm", "x", "W", "b", out="a"),
        node("Relu", "a", out="r"),
        node("Gemm", "r", "V", "c", out="s"),
    ]
    first = open_weight_file(model(steps, held)).network.dense_layers[0]
    np.testing.assert_allclose(first.weights, (whole - below) * across, rtol=1e-6)
    with pytest.raises(WeightFileError, match="DequantizeLinear"):
        open_weight_file(model(steps, held | {"s8": np.ones(3, np.float32), "z8": np.zeros(3, np.int8)}))
