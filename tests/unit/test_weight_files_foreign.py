"""Weight files that others wrote: by pickle, NumPy, JSON, safetensors and PyTorch, read to the last bit."""

import io
import json
import pickle
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest

from mnistnet import (
    Network,
    PixelEncoding,
    WeightFileError,
    likely_settings,
    load_digits,
    load_network,
    load_network_file,
    measured_settings,
    save_network_file,
)
from mnistnet.weight_files import ENCODINGS, formats, save_npz
from mnistnet.weight_files.pickle_file import read_pickle
from tests.training_tasks import same_bits

OF_MOMENTS = 3  # ways to take each pixel less its mean
SCRATCH = load_network("scratch")


def book(network=SCRATCH):
    """Return the dict W1, b1, W2, ... of a network."""
    arrays = {}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    return {name: array for name, array in arrays.items() if array is not None}


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("protocol", range(6))
def test_pickles_of_every_protocol(protocol):
    assert load_network_file(pickle.dumps(book(), protocol)).digest == _unnamed(SCRATCH).digest


def _unnamed(network):
    """Return the network without the names of its layers, which foreign files do not keep."""
    return replace(network, layers=tuple(replace(layer, name="") for layer in network.layers))


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("change", ["fortran", "big", "double", "half", "scalars"])
def test_pickles_of_every_kind_of_array(protocol, change):
    changed = {
        "fortran": lambda array: np.asfortranarray(array),
        "big": lambda array: array.astype(">f4"),
        "double": lambda array: array.astype("f8"),
        "half": lambda array: array.astype("f2"),
        "scalars": lambda array: array,
    }[change]
    arrays = {name: changed(array) for name, array in book().items()}
    extra = {"accuracy": np.float64(0.93), "epochs": 16, "made by": "hand", "done": True, "seed": None}
    network = load_network_file(pickle.dumps(arrays | (extra if change == "scalars" else {}), protocol))
    for k, layer in enumerate(network.dense_layers, 1):
        assert np.array_equal(layer.weights, arrays[f"W{k}"]) and np.array_equal(layer.biases, arrays[f"b{k}"])
    assert network.dtype == (np.float64 if change == "double" else np.float32)


@pytest.mark.parametrize("core", [b"core", b"_core"])
@pytest.mark.parametrize("text", ["X", "U"])
def test_a_stream_written_by_hand(core, text):
    """The opcodes of protocol 2 by NumPy 1 or 2 under Python 3 ("X") and by Python 2 ("U" and "T")."""
    weights = np.arange(7840, dtype="<f4").reshape(784, 10)
    raw = weights.tobytes()
    as_text = raw.decode("latin-1").encode()

    def short(word):
        return b"U" + bytes([len(word)]) + word if text == "U" else b"X" + len(word).to_bytes(4, "little") + word

    encoded = b"c_codecs\nencode\nX" + len(as_text).to_bytes(4, "little") + as_text + short(b"latin1") + b"\x86R"
    plain = b"T" + len(raw).to_bytes(4, "little") + raw
    content = (
        b"\x80\2}q\0" + short(b"W1") + b"q\1cnumpy." + core + b".multiarray\n_reconstruct\nq\2cnumpy\nndarray\nq\3"
        b"K\0\x85q\4" + short(b"b") + b"\x87Rq\5(K\1M\x10\3K\x0a\x86cnumpy\ndtype\n" + short(b"f4") + b"K\0K\1\x87R"
        b"(K\3" + short(b"<") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89"
        + (plain if text == "U" else encoded) + b"tbs."
    )  # fmt: skip
    assert np.array_equal(load_network_file(content).dense_layers[0].weights, weights)


