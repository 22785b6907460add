"""An .npz file is a zip file of .npy files; ours may keep earlier epochs of a network too."""

import re
from typing import Any

from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS, MOST_TENSORS, checked_size
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.npy_file import array_of_npy
from mnistnet.containers.zip_file import inflated, members_of
from mnistnet.words import say

__all__ = ["EPOCH", "arrays_of_npz", "members_of_npz"]

Array = NDArray[Any]
EPOCH = re.compile(r"epoch (\d{1,6})")
MOST_INFLATED = 8 * MOST_PARAMETERS + 1_100_000
MOST_INFLATED_WITH_EPOCHS = 64_000_000


def arrays_of_npz(content: bytes, *, epochs: bool = False) -> dict[str, Array]:
    """Return the arrays in an .npz file, with or without those of earlier epochs; raises as `members_of_npz`."""
    return {name: array_of_npy(name, data) for name, data in members_of_npz(content, epochs=epochs).items()}


def members_of_npz(content: bytes, *, epochs: bool = False) -> dict[str, bytearray]:
    """Return the .npy files in an .npz file by name, unpacked.

    Raises
    ------
    WeightFileError
        If it is not such a file, damaged, or larger inside than any network that can be read.
    """
    checked_size(content)
    members = {member.name.removesuffix(".npy"): member for member in members_of(content)}
    if not all(member.name.endswith(".npy") for member in members.values()):
        raise WeightFileError(
            say("This zip file holds no weight file that is read: unpack it, and open the weight files in it.")
        )
    wanted = {name: member for name, member in members.items() if epochs or not EPOCH.fullmatch(name)}
    if sum(not EPOCH.fullmatch(name) for name in members) > MOST_TENSORS + 1:
        raise WeightFileError(say("This file holds more than {MOST_TENSORS} arrays.", MOST_TENSORS=MOST_TENSORS))
    most = MOST_INFLATED_WITH_EPOCHS if epochs else MOST_INFLATED
    if sum(member.size for member in wanted.values()) > most:
        raise WeightFileError(
            say("Unpacked, this file is larger than {most} MB, the most that can be read.", most=most // 10**6)
        )
    return {name: inflated(content, member) for name, member in wanted.items()}
