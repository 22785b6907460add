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
from mnistnet.weight_files.card import card_array, card_of, named_arrays, read_card
from mnistnet.weight_files.checks import MOST_PARAMETERS, MOST_TENSORS, checked_size
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.errors import WeightFileError, shown
from mnistnet.weight_files.raw_array import raw_array
from mnistnet.weight_files.zip_file import inflated, members_of
from mnistnet.words import say

__all__ = ["arrays_of_npz", "read_contents", "save_npz"]

Array = NDArray[Any]
EPOCH = re.compile(r"epoch (\d{1,6})")
MOST_INFLATED = 8 * MOST_PARAMETERS + 1_100_000
MOST_INFLATED_WITH_EPOCHS = 64_000_000
HEADER = re.compile(
    rb"\{'descr': '([<>|=]?)([a-z]\d)', 'fortran_order': (False|True), 'shape': \(([0-9, ]{0,100})\), ?\} *\n"
)
LONGEST_HEADER = 4096


def read_contents(content: bytes) -> Contents:
    """Return the arrays of an .npz file, without those of earlier epochs.

    Raises
    ------
    WeightFileError
        If it is not such a file, damaged, or larger inside than any network that can be read.
    """
    arrays = arrays_of_npz(content)
    card = arrays.pop("card", None)
    habit = "scratch"
    for words, other in ((r"wih", "your-own"), (r".*\bweight", "torch"), (r".*\bkernel(:0)?", "keras")):
        if any(re.fullmatch(words, name[:200]) for name in arrays):
            habit = other
    return Contents(arrays, None if card is None else read_card(card), habit)


def arrays_of_npz(content: bytes, *, epochs: bool = False) -> dict[str, Array]:
    """Return the arrays in an .npz file by name, with or without those of earlier epochs; else as `read_contents`."""
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
    return {name: _array(name, inflated(content, member)) for name, member in wanted.items()}


def _array(name: str, data: bytearray) -> Array:
    """Return the array in the content of an .npy file."""
    if data[:6] != b"\x93NUMPY" or len(data) < 12 or data[6] not in (1, 2, 3):
        raise WeightFileError(say("The member {shown} of this file is no NumPy array.", shown=shown(name)))
    start = 10 if data[6] == 1 else 12
    end = start + int.from_bytes(data[8:start], "little")
    match = HEADER.fullmatch(data, start, end) if end <= min(len(data), LONGEST_HEADER) else None
    if match is None:
        raise WeightFileError(
            say("The array {shown} in this file is damaged, or holds no plain numbers.", shown=shown(name))
        )
    sides = [side.strip() for side in match[4].split(b",")]
    if b"" in sides[:-1]:
        raise WeightFileError(say("The array {shown} in this file has an impossible shape.", shown=shown(name)))
    shape = tuple(int(side) if b" " not in side else -1 for side in sides if side)
    numbers = memoryview(data)[end:]
    return raw_array(numbers, shape, match[2].decode(), match[1].decode() or "=", fortran=match[3] == b"True")


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
