"""Weights that others keep in their own way: objects, lists, several files, odd names; all found, nothing run."""

import io
import json
import pickle
import sys
from collections import OrderedDict, defaultdict
from types import ModuleType, SimpleNamespace

import joblib
import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network, load_network_file
from mnistnet.weight_files import open_weight_file
from mnistnet.weight_files.roles import layer_name, role_of
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
W = [layer.weights for layer in SCRATCH.dense_layers]
B = [layer.biases for layer in SCRATCH.dense_layers]
PLAIN = {f"W{k}": w for k, w in enumerate(W, 1)} | {f"b{k}": b for k, b in enumerate(B, 1)}
COLUMNS = [b[:, None] for b in B]


def npz(*unnamed, **named):
    file = io.BytesIO()
    np.savez(file, *unnamed, **named)
    return file.getvalue()


def npy(value):
    file = io.BytesIO()
    np.save(file, value, allow_pickle=True)
    return file.getvalue()


def listed(array):
    return np.asarray(array).tolist()


class Network:
    """As network.py of Nielsen's book keeps itself: weights (fan_out, fan_in), biases as columns."""

    def __init__(self):
        self.num_layers, self.sizes = 4, [784, 50, 100, 10]
        self.biases, self.weights = COLUMNS, [w.T for w in W]


class TwoLayerNet:
    """As the objects of *Deep Learning from Scratch*: the same arrays in params and in layers, gradients, inputs."""

    def __init__(self):
        self.params = dict(PLAIN)
        self.layers = OrderedDict()
        for k, (w, b) in enumerate(zip(W, B, strict=True), 1):
            layer = SimpleNamespace(W=w, b=b, x=np.ones((100, len(w))), dW=np.ones_like(w), db=np.ones_like(b))
            self.layers[f"Affine{k}"] = layer
        self.last = SimpleNamespace(loss=0.1, y=None, t=np.ones((100, 10)))
        self.itself = self


class Layer:
    __slots__ = ("act", "bias", "weight")

    def __init__(self, weight, bias):
        self.weight, self.bias, self.act = weight, bias, np.tanh


PAIRS = [x for pair in zip(W, B, strict=True) for x in pair]
MOMENTA = {f"v_{name}": array * 2 for name, array in PLAIN.items()}
PICKLED = {
    "OrderedDict": OrderedDict(PLAIN),
    "defaultdict": defaultdict(list, PLAIN),
    "list": PAIRS,
    "pairs": list(zip(W, B, strict=True)),
    "named pairs": list(PLAIN.items()),
    "weights and biases": {"weights": W, "biases": B},
    "params and grads": {"grads": {k: -v for k, v in PLAIN.items()}, "params": PLAIN, "lr": 0.1},
    "momenta beside": MOMENTA | PLAIN,
    "optimizer": {"optimizer": {"m": PLAIN | {"W1": -W[0]}, "t": 3}, "net": PLAIN},
    "layers": {"layers": [{"W": w, "b": b, "activation": "sigmoid"} for w, b in zip(W, B, strict=True)]},
    "numbers as keys": {k: {"w": w, "b": b} for k, (w, b) in enumerate(zip(W, B, strict=True))},
    "object array": {"w": np.array(W, object), "b": np.array(B, object)},
    "Nielsen": Network(),
    "TwoLayerNet": TwoLayerNet(),
    "slots": [Layer(w.T, b) for w, b in zip(W, B, strict=True)],
    "long names": {"hiddenWeights1": W[0], "hiddenWeights2": W[1], "outputWeights": W[2], "hiddenBias1": B[0],
                   "hiddenBias2": B[1], "outputBias": B[2]},
    "other words": {"weights_ih": W[0], "weights_hh": W[1], "weights_ho": W[2], "bias_1": B[0], "bias_2": B[1],
                    "bias_o": B[2]},
}  # fmt: skip


@pytest.mark.parametrize("protocol", [0, 2, 5])
@pytest.mark.parametrize("name", PICKLED)
def test_pickled_bags(name, protocol):
    if name == "slots" and protocol < 2:
        pytest.skip("Python itself cannot")
    assert same_bits(load_network_file(pickle.dumps(PICKLED[name], protocol)), SCRATCH)


def test_an_object_of_python_2():
    """Classes of old style are written by INST and OBJ; texts as bytes with escapes."""
    small = np.arange(7840, dtype="<i1").reshape(784, 10) % 3
    raw = repr(small.tobytes())[1:].encode()
    array = (
        b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I784\nI10\ntcnumpy\ndtype\n"
        b"(S'i1'\nI0\nI1\ntR(I3\nS'|'\nNNNI-1\nI-1\nI0\ntbI00\nS" + raw + b"\ntb"
    )
    for head in (b"(i__main__\nNet\n", b"(c__main__\nNet\no"):
        content = head + b"(dS'weights'\n(l" + array + b"asS'eta'\nF0.5\nsb."
        assert np.array_equal(load_network_file(content).dense_layers[0].weights, small)


