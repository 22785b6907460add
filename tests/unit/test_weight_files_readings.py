"""What a file does not say is measured, and taken alike everywhere; what it holds beside dense layers is folded in."""

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from mnistnet import Digits, WeightFileError, load_digits, load_network, load_network_file
from mnistnet.activations import ACTIVATIONS, below
from mnistnet.commands import main
from mnistnet.commands.readings import seen_words
from mnistnet.network import Dense, Network, PixelEncoding, TrainingRecord
from mnistnet.training import LayerPlan, Settings, train
from mnistnet.weight_files import DOUBT, ENCODINGS, doubt_words, open_weight_file, with_doubt
from tests.fuzz.hostile_torch import legacy, saved, tensor, zipped
from tests.training_tasks import same_bits

SCRATCH = load_network("scratch")
TEST = load_digits().split("test")


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def bare(network):
    arrays = {}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    return npz(**arrays)


def learned(activation, encoding, output="softmax", *, rate=0.1, epochs=2, nodes=24):
    """Return a network that learned from the embedded digits, by hand: w -= rate dL/dw, ten digits at a time."""
    rng, rule, code = np.random.default_rng(5), ACTIVATIONS[activation], ENCODINGS[encoding]
    digits = load_digits().split("train")
    x = code.offset + code.scale * (digits.images.reshape(len(digits), -1) / 255)
    first, second = (
        rng.normal(size=(784, nodes)) / 28 / max(1, code.scale),
        rng.normal(size=(nodes, 10)) / np.sqrt(nodes),
    )
    biases, last = np.zeros(nodes), np.zeros(10)
    early = rate / max(1, (x[:200] ** 2).mean() / 0.1)
    late = rate / max(1, (rule(x[:200] @ first) ** 2).mean())
    for _ in range(epochs):
        for batch in np.split(rng.permutation(len(x)), len(x) // 10):
            a = x[batch] @ first + biases
            z = rule(a)
            errors = ACTIVATIONS[output](z @ second + last)
            errors[np.arange(10), digits.labels[batch]] -= 1
            back = errors @ second.T * rule.slope(a, z)
            second -= late / 10 * z.T @ errors
            last -= rate / 10 * errors.sum(axis=0)
            first -= early / 10 * x[batch].T @ back
            biases -= rate / 10 * back.sum(axis=0)
    return Network((Dense(first, biases, activation), Dense(second, last, output)), encoding=code)


LEARNED = {
    ("relu", "0 to 1", "softmax"): {},
    ("relu", "0 to 255", "softmax"): {},
    ("gelu", "0 to 1", "softmax"): {},
    ("gelu", "mean 0, deviation 1", "sigmoid"): {},
    ("sigmoid", "0 to 1", "sigmoid"): {"rate": 0.5},
    ("sigmoid", "-1 to 1", "softmax"): {},
    ("tanh", "0 to 255", "softmax"): {},
    ("tanh", "0 to 1", "sigmoid"): {},
    ("leaky_relu", "0 to 1", "softmax"): {},
}


@pytest.mark.parametrize(("activation", "encoding", "output"), LEARNED)
def test_how_a_network_learned_is_found_in_its_numbers(activation, encoding, output):
    network = learned(activation, encoding, output, **LEARNED[activation, encoding, output])
    reading = open_weight_file(bare(network)).reading
    guess = reading.guess
    names = [guess.activation, *(one.guess.activation for one in reading.rivals)]
    assert guess.output == output and guess.encoding_name == encoding
    kin = activation in ("gelu", "leaky_relu")  # which read nearly as ReLU does, so that it is enough to name them
    assert activation in names if kin else guess.activation == activation


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("encoding", ["-0.5 to 0.5", "-1 to 1"])
def test_two_ranges_around_zero_that_digits_cannot_tell_are_both_named(activation, encoding):
    reading = open_weight_file(bare(learned(activation, encoding, rate=0.03))).reading
    guesses = [reading.guess, *(one.guess for one in reading.rivals)]
    assert (activation, encoding) in [(guess.activation, guess.encoding_name) for guess in guesses]
    assert reading.guess.encoding_name == "-1 to 1" or encoding != "-1 to 1"  # the more usual of the two


@pytest.fixture(scope="module", params=[("relu", "0 to 1"), ("tanh", "-1 to 1"), ("relu", "mean 0, deviation 1")])
def trained(request):
    """A network of another kind than is usual for its names, after an epoch."""
    activation, encoding = request.param
    layers = (LayerPlan(20, activation), LayerPlan(10, "softmax"))
    settings = Settings(layers=layers, encoding=ENCODINGS[encoding], epochs=2, learning_rate=0.05, seed=3)
    digits = load_digits()
    *_, last = train(settings, digits.split("train"), digits.split("validation"))
    return last.network


def test_library_page_and_command_line_take_the_same_reading(trained, tmp_path, capsys):
    content = bare(trained)
    read, opened = load_network_file(content), open_weight_file(content)
    assert read.dense_layers[0].activation == trained.dense_layers[0].activation and read.encoding == trained.encoding
    assert same_bits(opened.read_as(opened.reading.guess), read) and opened.measured(TEST)[0][0] == opened.reading.guess
    (tmp_path / "bare.npz").write_bytes(content)
    assert main(["evaluate", "--network", str(tmp_path / "bare.npz"), "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert found["accuracy"] == (trained.predict(TEST.images).argmax(1) == TEST.labels).mean()
    assert trained.dense_layers[0].activation in found["reading"] and "flattered" in found["note"]
    assert "does not say how its numbers are used" in told.err
    names = {rival.guess.activation for rival in opened.reading.rivals}
    assert ("leaky_relu" in names) == (trained.dense_layers[0].activation == "relu")
    assert ("Nearly as likely" in told.err) == bool(names)


def test_digits_that_a_network_has_learned_from_are_said_to_flatter_it():
    own, other = Network(SCRATCH.layers, "own", training=SCRATCH.training), Network(SCRATCH.layers, "other")
    whole = replace(own, training=replace(own.training, settings={"digits": "mnist-60000, train"}))
    for named in ("embedded, test", "mnist, train", "mnist-60000, validation"):
        assert "trained elsewhere" in seen_words(Digits(TEST.images, TEST.labels, named), other)
        assert "learned from these very digits" in seen_words(Digits(TEST.images, TEST.labels, named), whole)
    for named in ("mnist, test", "official, test", "mine.csv"):
        assert not any(seen_words(Digits(TEST.images, TEST.labels, named), one) for one in (own, other, whole))
    assert not seen_words(TEST, own) and seen_words(Digits(TEST.images, TEST.labels, "mnist, train"), own)


def test_options_say_what_the_file_does_not(tmp_path, capsys):
    (tmp_path / "bare.npz").write_bytes(bare(SCRATCH))
    words = ["--activation", "tanh", "--output", "softmax", "--encoding", "0..255"]
    assert main(["evaluate", "--network", str(tmp_path / "bare.npz"), "--json", *words]) == 0
    told = capsys.readouterr()
    other = load_network_file(bare(SCRATCH), activation="tanh", output="softmax", encoding=PixelEncoding(0, 255))
    assert json.loads(told.out)["accuracy"] == (other.predict(TEST.images).argmax(1) == TEST.labels).mean()
    assert "does not say" not in told.err
    assert main(["evaluate", "--network", "scratch", *words]) == 1


def test_sigmoid_outputs_are_told_from_softmax():
    for name in ("nielsen", "your-own", "scratch", "sharp"):
        network = load_network(name)
        assert load_network_file(bare_of(network)).output_activation == network.output_activation


def bare_of(network):
    arrays = {f"W{k}": layer.weights for k, layer in enumerate(network.dense_layers, 1)}
    arrays |= {f"b{k}": x.biases for k, x in enumerate(network.dense_layers, 1) if x.biases is not None}
    return npz(**arrays)


def test_what_reads_nothing_is_not_found(tmp_path, capsys):
    rng = np.random.default_rng(0)
    content = npz(W1=rng.normal(0, 0.05, (784, 30)), b1=np.zeros(30), W2=rng.normal(0, 0.1, (30, 10)), b2=np.zeros(10))
    assert open_weight_file(content).reading.is_chance
    (tmp_path / "random.npz").write_bytes(content)
    assert main(["convert", str(tmp_path / "random.npz"), str(tmp_path / "out.npz")]) == 1
    told = capsys.readouterr()
    assert "No reading is better than chance" in told.out and "<- taken" not in told.out
    assert not (tmp_path / "out.npz").exists()
    assert main(["predict", "--digit", "1", "--network", str(tmp_path / "random.npz")]) == 0
    assert "No reading is better than chance" in capsys.readouterr().err


def test_a_missing_file_with_an_at_in_its_name_is_missing(tmp_path, capsys):
    assert main(["predict", "--digit", "7", "--network", str(tmp_path / "me@home.npz")]) == 1
    assert "no file" in capsys.readouterr().err
    assert main(["predict", "--digit", "7", "--network", "scratch@home"]) == 1
    assert "number of an epoch" in capsys.readouterr().err


@pytest.mark.parametrize("behind", [False, True])
def test_batch_normalisation_is_folded_in_exactly(behind):
    """Against the layers computed one by one, on the digits themselves."""
    rng = np.random.default_rng(4)
    first, last = SCRATCH.dense_layers[0], rng.normal(size=(50, 10))
    mean, variance, gamma, beta = rng.normal(size=50), rng.random(50) + 0.5, rng.normal(size=50), rng.normal(size=50)
    names = {"0.weight": first.weights.T, "0.bias": first.biases}
    place = 2 if behind else 1
    names |= {f"{place}.weight": gamma, f"{place}.bias": beta, f"{place}.running_mean": mean}
    names |= {f"{place}.running_var": variance, f"{place}.num_batches_tracked": np.array(7), "4.weight": last.T}
    opened = open_weight_file(npz(**names))
    assert ("behind" in opened.ways[0]) == behind and len(opened.ways) == 2
    found = opened.used("relu", "identity", PixelEncoding()).predict(TEST.images[:20], dtype=np.float64)
    sums = TEST.images[:20].reshape(20, -1) / 255 @ first.weights.astype(float) + first.biases

    def normal(x):
        return gamma * (x - mean) / np.sqrt(variance + 1e-5) + beta

    hidden = normal(np.maximum(sums, 0)) if behind else np.maximum(normal(sums), 0)
    np.testing.assert_allclose(found, hidden @ last, rtol=1e-4, atol=1e-3)


def test_torch_files_by_hand():
    """A tensor of torch.save, opcode by opcode: as it is, with an offset, turned by strides, in a checkpoint."""
    numbers = np.arange(7850, dtype="<f4") % 7
    kinds = {
        "plain": (tensor(), numbers[:7840].reshape(10, 784)),
        "offset": (tensor(offset=10, count=7850), numbers[10:].reshape(10, 784)),
        "turned": (tensor(stride=(1, 10)), numbers[:7840].reshape(784, 10).T),
    }
    for value, expected in kinds.values():
        for content in (zipped(saved(value), numbers.tobytes()), legacy(saved(value), numbers.tobytes(), count=7850)):
            assert np.array_equal(load_network_file(content).dense_layers[0].weights, expected.T)
    inside = saved(tensor())[2:-1]
    checkpoint = b"\x80\2}(X\x05\0\0\0epochK\3X\x10\0\0\0model_state_dict" + inside + b"u."
    opened = open_weight_file(zipped(checkpoint, numbers.tobytes()))
    assert opened.left_out == ("epoch",) and opened.network.classes == 10


def hdf5(items):
    h5py = pytest.importorskip("h5py")
    file = io.BytesIO()
    with h5py.File(file, "w") as opened:
        for name, array in items.items():
            opened[name] = array
    return file.getvalue()


def test_keras_files():
    names = ("dense", "dense_1", "dense_2")
    pairs = [(name, (layer.weights, layer.biases)) for name, layer in zip(names, SCRATCH.dense_layers, strict=True)]
    old = {
        f"model_weights/{n}/{n}/{k}:0": a for n, both in pairs for k, a in zip(("kernel", "bias"), both, strict=True)
    }
    new = {f"layers/{n}/vars/{i}": array for n, both in pairs for i, array in enumerate(both)}
    whole = io.BytesIO()
    plan = [{"class_name": "Dense", "config": {"activation": rule}} for rule in ("sigmoid", "sigmoid", "softmax")]
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"layers": plan}}))
        archive.writestr("model.weights.h5", hdf5(new | {"optimizer/vars/1": np.ones(3)}))
    for content in (hdf5(old), hdf5(new), whole.getvalue()):
        assert same_bits(load_network_file(content), SCRATCH)
    assert open_weight_file(whole.getvalue()).said == {"activation": "sigmoid", "output": "softmax"}
    for broken in (hdf5(new)[:3000], b"\x89HDF\r\n\x1a\n" + bytes(500), hdf5({"a": np.ones(3)})):
        with pytest.raises(WeightFileError):
            load_network_file(broken)


