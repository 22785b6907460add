"""Weights in the text and JSON of more languages and small libraries, and what is said where a part is amiss."""

import io
import json

import numpy as np
import pytest

from mnistnet import WeightFileError, load_digits, load_network
from mnistnet.weight_files import open_weight_file
from tests.fuzz.hostile_zips import npz
from tests.fuzz.kept_files import gguf

TEST = load_digits().split("test")
PAIRS = [(one.weights.astype("f4"), one.biases.astype("f4")) for one in load_network("scratch").dense_layers]


def share(pairs):
    """Return how many test digits a network of sigmoids reads, in plain NumPy."""
    outputs = TEST.images.reshape(-1, 784) / 255
    for weights, biases in pairs[:-1]:
        outputs = 1 / (1 + np.exp(-(outputs @ weights + biases)))
    return float(((outputs @ pairs[-1][0] + pairs[-1][1]).argmax(axis=1) == TEST.labels).mean())


def opened_as(content, pairs=PAIRS, atol=1e-6):
    """Return an opened file that holds these weights and biases and reads as many digits as they do in plain NumPy."""
    opened = open_weight_file(content)
    network, reading = opened.network_as()
    for layer, (weights, biases) in zip(network.dense_layers, pairs, strict=True):
        np.testing.assert_allclose(layer.weights, weights, rtol=0, atol=atol)
        np.testing.assert_allclose(layer.biases, biases, rtol=0, atol=atol)
    assert opened.accuracy(reading.guess, TEST) == pytest.approx(share(pairs), abs=0.0011)
    return opened


def lines(rows, begin, between, end, number):
    return begin + between.join(begin + ", ".join(map(number, row)) + end for row in rows) + end


def java(k, weights, biases):
    rows = lines(weights, "{", ",\n", "}", repr)
    return f"double[][] W{k} = {rows};\ndouble[] b{k} = new double[]{lines([biases], '', '', '', repr).join('{}')};\n"


def csharp(k, weights, biases):
    rows = ",\n".join("new float[] {" + ", ".join(f"{one}f" for one in row) + "}" for row in weights)
    flat = ", ".join(f"{one}f" for one in biases)
    return f"float[][] W{k} = new float[][] {{{rows}}};\nfloat[] b{k} = new float[{len(biases)}] {{ {flat} }};\n"


def square(k, weights, biases):
    rows = lines(weights, "{", ",\n", "}", repr)
    return f"float[,] W{k} = new float[,] {rows};\nfloat[] b{k} = {{{', '.join(map(repr, biases))}}};\n"


def zig(k, weights, biases):
    rows = ",\n".join(".{ " + ", ".join(map(repr, row)) + " }" for row in weights)
    flat = ", ".join(map(repr, biases))
    return f"pub const w{k} = [{len(weights)}][{len(biases)}]f32{{ {rows} }};\npub const b{k} = [_]f32{{ {flat} }};\n"


def rust(k, weights, biases):
    rows = ",\n".join(f"vec![{', '.join(map(repr, row))}]" for row in weights)
    return f"let w{k} = vec![{rows}];\npub static B{k}: &[f32] = &[{', '.join(map(repr, biases))}];\n"


def kotlin(k, weights, biases):
    rows = ",\n".join("floatArrayOf(" + ", ".join(f"{one}f" for one in row) + ")" for row in weights)
    flat = ", ".join(f"{one}f" for one in biases)
    return f"val w{k} = arrayOf({rows})\nval b{k} = floatArrayOf({flat}) // of layer {k}\n"


def scala(k, weights, biases):
    rows = ",\n".join(f"Array({', '.join(map(repr, row))})" for row in weights)
    return f"val w{k} = Array({rows})\nval b{k} = Array({', '.join(map(repr, biases))})\n"


def commented(k, weights, biases):
    rows = ",\n".join(f"/* row {i} */ {{{', '.join(f'{one}d' for one in row)}}}" for i, row in enumerate(weights))
    flat = ", ".join(f"{one}d" for one in biases)
    return f"double W{k}[784][50] = {{\n{rows}}};\ndouble b{k}[] = {{ // one a node\n{flat} }};\n"


def julia(k, weights, biases):
    def number(one):
        return repr(one).replace("e", "f") if "e" in repr(one) else f"{one}f0"

    rows = "; ".join(" ".join(map(number, row)) for row in weights)
    return f"W{k} = Float32[{rows}]\nb{k} = Float32[{', '.join(map(number, biases))}]\n"


def toml(k, weights, biases):
    return f"[[layers]]\nweights = {weights}\nbiases = {biases}\n"


