"""Valid networks as large as files may hold them, of the kinds that need the most memory."""

import json

from tests.fuzz import hostile_onnx
from tests.fuzz.hostile_safetensors import entry, packed
from tests.fuzz.hostile_zips import header, npy, zipped
from tests.fuzz.pickled import numbers, pickled


def _pickle(code, width, zero):
    return pickled(("W1", numbers(784, width, zero, code)), ("W2", numbers(width, 10, zero, code)))


def _npz(code, width, size, order="False"):
    shapes = {"W1.npy": (784, width), "W2.npy": (width, 10)}
    return zipped({n: npy(header(f"'{code}'", order, str(s)), bytes(s[0] * s[1] * size)) for n, s in shapes.items()})


def _safetensors(dtype, width, size):
    first, end = 784 * width * size, 794 * width * size
    names = {"a.weight": entry([width, 784], 0, first, dtype), "b.weight": entry([10, width], first, end, dtype)}
    return packed(names, bytes(end))


def _json(width):
    weights = [[[0.125] * 784] * width, [[0.25] * width] * 10]
    biases = [[[0.5]] * width, [[1.5]] * 10]
    return json.dumps({"sizes": [784, width, 10], "weights": weights, "biases": biases}).encode()


def large_networks():
    """Return reader -> name -> function that makes the file."""
    return {
        "pkl": {
            "bytes": lambda: _pickle("i1", 6000, bytes(1)),
            "halves": lambda: _pickle("f2", 6000, bytes(2)),
            "doubles": lambda: _pickle("f8", 2500, bytes(8)),
        },
        "npz": {
            "doubles": lambda: _npz("<f8", 6000, 8),
            "turned doubles": lambda: _npz(">f8", 6000, 8, "True"),
            "long numbers": lambda: _npz("<i8", 6000, 8),
            "whole numbers": lambda: _npz(">u4", 6000, 4),
        },
        "json": {"numbers": lambda: _json(1700)},
        "safetensors": {
            "brain floats": lambda: _safetensors("BF16", 6000, 2),
            "bytes": lambda: _safetensors("I8", 6000, 1),
            "doubles": lambda: _safetensors("F64", 2500, 8),
        },
        "onnx": hostile_onnx.large(),
    }
