"""Valid files as people keep weights without a format of their own: tables, packed, zipped, joblib's, whole models."""

import base64
import bz2
import gzip
import io
import json
import lzma
import pickle
import struct
import zlib

import joblib
import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from tests.fuzz.hostile_zips import npz, zipped
from tests.torch_by_hand import WholeNumbers, as_older, as_pickle, as_zip, linear, normed, of, sequential

PACKERS = (gzip.compress, zlib.compress, bz2.compress, lambda data: lzma.compress(data, preset=0))


def _of_tensorflow_js():
    """Return the model.json of one dense layer."""
    options = {"name": "d", "units": 10, "activation": "softmax", "use_bias": True}
    plan = {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": options}]}}
    specs = [
        {"name": "d/kernel", "shape": [784, 10], "dtype": "float32"},
        {"name": "d/bias", "shape": [10], "dtype": "float32"},
    ]
    return {"modelTopology": plan, "weightsManifest": [{"paths": ["w.bin"], "weights": specs}]}


def _of_programs():
    """Return networks of one layer as FANN and Darknet write them, and as base64 in JSON."""
    settings = "FANN_FLO_2.1\nlayer_sizes=785 11 \nscale_included=0\n"
    neurons = "neurons (a, b, c)=" + "(0, 0, 0) " * 785 + "(785, 3, 5e-01) " * 10 + "(0, 3, 0) "
    connections = "connections (a, b)=" + "".join(f"({i}, 1e-01) " for i in range(785)) * 10
    numbers = np.linspace(-1, 1, 7850).astype("<f4").tobytes()
    darknet = {
        "a.cfg": b"[net]\ninputs=784\n[connected]\noutput=10\nactivation=linear\n[softmax]\n",
        "a.weights": struct.pack("<3iq", 0, 2, 0, 1) + numbers,
    }
    text = {"shape": [784, 10], "data": base64.b64encode(numbers[:31360]).decode()}
    told = json.dumps({"W1": text, "b1": base64.b64encode(numbers[31360:]).decode()}).encode()
    return [f"{settings}{neurons}\n{connections}\n".encode(), told, zipped(darknet)]


def seeds(plain):
    """Return reader -> valid files, of the arrays of a small network."""
    ones, table = np.ones((784, 10)), b"\n".join([b"1 0 0 0 0 0 0 0 0 0"] * 784)
    names = b",".join(b"V%d" % i for i in range(10)) + b"\n"
    return {
        "table": [
            table,
            names + table.replace(b" ", b","),
            table.replace(b" ", b";").replace(b"1", b"0,5"),
            b"W1:\n" + table + b"\n\nb1:\n" + b"2 " * 10,
            b"Normalize mean=[0.1307] std=[0.3081]\nAffine\n%b\n%b\n"
            % (str(ones.T.tolist()).encode(), str([0.5] * 10).encode()),
        ],
        "packed": [pack(npz(**plain)) for pack in PACKERS] + [gzip.compress(table)],
        "zip": [
            zipped({"W1.csv": table, "b1.csv": b"1\n" * 10}),
            zipped({"n/net.pkl": pickle.dumps(plain)}),
            zipped({"model.json": json.dumps(_of_tensorflow_js()), "w.bin": np.ones(7850, "<f4").tobytes()}),
        ],
        "programs": _of_programs(),
        "raw": [
            np.ones(7850, "<f4").tobytes(),
            np.array([784, 10], "<i4").tobytes() + np.linspace(-1, 1, 7850).astype("<f8").tobytes(),
            *_in_pieces(np.linspace(-1, 1, 7850)),
        ],
        "gguf": [gguf(fc1_weight=ones.T, fc1_bias=np.ones(10)), gguf(1, fc1_weight=ones.T)],
        "joblib": [
            _by_joblib(plain),
            _by_joblib({"w": _objects(ones), "names": np.array(["a"], "U1")}),
            *_estimators(),
        ],
        "modules": [write(_module()) for write in (as_zip, as_older, as_pickle)],
        "quantised": [
            as_zip({"W1": WholeNumbers(np.ones((10, 784), np.int8), scale, zero)})
            for scale, zero in ((0.5, 3), (np.ones(10), np.zeros(10)))
        ],
        "in turn": [
            b"".join(pickle.dumps(array, 4) for array in plain.values()),
            b"".join(_by_save(array) for array in plain.values()),
        ],
    }


def gguf(kind=0, **arrays):
    """Return a GGUF file: a text, a number and a list that say something of the model, then its tensors."""

    def text(word):
        return struct.pack("<Q", len(word)) + word.encode()

    values = text("general.architecture") + struct.pack("<I", 8) + text("mnist-fc")
    values += text("general.alignment") + struct.pack("<II", 4, 64)
    values += text("classes") + struct.pack("<IIQ", 9, 8, 2) + text("zero") + text("one")
    heads, data = b"", b""
    for name, array in arrays.items():
        data += bytes(-len(data) % 64)
        heads += text(name.replace("_", ".")) + struct.pack("<I", array.ndim)
        heads += struct.pack(f"<{array.ndim}Q", *array.shape[::-1]) + struct.pack("<IQ", kind, len(data))
        data += np.ascontiguousarray(array).astype("<f2" if kind == 1 else "<f4").tobytes()
    start = b"GGUF" + struct.pack("<IQQ", 3, len(arrays), 3) + values + heads
    return start + bytes(-len(start) % 64) + data


def _in_pieces(numbers):
    """Return one layer as programs write it that put the sizes of each array before it."""
    weights, biases = numbers[:7840], numbers[7840:]
    for order, sizes, fractions in (("<", "i4", "f4"), (">", "i4", "f8"), ("<", "u8", "f8"), ("<", "i4", "f8")):
        heads = [np.array(head, order + sizes).tobytes() for head in ([10, 784], [10, 1])]
        yield b"".join(
            head + part.astype(order + fractions).tobytes() for head, part in zip(heads, (weights, biases), strict=True)
        )
    counts = [np.array(head, "<u8").tobytes() for head in ([10, 784, 7840], [10, 10])]
    yield b"".join(
        b"\1" + count + part.astype("<f8").tobytes() for count, part in zip(counts, (weights, biases), strict=True)
    )


def packed_anew(content, dice, damaged):
    """Return a file that is damaged inside what packs it."""
    return dice.choice(PACKERS)(damaged(content, [content], dice))


def _by_save(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def _by_joblib(value):
    file = io.BytesIO()
    joblib.dump(value, file)
    return file.getvalue()


def _objects(array):
    found = np.empty(1, object)
    found[0] = array
    return found


def _module():
    """Return a whole model of one node between pixels and digits."""
    one = np.ones(1)
    return sequential(
        linear(np.ones((784, 1)), one), normed(one, one, one, one, 1e-5), of("ReLU"), linear(np.ones((1, 10)))
    )


def _estimators():
    """Return a network behind a scaler and components, and a linear model, with numbers that no digit has seen."""
    scaler, parts, network, line = StandardScaler(), PCA(1), MLPClassifier((1,)), LogisticRegression()
    scaler.mean_ = scaler.scale_ = np.ones(784, "f4")
    parts.mean_, parts.components_ = np.ones(784, "f4"), np.ones((1, 784), "f4")
    network.coefs_, network.intercepts_ = [np.ones((1, 1)), np.ones((1, 10))], [np.ones(1), np.ones(10)]
    network.out_activation_ = "softmax"
    line.coef_, line.intercept_ = np.ones((10, 784), "f4"), np.ones(10)
    steps = Pipeline([("scaler", scaler), ("parts", parts), ("network", network)])
    return [_by_joblib(steps), pickle.dumps(steps), _by_joblib(line)]
