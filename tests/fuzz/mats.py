"""Files of MATLAB's, version 5, written by hand, so that anything in them may be a lie."""

import struct
import zlib

import numpy as np

KINDS = {"i1": 1, "u1": 2, "i4": 5, "u4": 6, "f4": 7, "f8": 9}
CLASSES = {"i1": 8, "u1": 9, "f4": 7, "f8": 6}


def mat(packed=True, **arrays):
    """Return a file of arrays; a dict is a structure, a list a cell array, a list of dicts structures in a row."""
    elements = [matrix(name, value) for name, value in arrays.items()]
    return head() + b"".join(compressed(one) if packed else one for one in elements)


def head(end=b"IM"):
    return b"MATLAB 5.0 MAT-file".ljust(124) + b"\0\1" + end


def element(kind, data, size=None):
    return struct.pack("<II", kind, len(data) if size is None else size) + data + bytes(-len(data) % 8)


def compressed(content):
    packed = zlib.compress(content)
    return struct.pack("<II", 15, len(packed)) + packed


def matrix(name, value, shape=None, kind=None):
    """Return an array, or one of the others, as an element; `shape` is what its header says."""
    if isinstance(value, str):
        return element(14, _start(4, (1, len(value)), name) + element(16, value.encode()))
    rows = value if isinstance(value, list) else [value]
    if isinstance(rows[0], dict):
        fields = b"".join(key.encode().ljust(32, b"\0") for key in rows[0])
        inside = element(5, struct.pack("<i", 32)) + element(1, fields)
        inside += b"".join(matrix("", one) for row in rows for one in row.values())
        return element(14, _start(2, shape or (1, len(rows)), name) + inside)
    if isinstance(value, list):
        return element(14, _start(1, shape or (1, len(value)), name) + b"".join(matrix("", one) for one in value))
    code = value.dtype.str[1:]
    shape = value.shape if shape is None else shape
    data = element(KINDS[code] if kind is None else kind, value.tobytes(order="F"))
    return element(14, _start(CLASSES[code], shape, name) + data)


def _start(kind, shape, name):
    flags = element(6, struct.pack("<II", kind, 0))
    return flags + element(5, struct.pack(f"<{len(shape)}i", *shape)) + element(1, name.encode())


def heavy():
    """Return a file of some kilobytes that unpacks to arrays of 60 MB."""
    return mat(**{f"W{k}": np.zeros((784, 5000), "f4") for k in range(1, 5)})


def lies():
    """Return name -> file of MATLAB's that says something else than it holds."""
    one, label = np.ones((9, 784), np.uint8), np.arange(9.0)[:, None]
    deep = {"a": label}
    cells = [label]
    for _ in range(100):
        deep, cells = {"a": deep}, [cells]
    long = struct.pack("<II", 15, 2**32 - 1)
    return {
        "head alone": head(),
        "other order": head(b"XX") + matrix("X", one),
        "cut": mat(X=one, y=label)[:-9],
        "long": head() + long,
        "huge": head() + matrix("X", one, (2**31 - 1, 2**31 - 1)),
        "minus": head() + matrix("X", one, (-9, -784)),
        "flat": head() + matrix("X", one, (9, 784, 1, 1, 1, 1, 1)),
        "no kind": head() + matrix("X", one, kind=99),
        "packed twice": head() + compressed(compressed(matrix("X", one))),
        "bomb": head() + compressed(element(14, bytes(10**8))) * 20,
        "many": head() + matrix("", label) * 50_000,
        "deep": head() + matrix("s", deep),
        "cells in cells": head() + matrix("c", cells),
        "cells that are not there": head() + matrix("c", [label], (1, 9)),
        "cells without end": head() + matrix("c", [label], (2**31 - 1, 2**31 - 1)),
        "fewer cells than none": head() + matrix("c", [label], (-1, 5)),
        "structures that are not there": head() + matrix("s", [{"W": label}] * 2, (1, 100)),
        "nothing": head() + element(14, b"") * 100_000,
        "small": head() + struct.pack("<HH4x", 14, 9) * 100,
    }
