"""Networks in NumPy's .npz format, ours and others'; ours may keep earlier epochs too.

Members: W1, b1, W2, ...; "card", which says what the network is; and, for the time machine, one vector
"epoch 0", "epoch 1", ... each, laid out as `mnistnet.training.parameters.vector_of` says.
"""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.npy_file import array_of_npy, object_of_npy, plain_numbers, text_of_npy
from mnistnet.containers.npz_file import members_of_npz
from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.network import Network
from mnistnet.training.parameters import vector_of
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.card import card_array, card_of, named_arrays, read_card
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.said import said_by

__all__ = ["read_contents", "save_npz"]

Array = NDArray[Any]


def read_contents(content: bytes) -> Contents:
    """Return the arrays of an .npz file, without those of earlier epochs; of pickled objects in it, all arrays.

    Raises
    ------
    WeightFileError
        If it is not such a file, damaged, or larger inside than any network that can be read.
    """
    arrays: dict[str, Array] = {}
    left_out: list[str] = []
    texts: dict[str, str] = {}
    for name, data in members_of_npz(content).items():
        if name == "card" or plain_numbers(data):
            arrays[name] = array_of_npy(name, data)
        elif (value := object_of_npy(name, data)) is not None:
            inside = contents_of_value({name: value}, Arrays())
            arrays |= inside.arrays
            left_out += inside.left_out
        else:
            texts[name] = text_of_npy(name, data)
            left_out.append(name)
    card = arrays.pop("card", None)
    said = said_by(texts)
    return Contents(arrays, None if card is None else read_card(card), habit_of(arrays), tuple(left_out), said)


def save_npz(network: Network, epochs: Mapping[int, Network] | None = None) -> bytes:
    """Return a network as the content of an .npz file; `read_npz` gives back the same bits.

    Parameters
    ----------
    network : Network
    epochs : mapping of int to Network, optional
        The same network at earlier epochs, each in the number format to be kept.
    """
    arrays = {"card": card_array(card_of(network))} | named_arrays(network)
    arrays |= {f"epoch {number}": vector_of(past) for number, past in (epochs or {}).items()}
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()
