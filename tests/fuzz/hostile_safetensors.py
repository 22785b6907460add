"""Safetensors files with forged headers; each must be refused."""

import json
import struct

DENSE = {"kind": "dense", "name": "", "activation": "sigmoid"}
CARD = {"format": "mnistnet 1", "name": "n", "book": "", "layers": [DENSE],
        "encoding": {"offset": 0, "scale": 1}, "image_shape": [2, 2], "settings": {}, "history": [],
        "test_accuracy": None, "epoch": None}  # fmt: skip


def packed(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def entry(shape, start, stop, dtype="F32"):
    return {"dtype": dtype, "shape": shape, "data_offsets": [start, stop]}


def carded(card):
    """Return a file of ours, 2 x 2 pixels to 3 digits, with any card."""
    card = json.dumps(card).encode()
    header = {
        "W1": entry([4, 3], 0, 48),
        "b1": entry([3], 48, 60),
        "card": entry([len(card)], 60, 60 + len(card), "U8"),
    }
    return packed(header, struct.pack("<15f", *range(15)) + card)


def headers():
    """Headers that lie."""
    data = bytes(784 * 40)
    one = {"W1": entry([784, 10], 0, len(data))}
    cases = {f"length {n}": struct.pack("<Q", n) + packed(one, data)[8:] for n in (0, 1, 2, 64_001, 2**32, 2**40 - 1)}
    cases |= {f"cut at {share} %": packed(one, data)[: share * len(data) // 100] for share in range(0, 100, 10)}
    offsets = {"swapped": [31360, 0], "beyond": [0, 31364], "short": [0, 31356],
               "negative": [-4, 31356],
               "huge": [0, 2**64], "one": [0], "three": [0, 1, 2], "text": ["0", "31360"], "float": [0.0, 31360.0],
               "true": [False, 31360],
               "none": None, "shifted": [4, 31364], "very huge": [0, 10**4000]}  # fmt: skip
    cases |= {f"offsets {name}": packed({"W1": one["W1"] | {"data_offsets": v}}, data) for name, v in offsets.items()}
    shapes = {"negative": [-784, -10], "huge": [2**40, 2**40], "zero": [0, 784], "text": ["784", 10],
              "float": [784.0, 10], "nine": [784, 10, 1, 1, 1, 1, 1, 1, 1], "none": None, "dict": {"784": 10},
              "other": [784, 11],
              "scalar": [], "true": [784, 10, True], "digits": [10**4200]}  # fmt: skip
    cases |= {f"shape {name}": packed({"W1": one["W1"] | {"shape": v}}, data) for name, v in shapes.items()}
    for dtype in ("F8", "C64", "f4", "O", "", None, ["F32"], {"a": 1}, 4, "F32\0", "F64", "F8_E4M3", "F32" * 1000):
        cases[f"dtype {str(dtype)[:20]}"] = packed({"W1": one["W1"] | {"dtype": dtype}}, data)
    return cases


def layouts():
    """Tensors that overlap, leave gaps, or are too many; JSON that is none."""
    data = bytes(784 * 40)
    half = len(data) // 2
    many = {f"W{k}": entry([1], 4 * k, 4 * k + 4) for k in range(70)}
    return {
        "overlap": packed({"W1": entry([392, 10], 0, half), "W2": entry([392, 10], half - 4, 2 * half - 4)}, data),
        "same place": packed({"W1": entry([784, 10], 0, 2 * half), "W2": entry([784, 10], 0, 2 * half)}, data),
        "gap": packed({"W1": entry([391, 10], 0, half - 40), "W2": entry([392, 10], half, 2 * half)}, data),
        "more data": packed({"W1": entry([784, 10], 0, len(data))}, data + b"\0"),
        "many": packed(many, bytes(280)),
        "empty tensors": packed({f"t{k}": entry([0], 0, 0) for k in range(60)}),
        "no tensors": packed({}),
        "metadata only": packed({"__metadata__": {"a": "b"}}),
        "metadata a list": packed({"__metadata__": [[[[1]]]], "x": entry([1], 0, 4)}, bytes(4)),
        "two W1": packed(b'{"W1":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"W1":{}}', bytes(4)),
        "list": packed(b"{}[]"),
        "entry a list": packed({"W1": [1, 2, 3]}),
        "entry a number": packed({"W1": 10**30}),
        "deep": packed(b'{"a":' * 10_000),
        "deep lists": packed(b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}"),
        "not utf-8": packed(b'{"\xff\xfe":1}'),
        "spaces": packed(b"{" + b" " * 60_000),
        "long name": packed({"W" * 50_000: entry([784, 10], 0, len(data))}, data),
        "batch normalisation": packed({"bn1.running_mean": entry([784, 10], 0, len(data))}, data),
        "nan": packed({"W1": entry([784, 10], 0, len(data))}, struct.pack("<f", float("nan")) * 7840),
        "bf16 infinity": packed({"W1": entry([784, 10], 0, half, "BF16")}, b"\x80\x7f" * 7840),
        "wrong kernels": packed(
            {"a.weight": entry([784, 5], 0, half), "b.weight": entry([784, 5], half, 2 * half)}, data
        ),
    }


def cards():
    """Cards that say impossible things."""
    dense, flat = DENSE, {"kind": "flatten", "name": ""}
    changes = {
        "format": [None, 1, "mnistnet 2", [], "x" * 10_000],
        "name": [None, 5, "a" * 501, "a\nb", "\ud800", ["n"], "\u202e"],
        "book": [None, {}],
        "layers": [None, [], {}, [flat], [dense, dense], [flat] * 20 + [dense], [dense | {"activation": "os.system"}],
                   [dense | {"activation": ["sigmoid"]}], [dense | {"kind": "lambda"}], [dense | {"name": 3}],
                   ["dense"], [dense | {"numbers": ["float32", "float32", 1]}], [dense | {"numbers": ["object", None]}],
                   [dense | {"numbers": ["float32", None]}], [dense | {"numbers": [None, None]}]],
        "encoding": [None, {}, {"offset": 1e300, "scale": 1}, {"offset": 0, "scale": 0}, {"offset": "x", "scale": 1},
                     {"offset": float("nan"), "scale": 1}, {"offset": 0, "scale": float("inf")}],
        "image_shape": [None, [], [2], [2, 2, 1], [-2, -2], [2.0, 2.0], [4, 0], [2**40, 2**40],
                        [10**4000, 1], "22", [3, 3]],
        "settings": [None, [], {"epochs": "many"}, {"seed": [1]},
                     {"a": {"b": {"c": {"d": {"e": {"f": {"g": [[]]}}}}}}}],
        "history": [None, {}, [1], [{}], [{"epoch": "1"}], [{"epoch": 1, "loss": "x"}], [{"epoch": 1, "loss": [1]}]],
        "test_accuracy": [-1, 2, "1", [], float("nan")],
        "epoch": [-1, 1.5, "1", True],
    }  # fmt: skip
    return {f"card {key} {i}": carded(CARD | {key: v}) for key, vs in changes.items() for i, v in enumerate(vs)}


def heavy():
    """Headers that would cost more than they weigh; as functions, for their size."""
    return {
        "sixty thousand": lambda: packed({f"t{k}": entry([0], 0, 0) for k in range(60_000)}),
        "card of lists": lambda: carded(CARD | {"settings": {"a": [[]] * 30_000}}),
        "card of text": lambda: carded(CARD | {"name": "a" * 15_000_000}),
        "full of zeros": lambda: packed({"W1": entry([15_900_000], 0, 15_900_000, "I8")}, bytes(15_900_000)),
    }


def cases():
    """Return name -> function that makes the file."""
    small = headers() | layouts() | cards()
    return {name: (lambda content=content: content) for name, content in small.items()} | heavy()