def ron(k, weights, biases):
    return f"{'(layers: [' if k == 1 else ''}(weights: {weights}, biases: {biases}){', ' if k < 3 else '])'}"


@pytest.mark.parametrize("write", [java, csharp, square, zig, rust, julia, toml, ron, kotlin, scala, commented])
def test_arrays_in_the_text_of_a_language(write):
    text = "".join(write(k, w.astype(float).tolist(), b.astype(float).tolist()) for k, (w, b) in enumerate(PAIRS, 1))
    assert opened_as(text.encode()).left_out == ()


def test_an_array_that_a_text_gives_in_another_way_is_named():
    text = "".join(f"W{k} = {w.tolist()}\nb{k} = load('b{k}')\n" for k, (w, _) in enumerate(PAIRS, 1))
    assert open_weight_file(text.encode()).left_out == ("b1", "b2", "b3")


def test_arrays_in_brackets_stand_below_headings():
    parts = [(f"Layer {k}", w.astype(float), b.astype(float)) for k, (w, b) in enumerate(PAIRS, 1)]
    rows = "".join(
        f"{name}\nWeights:\n" + "\n".join(str(row) for row in w.T.tolist()) + f"\nBiases:\n{b.tolist()}\n"
        for name, w, b in parts
    )
    opened_as(rows.encode())
    with np.printoptions(threshold=10**9, precision=17):
        printed = "".join(f"{name} weights:\n{w}\n{name} biases:\n{b}\n" for name, w, b in parts)
    opened_as(printed.encode())
    with pytest.raises(WeightFileError):
        open_weight_file(printed.encode()[:-2000])


def test_a_network_of_erans_says_what_is_done_to_pixels():
    (first, biases), *rest = PAIRS  # of pixels from 0 to 1, made one for pixels less a mean, over a deviation
    moved = [(first.astype(float) * 0.3081, biases + 0.1307 * first.astype(float).sum(axis=0)), *rest]
    text = "".join(f"Sigmoid\n{w.T.tolist()}\n{b.tolist()}\n" for w, b in moved)
    opened = open_weight_file(f"Normalize mean=[0.1307] std=[0.3081]\n{text}".encode())
    network, reading = opened.network_as()
    np.testing.assert_allclose(network.dense_layers[0].weights, moved[0][0], atol=1e-9)
    assert (network.encoding.offset, network.encoding.scale) == pytest.approx((-0.1307 / 0.3081, 1 / 0.3081))
    assert opened.accuracy(reading.guess, TEST) == pytest.approx(share(PAIRS), abs=0.0011)


def test_a_record_for_each_connection_is_named():
    nodes = [{"bias": 0.0, "type": "input", "squash": "LOGISTIC", "index": i} for i in range(3)]
    held = {"nodes": nodes, "connections": [{"weight": 0.5, "from": 0, "to": 2, "gater": None}]}
    with pytest.raises(WeightFileError, match="Neataptic"):
        open_weight_file(json.dumps(held).encode())


def flat(array):
    return array.astype(float).ravel().tolist()


def test_records_of_rusts_ndarray_say_their_sides():
    def array(one):
        return {"v": 1, "dim": list(one.shape), "data": flat(one)}

    columns = {"weights": [array(w.T) for w, _ in PAIRS], "biases": [array(b[:, None]) for _, b in PAIRS]}
    opened_as(json.dumps(columns).encode())
    layers = [{"weights": array(w), "biases": array(b)} for w, b in PAIRS]
    opened_as(json.dumps({"layers": layers}).encode())


def test_flat_tables_with_rows_and_columns_and_names_that_do_not_pair():
    network = [PAIRS[0], (np.ascontiguousarray(PAIRS[1][0][:, :10]), PAIRS[1][1][:10])]

    def table(one):
        return {"rows": one.shape[0], "cols": one.shape[1], "data": flat(one)}

    held = {}
    for end, (weights, biases) in zip(("ih", "ho"), network, strict=True):
        held |= {f"weights_{end}": table(weights.T), f"bias_{end[1]}": table(biases[:, None])}
    opened = open_weight_file(json.dumps(held).encode())
    found = [[layer.weights for layer in one.dense_layers] for one in (opened.network, *opened.others)]
    assert any(all(np.allclose(a, w, atol=1e-6) for a, (w, _) in zip(one, network, strict=True)) for one in found)


def test_neurons_of_the_first_layer_are_the_pixels():
    layers = [{"neurons": [{"weights": [], "bias": 0.5}] * 784}]
    layers += [{"neurons": [{"weights": flat(w[:, j]), "bias": float(b[j])} for j in range(len(b))]} for w, b in PAIRS]
    opened_as(json.dumps({"layers": layers}).encode())