def test_any_depth():
    rng = np.random.default_rng(3)
    widths = [784, 20, 30, 20, 20, 15, 10]
    arrays = {f"W{k}": rng.normal(size=pair) for k, pair in enumerate(pairwise(widths), 1)}
    network = load_network_file(pickle.dumps(arrays))
    assert [layer.fan_out for layer in network.dense_layers] == widths[1:]
    assert np.array_equal(network.dense_layers[3].weights, arrays["W4"])


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_plain_npz(save):
    file = io.BytesIO()
    save(file, **{name: np.asfortranarray(array) for name, array in book().items()})
    assert same_bits(load_network_file(file.getvalue()), SCRATCH)


def test_nielsens_json():
    """Written line by line as in network2.py, whose feedforward is sigmoid(w a + b) with columns."""
    nielsen = load_network("nielsen").astype(np.float64)
    weights = [layer.weights.T for layer in nielsen.dense_layers]
    biases = [layer.biases[:, None] for layer in nielsen.dense_layers]
    data = {
        "sizes": [784, 30, 10],
        "weights": [w.tolist() for w in weights],
        "biases": [b.tolist() for b in biases],
        "cost": "CrossEntropyCost",
    }
    network = load_network_file(json.dumps(data).encode())
    assert same_bits(network, nielsen)
    pixels = load_digits().images[:5]
    a = pixels.reshape(5, 784).T / 255
    for w, b in zip(weights, biases, strict=True):
        a = 1 / (1 + np.exp(-(np.dot(w, a) + b)))
    np.testing.assert_allclose(network.predict(pixels), a.T, rtol=1e-12)


def test_rashids_weights():
    """Make Your Own Neural Network keeps wih (hidden, input) and who (output, hidden), and no biases."""
    rashid = load_network("your-own")
    wih, who = (layer.weights.T for layer in rashid.dense_layers)
    for content in (npz(who=who, wih=wih), pickle.dumps({"who": who, "wih": wih})):
        assert same_bits(load_network_file(content), rashid)
        likely = likely_settings(content)[0]
        assert (likely.activation, likely.output) == ("sigmoid", "sigmoid")
        assert likely.encoding == PixelEncoding(0.01, 0.99)


@pytest.mark.parametrize("names", ["0 2 4", "fc1 fc2 fc10", "module.zeta module.mid module.alpha", "out hid in"])
def test_torch_state_dicts(names):
    """PyTorch's weights are (out, in); the safetensors package writes the layers in the order of their names."""
    safetensors = pytest.importorskip("safetensors.numpy")
    state = {}
    for name, layer in zip(names.split(), SCRATCH.dense_layers, strict=True):
        state |= {f"{name}.weight": np.ascontiguousarray(layer.weights.T), f"{name}.bias": layer.biases}
    network = load_network_file(safetensors.save(state))
    assert same_bits(network, SCRATCH) and network.layers[0].name == names.split()[0]
    assert network.dense_layers[0].activation == "sigmoid", "measured, whatever is usual"


def test_keras_kernels():
    safetensors = pytest.importorskip("safetensors.numpy")
    state = {}
    for k, layer in enumerate(SCRATCH.dense_layers):
        state |= {f"dense_{k}/kernel:0": layer.weights, f"dense_{k}/bias:0": layer.biases}
    assert same_bits(load_network_file(safetensors.save(state)), SCRATCH)
    assert same_bits(
        load_network_file(npz(**{name.replace("/", "."): array for name, array in state.items()})), SCRATCH
    )


def test_torch_computes_the_same():
    torch = pytest.importorskip("torch")
    safetensors = pytest.importorskip("safetensors.torch")
    torch.manual_seed(4)
    model = torch.nn.Sequential(torch.nn.Linear(784, 16), torch.nn.ReLU(), torch.nn.Linear(16, 10), torch.nn.Softmax(1))
    images = load_digits().images[:20]
    expected = model(torch.tensor(images.reshape(20, 784) / 255, dtype=torch.float32)).detach().numpy()
    network = load_network_file(safetensors.save(model.state_dict()))
    np.testing.assert_allclose(network.predict(images), expected, atol=1e-6)
    half = {name: tensor.to(torch.bfloat16) for name, tensor in model.state_dict().items()}
    first = load_network_file(safetensors.save(half)).dense_layers[0]
    assert np.array_equal(first.weights, half["0.weight"].float().numpy().T)


