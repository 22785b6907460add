"""Pickle files: the dict W1, b1, W2, ... of *Deep Learning from Scratch*, of any depth, read without unpickling.

What is saved here is a plain dict of arrays in protocol 3 under NumPy's old names, so that ``pickle.load``
opens it with every Python 3 and every NumPy, as the book's own code does.
"""

import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.weight_files.card import card_array, card_of, named_arrays, read_card
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.errors import WeightFileError, shown
from mnistnet.weight_files.pickle_machine import Call, Name, Text
from mnistnet.weight_files.pickle_opcodes import written_down
from mnistnet.weight_files.raw_array import raw_array
from mnistnet.words import mark, say

__all__ = ["read_pickle", "save_pickle"]

Array = NDArray[Any]
FORGED = mark("An array in this pickle file is not made as NumPy makes arrays.")


def read_pickle(content: bytes) -> Contents:
    """Return the arrays of a pickled dict; single numbers and texts beside them are left out.

    Raises
    ------
    WeightFileError
        If it holds anything else.
    """
    described = written_down(content)
    if not isinstance(described, dict):
        raise WeightFileError(say("This pickle file holds no dict of arrays such as W1, b1, W2, b2."))
    arrays = {}
    for name, value in described.items():
        if isinstance(value, Call) and value.word in ("_reconstruct", "_frombuffer"):
            arrays[name] = _array(value)
        elif not (value is None or isinstance(value, bool | int | float | Text | Call)):
            raise WeightFileError(say("The entry {shown} of this pickle file is no array.", shown=shown(name)))
    card = arrays.pop("card", None)
    habit = "your-own" if "wih" in arrays else "torch" if any(name.endswith("weight") for name in arrays) else "scratch"
    return Contents(arrays, None if card is None else read_card(card), habit)


def _array(call: Call) -> Array:
    """Return the array that a written-down call would make."""
    if call.word == "_frombuffer" and len(call.arguments) == 4 and call.state is None:
        data, dtype, shape, order = call.arguments
        return raw_array(_data(data), shape, *_format(dtype), fortran=_short(order) == "F")
    state = call.state
    if not isinstance(state, tuple) or len(state) != 5 or len(call.arguments) != 3 or call.word != "_reconstruct":
        raise WeightFileError(say(FORGED))
    kind, (version, shape, dtype, fortran, data) = call.arguments[0], state
    if not isinstance(kind, Name) or kind.word != "ndarray" or type(version) is not int:
        raise WeightFileError(say(FORGED))
    return raw_array(_data(data), shape, *_format(dtype), fortran=type(fortran) in (bool, int) and fortran == 1)


def _format(dtype: Any) -> tuple[str, str]:
    """Return the code and the byte order of a written-down dtype, if it is a plain one in every part."""
    if not isinstance(dtype, Call) or dtype.word != "dtype" or not dtype.arguments:
        raise WeightFileError(say(FORGED))
    state = dtype.state
    if not isinstance(state, tuple) or len(state) != 8 or type(state[0]) is not int or state[0] not in (3, 4):
        raise WeightFileError(say(FORGED))
    flags = state[5:]
    if any(part is not None for part in state[2:5]) or any(type(flag) is not int for flag in flags):
        raise WeightFileError(say(FORGED))
    if flags != (-1, -1, 0):
        raise WeightFileError(say(FORGED))
    return _short(dtype.arguments[0]), _short(state[1])


def _short(text: Any) -> str:
    """Return a short text."""
    if not isinstance(text, Text) or len(text.raw) > 8:
        raise WeightFileError(say(FORGED))
    return text.raw.decode("latin-1")


def _data(value: Any) -> bytes:
    """Return an array's bytes; protocols 0 to 2 write them as a text with one character a byte."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, Call) and value.word == "encode" and value.state is None and len(value.arguments) == 2:
        value = value.arguments[0]
    if not isinstance(value, Text):
        raise WeightFileError(say(FORGED))
    escapes = value.codec == "raw-unicode-escape"
    wide = value.raw.count(b"\\u") != value.raw.count(b"\\u00") or b"\\U" in value.raw
    high = value.codec == "utf-8" and value.raw and np.frombuffer(value.raw, np.uint8).max() > 0xC3
    if (escapes and wide) or high:  # a character above 255 is no byte; and one would make the whole text wide
        raise WeightFileError(say(FORGED))
    try:
        return value.raw if value.codec == "latin-1" else value.decoded.encode("latin-1")
    except ValueError as error:
        raise WeightFileError(say(FORGED)) from error


def save_pickle(network: Network) -> bytes:
    """Return a network as the content of a pickle file, protocol 3: a dict of arrays W1, b1, ... and a card.

    Where a layer has no biases the file holds zeros, which compute the same; the card says which are none.
    """
    arrays = named_arrays(network, zero_biases=True) | {"card": card_array(card_of(network, numbers=True))}
    return b"\x80\x03}(" + b"".join(_pickled(name, array) for name, array in arrays.items()) + b"u."


def _pickled(name: str, array: Array) -> bytes:
    """Return the opcodes that put an array on the stack after its name."""
    code = array.dtype.str[1:].encode()
    order = b"|" if array.dtype.itemsize == 1 else b"<"
    little = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return b"".join(
        (
            _text(name.encode()),
            b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\1b\x87R(K\1",
            b"(" + b"".join(b"J" + struct.pack("<i", side) for side in array.shape) + b"t",
            b"cnumpy\ndtype\n" + _text(code) + b"\x89\x88\x87R",
            b"(K\3" + _text(order) + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb",
            b"\x89B" + struct.pack("<I", len(little)) + little + b"tb",
        )
    )


def _text(text: bytes) -> bytes:
    return b"X" + struct.pack("<I", len(text)) + text
