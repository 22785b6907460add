"""JSON that is no network, lies about its sizes, or costs more to read than it weighs; each must be refused."""

import json


def network(**changes):
    """Return a network in the format of network2.py, 784-2-10, with changes."""
    weights = [[[0.5] * 784] * 2, [[0.25] * 2] * 10]
    good = {
        "sizes": [784, 2, 10],
        "weights": weights,
        "biases": [[[0.0]] * 2, [[1.0]] * 10],
        "cost": "CrossEntropyCost",
    }
    return json.dumps(good | changes).encode()


def _weights(first):
    return [first, [[0.25] * 2] * 10]


def wrong():
    """Values of the wrong kind or shape."""
    row = [0.5] * 784
    rows = {
        "ragged": [row, row[1:]], "text": [["1"] * 784] * 2, "true": [[True] * 784] * 2, "null": [[None] * 784] * 2,
        "nested": [[[1.0]] * 784] * 2, "dict": [{"a": 1}] * 2, "flat": row, "empty": [], "empty rows": [[], []],
        "number": 5, "nan": [[float("nan")] * 784] * 2, "infinite": [[float("inf")] * 784] * 2,
        "large": [[1e7] * 784] * 2, "whole": [[10**400] * 784] * 2, "turned": [[0.5, 0.5]] * 784,
    }  # fmt: skip
    cases = {f"weights {name}": network(weights=_weights(value)) for name, value in rows.items()}
    parts = {"dict": {}, "text": "weights", "empty": [], "seventeen": [[[1.0]]] * 18, "one": [[[1.0]]]}
    cases |= {
        f"{key} {name}": network(**{key: v}) for key in ("sizes", "weights", "biases") for name, v in parts.items()
    }
    cases |= {f"sizes {v}": network(sizes=v) for v in ([784, 3, 10], [10, 2, 784], ["784", "2", "10"], [784.5, 2, 10])}
    cases |= {f"card {i}": network(card=v) for i, v in enumerate((1, [], {}, {"format": "mnistnet 1"}, "card"))}
    good = network()
    cases |= {f"cut at {share} %": good[: len(good) * share // 100] for share in range(1, 100, 11)}
    return cases | {
        "two weights": good[:-1] + b', "weights": []}',
        "trailing": good + b"}",
        "not utf-8": good.replace(b"CrossEntropyCost", b"\xff\xfe"),
        "utf-16": good.decode().encode("utf-16-le"),
        "constants": good.replace(b"0.25", b"NaN"),
        "overflow": good.replace(b"0.25", b"1e999"),
        "empty": b"{}",
        "spaces only": b"{" + b" " * 1000,
    }


def heavy():
    """Small texts that would become large."""
    return {
        "deep lists": lambda: b'{"a":' + b"[" * 5_000_000,
        "deep lists, few": lambda: b'{"a":' + b"[" * 49_000 + b"]" * 49_000 + b"}",
        "deep dicts": lambda: b'{"a":' * 49_000,
        "empty lists": lambda: b'{"weights":[' + b"[]," * 3_000_000 + b"[]]}",
        "fifty thousand lists": lambda: b'{"weights":[' + b"[]," * 49_000 + b"[]]}",
        "zeros": lambda: b'{"weights":[' + b"0," * 4_900_000 + b"0]}",
        "floats": lambda: b'{"sizes":[1],"biases":[[[1]]],"weights":[[[' + b"0.1234," * 1_420_000 + b"0]]]}",
        "long number": lambda: b'{"weights":' + b"9" * 9_900_000 + b"}",
        "long fraction": lambda: b'{"weights":0.' + b"9" * 9_900_000 + b"}",
        "long exponent": lambda: b'{"weights":1e' + b"9" * 9_900_000 + b"}",
        "spaces": lambda: b'{"weights":' + b" " * 9_900_000 + b"1}",
        "spaces first": lambda: b" " * 15_000_000 + b"{",
        "long text": lambda: b'{"weights":"' + b"a" * 9_900_000 + b'"}',
        "escapes": lambda: b'{"weights":"' + b"\\u0041" * 1_600_000 + b'"}',
        "wide escapes": lambda: b'{"weights":"' + b"a" * 9_800_000 + b'\\ud83d\\ude00"}',
        "wide text": lambda: b'{"weights":"' + b"a" * 9_800_000 + "\U0001f600".encode() + b'"}',
        "many texts": lambda: b'{"weights":[' + b'"",' * 3_000_000 + b'""]}',
        "many names": lambda: b"{" + b",".join(b'"%d":0' % k for k in range(45_000)) + b"}",
        "colliding": lambda: b'{"weights":[' + b"18446744073709551629," * 400_000 + b"0]}",
        "too large": lambda: b'{"a":' + b"1" * 16_000_000,
        "more than ten": lambda: b'{"a":"' + b"1" * 11_000_000 + b'"}',
    }


def cases():
    """Return name -> function that makes the file."""
    return {name: (lambda content=content: content) for name, content in wrong().items()} | heavy()
