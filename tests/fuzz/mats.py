"""Files of MATLAB's, version 5, written by hand, so that anything in them may be a lie."""

import struct
import zlib

import numpy as np

KINDS = {"u1": 2, "i4": 5, "u4": 6, "f4": 7, "f8": 9}
CLASSES = {"u1": 9, "f4": 7, "f8": 6}


def mat(packed=True, **arrays):
    """Return a file of arrays; a dict is a structure."""
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
    """Return an array or a structure as an element; `shape` is what its header says."""
    if isinstance(value, dict):
        fields = b"".join(key.encode().ljust(32, b"\0") for key in value)
        inside = element(5, struct.pack("<i", 32)) + element(1, fields)
        inside += b"".join(matrix("", one) for one in value.values())
        return element(14, _start(2, (1, 1), name) + inside)
    code = value.dtype.str[1:]
    shape = value.shape if shape is None else shape
    data = element(KINDS[code] if kind is None else kind, value.tobytes(order="F"))
    return element(14, _start(CLASSES[code], shape, name) + data)


def _start(kind, shape, name):
    flags = element(6, struct.pack("<II", kind, 0))
    return flags + element(5, struct.pack(f"<{len(shape)}i", *shape)) + element(1, name.encode())


def lies():
    """Return name -> file of MATLAB's that says something else than it holds."""
    one, label = np.ones((9, 784), np.uint8), np.arange(9.0)[:, None]
    deep = {"a": label}
    for _ in range(100):
        deep = {"a": deep}
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
        "nothing": head() + element(14, b"") * 100_000,
        "small": head() + struct.pack("<HH4x", 14, 9) * 100,
    }