def test_null_is_said_to_be_no_number():
    held = {f"{c}{k}": one.tolist() for k, pair in enumerate(PAIRS, 1) for c, one in zip("Wb", pair, strict=True)}
    held["W1"][3][3] = None
    with pytest.raises(WeightFileError, match=r"W1.*not finite"):
        open_weight_file(json.dumps(held).encode())


@pytest.mark.parametrize(("kind", "atol"), [(0, 0), (1, 1e-3)])
def test_gguf_as_ggml_writes_it_for_mnist(kind, atol):
    """The alignment, and so where the numbers begin, is said in the file."""
    named = {f"fc{k}_{word}": one for k, (w, b) in enumerate(PAIRS, 1) for word, one in (("weight", w.T), ("bias", b))}
    opened_as(gguf(kind, **named), atol=atol)
    for amiss, words in ((gguf(kind, **named)[:-4], "cut off"), (gguf(2, **named), "blocks of few bits")):
        with pytest.raises(WeightFileError, match=words):
            open_weight_file(amiss)


def genann(pairs):
    numbers = [one for w, b in pairs for j in range(len(b)) for one in (-b[j], *w[:, j])]
    return " ".join(f"{one:.20e}" for one in numbers).encode()


def equal(nodes):
    """Return the first nodes of the first two layers, which hold two hidden layers of the same size."""
    (w1, b1), (w2, b2), (w3, b3) = PAIRS
    return [(w1[:, :nodes], b1[:nodes]), (w2[:nodes, :nodes], b2[:nodes]), (w3[:nodes], b3)]


def test_genann_takes_its_biases_away():
    pairs = equal(50)
    opened = open_weight_file(b"784 2 50 10 " + genann(pairs))
    assert any(
        all(
            np.allclose(layer.weights, w, atol=1e-7) and np.allclose(layer.biases, b, atol=1e-7)
            for layer, (w, b) in zip(one.dense_layers, pairs, strict=True)
        )
        for one in (opened.network, *opened.others)
    )
    with pytest.raises(WeightFileError):
        open_weight_file(b"784 2 50 10 " + genann(pairs) + b" 1.0")


def test_tinn_has_one_bias_a_layer():
    (w1, _), (w2, _), _ = PAIRS
    pairs = [(w1, np.full(50, 0.25)), (w2[:, :10], np.full(10, -0.5))]
    numbers = [0.25, -0.5, *pairs[0][0].T.ravel(), *pairs[1][0].T.ravel()]
    opened = open_weight_file(("784 50 10\n" + "".join(f"{one:f}\n" for one in numbers)).encode())
    for layer, (weights, biases) in zip(opened.network.dense_layers, pairs, strict=True):
        np.testing.assert_allclose(layer.weights, weights, atol=1e-6)
        np.testing.assert_allclose(layer.biases, biases, atol=1e-6)
    assert "Tinn" in opened.ways[0]


def test_each_matrix_of_a_text_may_stand_below_its_sides():
    text = io.StringIO()
    for weights, biases in PAIRS:
        for table in (weights.T, biases[:, None]):
            text.write(f"{table.shape[0]} {table.shape[1]}\n")
            np.savetxt(text, table, "%.9g")
    opened_as(text.getvalue().encode())


def named(**changed):
    held = {f"{c}{k}": one for k, pair in enumerate(PAIRS, 1) for c, one in zip("Wb", pair, strict=True)} | changed
    return npz(**{name: one for name, one in held.items() if one is not None})


def test_a_layer_without_biases_among_others_is_said():
    for missing, words in (({"b2": None}, "layer 2 has no biases"), ({"b1": None, "b3": None}, "layers 1, 3 have no")):
        opened = open_weight_file(named(**missing))
        assert words in opened.put_together(opened.reading.guess)
    for whole in (named(), named(b1=None, b2=None, b3=None)):
        assert "no biases" not in open_weight_file(whole).ways[0]


def test_biases_that_fit_onto_no_layer_are_said_to_be_amiss_and_not_the_weights():
    for biases in (np.ones(11), np.ones(49), np.ones(100)):
        with pytest.raises(WeightFileError, match=f"biases for {len(biases)} nodes"):
            open_weight_file(named(b3=biases))


def test_the_name_of_the_only_column_is_no_bias():
    files = {}
    for k, (weights, biases) in enumerate(PAIRS, 1):
        for name, table in ((f"W{k}", weights), (f"b{k}", biases[:, None])):
            rows = [range(table.shape[1]), *([f"{one:.9g}" for one in row] for row in table)]
            files[f"{name}.csv"] = "\n".join(",".join(map(str, row)) for row in rows).encode()
    opened_as(files)
