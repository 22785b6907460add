"""Files of people who made up their own format: rows, neurons, headings, masks, scales, a mean beside the weights."""

import json

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network
from mnistnet.weight_files import open_weight_file
from tests.fuzz.hostile_zips import npz

TEST = load_digits().split("test")
RNG = np.random.default_rng(5)
LAYERS = load_network("scratch").dense_layers
ROWS = [(layer.weights.astype("f4"), layer.biases.astype("f4")) for layer in LAYERS]
NAMED = {f"{letter}{k}": one for k, pair in enumerate(ROWS, 1) for letter, one in zip("Wb", pair, strict=True)}
SHARE = float((load_network("scratch").predict(TEST.images).argmax(axis=1) == TEST.labels).mean())


def weights_of(content):
    """Return the weights and biases of a file as they are read, and how well they read."""
    opened = open_weight_file(content)
    network, reading = opened.network_as()
    right = float((network.predict(TEST.images).argmax(axis=1) == TEST.labels).mean())
    return [(one.weights, one.biases) for one in network.dense_layers], right, opened.ways[reading.guess.way]


def assert_same(content, tolerance=0.0):
    found, right, words = weights_of(content)
    for (weights, biases), (wanted, row) in zip(found, ROWS, strict=True):
        np.testing.assert_allclose(weights, wanted, rtol=0, atol=tolerance)
        np.testing.assert_allclose(biases, row, rtol=0, atol=tolerance)
    assert right == pytest.approx(SHARE, abs=0.002)
    return words


def test_tables_in_one_long_row_are_cut_in_the_way_that_reads():
    by_node = {name: one.T.ravel() for name, one in NAMED.items()}
    assert "one row for every node" in assert_same(npz(**by_node))
    by_input = {name: one.ravel() for name, one in NAMED.items()}
    assert "one row for every input" in assert_same(npz(**by_input))
    named = {"architecture": {"input_size": 784}, "weights": {}}
    for k in range(1, 4):
        named["weights"] |= {f"fc{k}_weight": by_node[f"W{k}"].tolist(), f"fc{k}_bias": by_node[f"b{k}"].tolist()}
    assert_same(json.dumps(named).encode(), 1e-6)
    with pytest.raises(WeightFileError, match="do not lead from the 784 pixels"):
        open_weight_file(npz(**by_node | {"b1": np.ones(49, "f4")}))


def neurons(weights, biases):
    return [{"weights": weights[:, j].tolist(), "bias": float(biases[j])} for j in range(len(biases))]


def test_records_of_arrays_may_say_the_shapes_that_they_have():
    held = [
        {word: {"shape": list(one.shape), "value": one.tolist()} for word, one in (("kernel", w), ("bias", b))}
        for w, b in ROWS
    ]
    assert_same(json.dumps(held).encode(), 1e-6)


def test_a_record_for_every_neuron():
    layers = [{"neurons": neurons(*pair), "name": f"layer {i}"} for i, pair in enumerate(ROWS)]
    assert_same(json.dumps({"layers": layers}).encode(), 1e-6)
    ragged = [{"neurons": [*neurons(*ROWS[0])[:-1], {"weights": [1.0], "bias": 0.0}]}, *layers[1:]]
    with pytest.raises(WeightFileError):
        open_weight_file(json.dumps({"layers": ragged}).encode())


def typed(numbers):
    """Return numbers as JavaScript writes its typed arrays."""
    return {str(i): float(one) for i, one in enumerate(numbers)}


def test_typed_arrays_of_javascript():
    """As ConvNetJS and older versions of brain.js keep them."""
    full = [
        {"layer_type": "fc", "filters": [{"sx": 1, "depth": len(weights), "w": typed(column)} for column in weights.T],
         "biases": {"sx": 1, "depth": len(biases), "w": typed(biases)}}
        for weights, biases in ROWS
    ]  # fmt: skip
    assert_same(json.dumps({"layers": [{"layer_type": "input"}, *full]}).encode(), 1e-6)
    brain = [
        {str(j): {"bias": float(biases[j]), "weights": typed(weights[:, j])} for j in range(len(biases))}
        for weights, biases in ROWS
    ]
    pixels = {str(i): {} for i in range(784)}
    assert_same(json.dumps({"sizes": [784, 50, 100, 10], "layers": [pixels, *brain]}).encode(), 1e-6)


def text(*parts):
    lines = []
    for part in parts:
        rows = (
            [part] if isinstance(part, str) else [" ".join(f"{one:.9g}" for one in row) for row in np.atleast_2d(part)]
        )
        lines += rows
    return ("\n".join(lines) + "\n").encode()