FILES = {
    "npz with extras": npz(**PLAIN, lr=np.float64(0.1), loss=np.array([0.3, 0.2]), activation="sigmoid"),
    "npz unnamed": npz(*PAIRS),
    "npz scikit-learn": npz(
        **{f"coefs_{k}": w for k, w in enumerate(W)}, **{f"intercepts_{k}": b for k, b in enumerate(B)}
    ),
    "npz Weight1": npz(**{f"Weight{k}": w for k, w in enumerate(W)}, **{f"BIAS{k}": b for k, b in enumerate(B)}),
    "npz of objects": npz(params=np.array(PLAIN, object), epochs=np.array(3)),
    "npz of lists": npz(w=np.array(W, object), b=np.array(B, object)),
    "npy of a dict": npy(PLAIN),
    "npy of a list": npy(np.array(PAIRS, object)),
    "json": json.dumps({name: listed(array) for name, array in PLAIN.items()} | {"lr": 0.1, "by": "hand"}).encode(),
    "json list": json.dumps([{"weights": listed(w), "biases": listed(b)} for w, b in zip(W, B, strict=True)]).encode(),
    "json without sizes": json.dumps({"weights": [listed(w.T) for w in W], "biases": [listed(b) for b in COLUMNS]})
    .encode(),
    "json flat biases": json.dumps(
        {"sizes": [784, 50, 100, 10], "weights": [listed(w.T) for w in W], "biases": [listed(b) for b in B]}
    ).encode(),
}  # fmt: skip
FILES["json with a mark"] = b"\xef\xbb\xbf" + FILES["json flat biases"]
FILES["json in utf-16"] = FILES["json without sizes"].decode().encode("utf-16")


@pytest.mark.parametrize("name", FILES)
def test_files_of_other_kinds(name):
    read = load_network_file(FILES[name])
    for mine, theirs in zip(read.dense_layers, SCRATCH.dense_layers, strict=True):
        assert np.array_equal(mine.weights.astype("f4"), theirs.weights)
        assert np.array_equal(mine.biases.astype("f4"), theirs.biases)


def test_biases_inside_the_weights():
    """Ng's Theta1 has the biases in its first column; others append them as a last row."""
    for content in (
        npz(**{f"Theta{k}": np.vstack([b, w]).T for k, (w, b) in enumerate(zip(W, B, strict=True))}),
        npz(**{f"W{k}": np.vstack([w, b]) for k, (w, b) in enumerate(zip(W, B, strict=True))}),
    ):
        assert same_bits(load_network_file(content), SCRATCH)


def text(array, between):
    file = io.BytesIO()
    np.savetxt(file, array, "%.9g", between)
    return file.getvalue()


def test_several_files_are_one_network(tmp_path):
    files = {"W1.npy": npy(W[0]), "b1.npy": npy(B[0]), "W2.csv": text(W[1], ","), "b2.txt": text(B[1], " ")}
    files |= {"W3.csv": text(W[2], ";"), "b3.csv": text(B[2], ";")}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    read = load_network_file([tmp_path / name for name in files])
    assert read.digest == load_network_file(files, name=read.name).digest and read.name == "W1"
    for mine, theirs in zip(read.dense_layers, SCRATCH.dense_layers, strict=True):
        assert np.array_equal(mine.weights.astype("f4"), theirs.weights)
    both = {"weights.npz": npz(*W), "biases.npz": npz(*B)}
    assert same_bits(load_network_file(both), SCRATCH)
    with pytest.raises(WeightFileError, match="holds one layer") as alone:
        load_network_file(files["W1.npy"])
    assert "numpy.savez" in alone.value.recipe


def test_the_recipe_for_one_array_a_file_joins_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, array in (("W1", W[0][:, :10]), ("W2", np.eye(10))):
        np.save(f"{name}.npy", array)
    with pytest.raises(WeightFileError) as alone:
        load_network_file(npy(W[0]))
    exec(alone.value.recipe, {})
    assert np.array_equal(load_network_file(tmp_path / "model.npz").dense_layers[1].weights, np.eye(10))


