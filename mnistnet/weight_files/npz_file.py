"""Files in NumPy's .npz format, ours and others', read within bounds; ours may keep earlier epochs too.

Members: W1, b1, W2, ...; "card", which says what the network is; and, for the time machine, one vector
"epoch 0", "epoch 1", ... each, laid out as `mnistnet.training.parameters.vector_of` says.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.training.parameters import vector_of
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.card import card_array, card_of, named_arrays, read_card
from mnistnet.weight_files.checks import MOST_PARAMETERS, MOST_TENSORS, checked_size
from mnistnet.weight_files.contents import Contents, habit_of
from mnistnet.weight_files.errors import WeightFileError
from mnistnet.weight_files.npy_file import array_of_npy, object_of_npy, plain_numbers, text_of_npy
from mnistnet.weight_files.pickle_arrays import Arrays
from mnistnet.weight_files.said import said_by
from mnistnet.weight_files.zip_file import inflated, members_of
from mnistnet.words import say

__all__ = ["arrays_of_npz", "read_contents", "save_npz"]

Array = NDArray[Any]
EPOCH = re.compile(r"epoch (\d{1,6})")
MOST_INFLATED = 8 * MOST_PARAMETERS + 1_100_000
MOST_INFLATED_WITH_EPOCHS = 64_000_000


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
    for name, data in _members(content).items():
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


def arrays_of_npz(content: bytes, *, epochs: bool = False) -> dict[str, Array]:
    """Return the arrays in an .npz file by name, with or without those of earlier epochs; else as `read_contents`."""
    return {name: array_of_npy(name, data) for name, data in _members(content, epochs=epochs).items()}


def _members(content: bytes, *, epochs: bool = False) -> dict[str, bytearray]:
    """Return the .npy files in an .npz file by name, unpacked."""
    checked_size(content)
    members = {member.name.removesuffix(".npy"): member for member in members_of(content)}
    if not all(member.name.endswith(".npy") for member in members.values()):
        raise WeightFileError(say("This zip file holds something else than NumPy arrays."))
    wanted = {name: member for name, member in members.items() if epochs or not EPOCH.fullmatch(name)}
    if sum(not EPOCH.fullmatch(name) for name in members) > MOST_TENSORS + 1:
        raise WeightFileError(say("This file holds more than {MOST_TENSORS} arrays.", MOST_TENSORS=MOST_TENSORS))
    most = MOST_INFLATED_WITH_EPOCHS if epochs else MOST_INFLATED
    if sum(member.size for member in wanted.values()) > most:
        raise WeightFileError(
            say("Unpacked, this file is larger than {most} MB, the most that can be read.", most=most // 10**6)
        )
    return {name: inflated(content, member) for name, member in wanted.items()}


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