def test_square_layers_are_read_as_their_names_suggest():
    rng = np.random.default_rng(5)
    first, square, last = rng.normal(size=(784, 12)), rng.normal(size=(12, 12)), rng.normal(size=(12, 10))
    ours = load_network_file(npz(W1=first, W2=square, W3=last))
    theirs = load_network_file(npz(**{"a.weight": first.T, "b.weight": square.T, "c.weight": last.T}))
    assert np.array_equal(ours.dense_layers[1].weights, square) and np.array_equal(
        theirs.dense_layers[1].weights, square
    )


def test_what_is_given_comes_first(tmp_path):
    path = tmp_path / "my weights.pkl"
    path.write_bytes(pickle.dumps(book()))
    network = load_network_file(path, activation="tanh", output="identity", encoding=PixelEncoding(-1, 2))
    assert [layer.activation for layer in network.layers] == ["tanh", "tanh", "identity"]
    assert network.encoding == PixelEncoding(-1, 2) and network.name == "my weights"
    assert load_network_file(io.BytesIO(path.read_bytes()), name="x").name == "x"
    with pytest.raises(ValueError, match="no activation"):
        load_network_file(path, activation="sine")


def test_the_right_settings_are_the_most_accurate():
    digits = load_digits().split("validation")
    content = pickle.dumps(book())
    measured = measured_settings(content, digits)
    guess, accuracy = measured[0]
    assert guess == likely_settings(content)[0] and guess.encoding_name == "0 to 1" and guess.activation == "sigmoid"
    assert accuracy == (SCRATCH.predict(digits.images).argmax(1) == digits.labels).mean()
    assert len(measured) == 6 * (len(ENCODINGS) + OF_MOMENTS) and accuracy > max(a for _, a in measured) - 0.01
    assert all(a < 0.95 for guess, a in measured if guess.activation != "sigmoid")
    assert len(likely_settings(save_network_file(SCRATCH, "json"))) == 1


def test_a_file_is_parsed_once_however_many_readings_are_measured(monkeypatch):
    parsed = []

    def counted(content):
        parsed.append(len(content))
        return read_pickle(content)

    monkeypatch.setattr(formats, "read_pickle", counted)
    content = pickle.dumps(book())
    digits = load_digits().split("test")
    for use in (load_network_file, likely_settings, lambda file: measured_settings(file, digits)):
        parsed.clear()
        use(content)
        assert parsed == [len(content)]


def test_every_layer_of_a_file_that_says_all_keeps_its_own_activation():
    mixed = Network((replace(SCRATCH.layers[0], activation="tanh"), *SCRATCH.layers[1:]), "mixed")
    digits = load_digits().split("test")
    ((guess, accuracy),) = measured_settings(save_network_file(mixed, "npz"), digits)
    assert guess.activation == "tanh" and accuracy == (mixed.predict(digits.images).argmax(1) == digits.labels).mean()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"\x89HDF\r\n\x1a\n" + bytes(99), ".h5"),
        (b"PK\3\4" + bytes(99) + b"model.weights.h5", ".keras"),
        (b"\x08\x08\x12\x07pytorch" + bytes(99), ".onnx"),
    ],
)
def test_refusals_say_how_to_convert(content, ending, monkeypatch):
    monkeypatch.setattr(formats, "can_read_hdf5", lambda: False)
    monkeypatch.setattr(formats, "can_read_onnx", lambda: False)
    with pytest.raises(WeightFileError) as refused:
        load_network_file(content)
    assert ending in refused.value.sentence and len(refused.value.recipe.splitlines()) in (3, 4)
    compile(refused.value.recipe, "recipe", "exec")