def test_scikit_learn_says_its_activation(tmp_path):
    sklearn = pytest.importorskip("sklearn.neural_network")
    digits = load_digits().split("validation")
    pixels = digits.images.reshape(len(digits), -1) / 255
    model = sklearn.MLPClassifier((15,), activation="tanh", max_iter=12, batch_size=10, random_state=1)
    with pytest.warns(UserWarning, match="iterations"):
        model.fit(pixels, digits.labels)
    joblib.dump(model, tmp_path / "m.joblib")
    for file in (pickle.dumps(model), tmp_path / "m.joblib"):
        opened = open_weight_file(file)
        assert opened.said == {"activation": "tanh", "output": "softmax"}
        found = load_network_file(file).predict(digits.images, dtype=np.float64)
        np.testing.assert_allclose(found, model.predict_proba(pixels), atol=1e-6)


def test_what_is_left_out_is_named():
    opened = open_weight_file(pickle.dumps(PLAIN | {"lr": 0.1, "history": {"loss": [1, 2]}, "note": "x"}))
    assert opened.left_out == ("lr", "history", "note")


@pytest.mark.parametrize(
    ("arrays", "match"),
    [
        (PLAIN | {"b2": np.ones(9)}, "fit onto none|fits onto no layer"),
        ({"conv1.weight": np.ones((8, 1, 3, 3)), "fc.weight": np.ones((10, 784))}, "conv.*convolution"),
        ({"ln.weight": np.ones(784), "ln.bias": np.ones(784), "fc.weight": np.ones((10, 784))}, "ln.*normalisation"),
        ({"W1": np.ones((784, 10)), "w1": np.ones((784, 10))}, "not part|fits onto no layer"),
        ({"a.weight_v": np.ones((10, 784)), "a.weight_g": np.ones((9, 1))}, "normalisation"),
    ],
)
def test_nothing_that_matters_is_left_out_in_silence(arrays, match):
    with pytest.raises(WeightFileError, match=match):
        load_network_file(npz(**arrays))


def test_objects_are_never_made(monkeypatch):
    made = []

    class Trap:
        def __init__(self):
            made.append(self)

        def __setstate__(self, state):
            made.append(state)

    module = ModuleType("trapped")
    module.Trap = Trap
    Trap.__module__, Trap.__qualname__ = "trapped", "Trap"
    monkeypatch.setitem(sys.modules, "trapped", module)
    trap = Trap()
    trap.params = PLAIN
    made.clear()
    assert same_bits(load_network_file(pickle.dumps(trap)), SCRATCH) and not made


@pytest.mark.parametrize(
    ("name", "role", "layer"),
    [
        ("W1", "weights", ("1",)), ("b_2", "biases", ("2",)), ("weights.0", "weights", ("0",)),
        ("fc10.bias", "biases", ("fc", "10")), ("hiddenWeights", "weights", ("hidden",)),
        ("coefs_.3", "weights", ("3",)), ("bn1.running_var", "variance", ("bn", "1")),
        ("dense/kernel:0", "weights", ("dense",)), ("wih", "weights", ("ih",)), ("loss", "", ("loss",)),
        ("THETA2", "weights", ("2",)), ("layers.0.W", "weights", ("0",)),
    ],
)  # fmt: skip
def test_names_say_roles(name, role, layer):
    assert (role_of(name).role, role_of(name).layer) == (role, layer)


def test_names_of_layers():
    names = {"fc1.weight": "fc1", "W1": "", "_modules.0._parameters.weight": "0", "dense_1/kernel:0": "dense_1"}
    assert {name: layer_name(name) for name in names} == names


def test_of_a_network_after_each_epoch_the_last_is_taken():
    early = {name: array * 0.01 for name, array in PLAIN.items()}
    pairs = [[(one[f"W{k}"], one[f"b{k}"]) for k in (1, 2, 3)] for one in (early, PLAIN)]
    for kept in ([early, early, PLAIN], {1: early, 5: PLAIN}, pairs):
        opened = open_weight_file(pickle.dumps(kept))
        network, reading = opened.network_as()
        assert same_bits(network, load_network_file(pickle.dumps(PLAIN)))
        assert "the last is taken" in opened.put_together(reading.guess)
    dumped_twice = pickle.dumps(early) + pickle.dumps(PLAIN)
    assert same_bits(load_network_file(dumped_twice), load_network_file(pickle.dumps(PLAIN)))
    text = json.dumps([{name: listed(array) for name, array in one.items()} for one in (early, PLAIN)])
    np.testing.assert_allclose(load_network_file(text.encode()).dense_layers[0].weights, W[0])
    layers = pickle.dumps([{"W": w, "b": b} for w, b in zip(W, B, strict=True)])  # no list of networks
    assert same_bits(load_network_file(layers), load_network_file(pickle.dumps(PLAIN)))
