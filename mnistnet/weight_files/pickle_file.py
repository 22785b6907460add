"""Pickle files: the dict W1, b1, W2, ... of *Deep Learning from Scratch*, of any depth, and objects that hold arrays.

What is saved here is a plain dict of arrays in protocol 3 under NumPy's old names, so that ``pickle.load``
opens it with every Python 3 and every NumPy, as the book's own code does.
"""

import struct
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.containers.pickles import pickles_in
from mnistnet.network import Network
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.card import card_array, card_of, named_arrays
from mnistnet.weight_files.contents import Contents

__all__ = ["read_pickle", "save_pickle"]

Array = NDArray[Any]


def read_pickle(content: bytes) -> Contents:
    """Return the arrays of whatever was pickled; an object of any class is a record of its attributes.

    A file of several pickles, as ``pickle.dump`` called for each array writes it, is a list of them.

    Raises
    ------
    WeightFileError
        If it is damaged, calls a function, or holds no arrays.
    """
    values = pickles_in(content)
    return contents_of_value(values[0] if len(values) == 1 else values, Arrays())


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