def test_several_tables_in_one_text():
    arrays = [one for pair in ROWS for one in pair]
    assert_same(text(*(part for one in arrays for part in (one, ""))), 1e-6)
    headed = [(f"Layer {k} weights:", w.T, f"Layer {k} biases:", b) for k, (w, b) in enumerate(ROWS)]
    assert_same(text(*(part for parts in headed for part in parts)), 1e-6)
    commented = [(f"# W{k} {w.shape[0]} {w.shape[1]}", w, f"# b{k}", b) for k, (w, b) in enumerate(ROWS, 1)]
    assert_same(text(*(part for parts in commented for part in parts)), 1e-6)
    grouped = ["weights", *(w for w, _ in ROWS), "biases", *(b for _, b in ROWS)]
    assert_same(text(*grouped), 1e-6)
    with pytest.raises(WeightFileError):
        open_weight_file(text("weights", ROWS[0][0], "0 1 x"))
    alone = open_weight_file(text("W:", ROWS[0][0][:, :10], "b:", ROWS[0][1][:10])).network
    assert alone.dense_layers[0].biases.shape == (10,), "as many numbers in each row of both"


def test_pruned_weights_are_what_the_mask_leaves():
    """As torch.nn.utils.prune keeps them, beside the weights before."""
    mask = (RNG.random(ROWS[0][0].shape) < 0.9).astype("f4")
    held = {f"fc{k}.{word}": one for k, (w, b) in enumerate(ROWS, 1) for word, one in (("weight", w.T), ("bias", b))}
    held["fc1.weight_orig"], held["fc1.weight_mask"] = held.pop("fc1.weight"), mask.T
    found, _, words = weights_of(npz(**held))
    assert np.array_equal(found[0][0], ROWS[0][0] * mask) and "mask" in words


@pytest.mark.parametrize(
    ("each", "name"), [(False, "W{}_scale"), (True, "W{}_scale"), (False, "s{}"), (True, "scale_W{}")]
)
def test_whole_numbers_are_multiplied_by_the_scale_beside_them(each, name):
    held = dict(NAMED)
    for k, (w, _) in enumerate(ROWS, 1):
        scale = np.abs(w).max(axis=0 if each else None) / 127
        held[f"W{k}"] = np.round(w / scale).astype("i1")
        held[name.format(k)] = scale.astype("f4")
    assert "times the scale" in assert_same(npz(**held), max(np.abs(w).max() for w, _ in ROWS) / 250)


MEAN, DEVIATION = RNG.random(784), RNG.random(784) + 0.5
BLANK = np.r_[np.zeros(40), DEVIATION[40:]]


@pytest.mark.parametrize(
    ("mean", "deviation", "names"),
    [
        (MEAN, DEVIATION, {"mean": MEAN, "std": DEVIATION}),
        (MEAN, DEVIATION, {"X_mean": MEAN[None], "X_std": DEVIATION[None]}),
        (MEAN, DEVIATION, {"mu": MEAN.reshape(28, 28), "sigma": DEVIATION.reshape(28, 28)}),
        (MEAN, DEVIATION, {"inputMean": MEAN, "inputVar": DEVIATION**2}),
        (MEAN, np.r_[np.ones(40), DEVIATION[40:]], {"train_mean": MEAN, "train_std": BLANK}),
        (MEAN, 1, {"pixel_mean": MEAN}),
        (0.3, 0.6, {"mean": 0.3, "std": 0.6}),
    ],
)
def test_a_mean_and_a_deviation_beside_the_weights_are_folded_in(mean, deviation, names):
    """The network that learned from such pixels is "scratch" with its first layer turned the other way."""
    first, row = (one.astype(float) for one in ROWS[0])
    scaled = first * np.broadcast_to(deviation, 784)[:, None]
    held = NAMED | {"W1": scaled, "b1": row + np.broadcast_to(mean, 784) @ first} | names
    found, right, words = weights_of(npz(**held))
    np.testing.assert_allclose(found[0][0], first, atol=1e-6)
    np.testing.assert_allclose(found[0][1], row, atol=1e-4)
    assert right == pytest.approx(SHARE, abs=0.002) and "scaler in the file" in words
    assert open_weight_file(npz(**held)).left_out == ()


def test_numbers_beside_the_weights_are_named_and_weights_as_pictures_are_tables():
    opened = open_weight_file(npz(**{name: one for name, one in NAMED.items() if name[0] == "W"}, b1=0.1))
    assert opened.left_out == ("b1",)
    held = {f"W{k}": w.T for k, (w, _) in enumerate(ROWS, 1)} | {f"b{k}": b for k, (_, b) in enumerate(ROWS, 1)}
    assert_same(npz(**held | {"W1": held["W1"].reshape(50, 28, 28)}))
    assert_same(npz(**held | {"W1": held["W1"].reshape(50, 1, 28, 28)}))