def test_gelu_and_leaky_relu_by_their_definitions():
    import math

    a = np.linspace(-6, 6, 25)
    expected = [0.5 * (1 + math.erf(x / math.sqrt(2))) for x in a]
    np.testing.assert_allclose(below(a), expected, atol=1e-13)
    np.testing.assert_allclose(ACTIVATIONS["gelu"](a), a * expected, atol=1e-12)
    np.testing.assert_array_equal(ACTIVATIONS["leaky_relu"](np.array([-2.0, 0.0, 3.0])), [-0.02, 0, 3])
    network = Network((Dense(np.ones((784, 2)), None, "gelu"), Dense(np.ones((2, 10)), None, "softmax")))
    assert network.predict(TEST.images[:1]).shape == (1, 10)
    with pytest.raises(ValueError, match="gelu"):
        LayerPlan(3, "gelu")


@pytest.mark.parametrize("form", ["npz", "safetensors", "pkl", "json"])
def test_a_doubt_about_a_reading_goes_with_the_network_into_every_file(form, tmp_path, capsys):
    (tmp_path / "bare.npz").write_bytes(bare(learned("tanh", "-0.5 to 0.5", rate=0.03)))
    opened = open_weight_file(tmp_path / "bare.npz")
    names = {one.guess.encoding_name for one in opened.reading.rivals if one.guess.activation == "tanh"}
    assert names & {"-0.5 to 0.5", "-1 to 1"}
    assert main(["convert", str(tmp_path / "bare.npz"), str(tmp_path / f"mine.{form}")]) == 0
    assert main(["evaluate", "--network", str(tmp_path / f"mine.{form}"), "--json"]) == 0
    told = capsys.readouterr()
    doubt = json.loads(told.out[told.out.index("{") :])["doubt"]
    assert all(f"tanh with pixels {name}" in doubt for name in names) and "file of bare" in doubt
    assert doubt in told.err
    assert doubt_words(load_network_file(tmp_path / f"mine.{form}")) == doubt