@pytest.mark.parametrize("content", [b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n model_config"])
def test_the_recipe_for_keras_names_arrays_by_their_layer(content, tmp_path, monkeypatch):
    """Its last lines, on layers as Keras has them: some without biases, normalisation, dropout without any arrays."""
    monkeypatch.setattr(formats, "can_read_hdf5", lambda: False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WeightFileError) as refused:
        load_network_file(content)
    recipe = refused.value.recipe.splitlines()
    assert ("load_model" if b"model_config" in content else "load_weights") in recipe[1]
    rng = np.random.default_rng(1)
    first, last = rng.normal(size=(784, 5)).astype("f4"), rng.normal(size=(5, 10)).astype("f4")
    ones = dict.fromkeys(("gamma", "moving_variance"), np.ones(5, "f4")) | {"moving_mean": np.zeros(5, "f4")}
    layers = {"dense": {"kernel": first}, "norm": ones | {"beta": np.full(5, 2, "f4")}, "dropout": {},
              "dense_1": {"kernel": last, "bias": np.arange(10, dtype="f4")}}  # fmt: skip
    model = SimpleNamespace(layers=[_layer(name, arrays) for name, arrays in layers.items()])
    exec("\n".join(recipe[2:]), {"numpy": np, "model": model})
    one, two = load_network_file(tmp_path / "model.npz").dense_layers
    assert np.allclose(one.weights, first / np.sqrt(1.001)) and np.allclose(one.biases, 2)
    assert np.array_equal(two.weights, last) and np.array_equal(two.biases, np.arange(10))


def _layer(name, arrays):
    weights = [SimpleNamespace(name=key, numpy=lambda array=array: array) for key, array in arrays.items()]
    return SimpleNamespace(name=name, weights=weights)


def test_a_file_is_given_as_text_as_a_path_as_bytes_or_open(tmp_path):
    path = tmp_path / "mine.pkl"
    path.write_bytes(pickle.dumps(book()))
    content = path.read_bytes()
    for load in (load_network_file, load_network):
        for given in (str(path), path, content, bytearray(content), memoryview(content)):
            assert same_bits(load(given), SCRATCH)
        with path.open("rb") as opened:
            assert same_bits(load(opened), SCRATCH)
        assert load(str(path)).name == load(path).name == "mine" and load(content).name == "network"


def test_what_is_no_file_is_named(tmp_path):
    for load in (load_network_file, load_network):
        with pytest.raises(WeightFileError, match=r"There is no file .*none\.pkl"):
            load(str(tmp_path / "none.pkl"))
        with pytest.raises(WeightFileError, match=r"There is no file .*none\.pkl"):
            load(tmp_path / "none.pkl")
        with pytest.raises(WeightFileError, match="cannot be opened"):
            load(tmp_path)
        for nothing in (3, None):
            with pytest.raises(TypeError, match=f"not as {type(nothing).__name__}"):
                load(nothing)
        (tmp_path / "text.pkl").write_text("text")
        with (tmp_path / "text.pkl").open() as text, pytest.raises(TypeError, match="open as text"):
            load(text)


def test_names_stay_names_and_files_can_have_any(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scratch").write_bytes(pickle.dumps({"W1": np.ones((784, 10))}))
    (tmp_path / "weights").write_bytes(pickle.dumps(book()))
    assert load_network("scratch") is SCRATCH, "a file of that name does not hide the network"
    assert same_bits(load_network("weights"), SCRATCH)
    with pytest.raises(ValueError, match=r"no network 'weight'; there are scratch, .*or give a weight file"):
        load_network("weight")


def test_an_epoch_of_a_file(tmp_path):
    first, last = (load_network("nielsen", epoch=epoch) for epoch in (0, 3))
    path = tmp_path / "x.npz"
    path.write_bytes(save_npz(last, {0: first}))
    assert load_network(path).epoch == 3 and load_network(str(path), trained=False).digest == first.digest
    with pytest.raises(ValueError, match="not 2"):
        load_network(path, epoch=2)
    with pytest.raises(WeightFileError, match="keeps one epoch"):
        load_network(pickle.dumps(book()), epoch=2)