def braced(array):
    """Return an array as C writes it."""
    rows = ["{" + ", ".join(f"{v:.9g}f" for v in row) + "}" for row in np.atleast_2d(array)]
    return rows[0] if array.ndim == 1 else "{\n" + ",\n".join(rows) + "}"


def sized(array):
    return "".join(f"[{side}]" for side in array.shape)


def printed(array):
    with np.printoptions(threshold=10**9, linewidth=120, precision=9):
        return str(array)


BRACES = str.maketrans("[]", "{}")
SOURCES = {
    "C": lambda: (
        "#pragma once\n" + "".join(f"static const float {n}{sized(a)} = {braced(a)};\n" for n, a in NAMED.items())
    ),
    "C, one long row": lambda: "".join(
        f"const float {n}[{a.size}] PROGMEM = {braced(a.ravel())};\n" for n, a in NAMED.items()
    ),
    "Rust": lambda: "".join(
        f"pub const {n.upper()}: {'[[f32; 9]; 9]' if a.ndim > 1 else '[f32; 9]'} = {json.dumps(a.tolist())};\n"
        for n, a in NAMED.items()
    ),
    "Go": lambda: "".join(
        f"var {n} = {'[]' * a.ndim}float64{json.dumps(a.tolist()).translate(BRACES)}\n" for n, a in NAMED.items()
    ),
    "an object of JavaScript": lambda: "var net = {};\nmodule.exports = net;\n".replace(
        "{}", json.dumps({"weights": [w.tolist() for w, _ in ROWS], "biases": [b.tolist() for _, b in ROWS]})
    ),
    "a list of arrays": lambda: "[" + ", ".join(f"array({a.tolist()})" for a in NAMED.values()) + "]",
    "printed without names": lambda: "\n".join(map(printed, NAMED.values())),
    "printed below headings that say no number": lambda: "".join(
        f"{'Weights' if a.ndim > 1 else 'Biases'}:\n{printed(a)}\n" for a in NAMED.values()
    ),
    "Python": lambda: "import numpy as np\n" + "".join(f"{n} = np.array({a.tolist()})\n" for n, a in NAMED.items()),
    "JavaScript": lambda: "".join(f"export const {n} = {json.dumps(a.tolist())};\n" for n, a in NAMED.items()),
    "MATLAB": lambda: "".join(
        f"{n} = [{'; '.join(' '.join(f'{v:.9g}' for v in row) for row in np.atleast_2d(a))}];\n"
        for n, a in NAMED.items()
    ),
    "printed": lambda: "".join(f"{n}\n{printed(a)}\n\n" for n, a in NAMED.items()),
    "a dict": lambda: "{" + ", ".join(f"'{n}': array({a.tolist()}, dtype=float32)" for n, a in NAMED.items()) + "}",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_arrays_in_the_text_of_a_program(source):
    assert_same(source().encode(), 1e-6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"W1\n{np.zeros((784, 10))}\nb1\n[0 1]\n", "set_printoptions"),
        ("W1 = [[1, 2], [3]]\nb1 = [1, 2]\n", "rows of W1 in this text differ in length"),
        ("W1 = [1, 2" * 9, "no weight file that can be read"),
        ("W1 = {a, b}\nb1 = {c, d}\n", "no weight file that can be read"),
        ("W1 = {1, 2};\n", "no weight file that can be read"),
        ("x = [" + "1, " * 600_000 + "1]", "larger than any network"),
    ],
)
def test_a_text_without_whole_arrays_is_refused(text, words):
    with pytest.raises(WeightFileError, match=words):
        open_weight_file(text.encode())


NIELSEN = load_network("nielsen").dense_layers
IN_ROW = {
    "layer by layer": lambda turn: [one for layer in NIELSEN for one in (turn(layer.weights), layer.biases)],
    "weights first": lambda turn: [turn(layer.weights) for layer in NIELSEN] + [layer.biases for layer in NIELSEN],
}


@pytest.mark.parametrize("by_node", [True, False], ids=["by node", "by input"])
@pytest.mark.parametrize("parts", IN_ROW.values(), ids=IN_ROW)
def test_all_numbers_in_one_list_are_cut_where_one_hidden_layer_fits(parts, by_node):
    numbers = np.concatenate([one.ravel() for one in parts(np.transpose if by_node else np.asarray)])
    opened = open_weight_file(npz(genome=numbers, fitness=np.array([0.1, 0.9])))
    network, reading = opened.network_as()
    for found, wanted in zip(network.dense_layers, NIELSEN, strict=True):
        np.testing.assert_array_equal(found.weights, wanted.weights)
        np.testing.assert_array_equal(found.biases, wanted.biases)
    words = opened.put_together(reading.guess)
    assert "one list of numbers" in words and ("every node" in words) == by_node
    assert opened.left_out == ("fitness",)
    with pytest.raises(WeightFileError):
        open_weight_file(npz(genome=numbers[:-1]))