def test_a_doubt_names_the_likeliest_reading_where_another_was_chosen_and_none_where_all_is_said():
    content = bare(SCRATCH)
    network, reading = open_weight_file(content).network_as()
    chosen = replace(reading.guess, activation="identity")
    assert "sigmoid with pixels 0 to 1" in doubt_words(with_doubt(network, reading, chosen))
    assert reading.rivals and not doubt_words(network), "pixels from 0.01 are as likely, and change next to nothing"
    assert not doubt_words(SCRATCH) and not doubt_words(with_doubt(network, replace(reading, rivals=())))
    given = {"activation": "sigmoid", "output": "softmax", "encoding": PixelEncoding()}
    assert not doubt_words(load_network_file(content, **given))


@pytest.mark.parametrize(
    "doubt",
    [
        7,
        [],
        {},
        {"readings": 3, "pulls": 1, "beyond": 4},
        {"readings": [0, [], ["relu"], ["relu", 0, "1", ""], [[], 0, 1, ""], ["no", 0, 1, ""], ["relu", 0, 0, ""]]},
        {"readings": [["relu", 0, 1, "no"], ["relu", float("nan"), 1, ""]], "beyond": ["SELU"]},
    ],
)
def test_a_doubt_that_is_damaged_says_nothing(doubt):
    assert doubt_words(replace(SCRATCH, training=TrainingRecord({DOUBT: doubt}))) == ""
