"""PyTorch's files: a pickle of names and, beside it, the bare numbers of every storage; read without PyTorch.

A .pt or .pth file of today is a zip file with ``data.pkl`` and ``data/0``, ``data/1``, ...; one from before 2020 is
five pickles one after the other and then the storages. A state dict, a checkpoint around it, a whole module and
TorchScript are all the same here: bags, in which the arrays are found.
"""

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.containers.pickle_opcodes import written_down
from mnistnet.containers.torch_storages import older
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.contents import Contents
from mnistnet.words import say

__all__ = ["LEGACY", "is_torch_zip", "read_legacy_torch", "read_torch_zip"]

LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."


def is_torch_zip(members: list[Member]) -> bool:
    """Return whether a zip file is one of PyTorch's: it holds a pickle and no NumPy arrays."""
    return any(member.name.endswith("/data.pkl") or member.name == "data.pkl" for member in members)


def read_torch_zip(content: bytes, members: list[Member]) -> Contents:
    """Return the arrays of a .pt file as PyTorch writes them today.

    Raises
    ------
    WeightFileError
        If it is damaged, calls a function, or holds no arrays.
    """
    pickle = next(member for member in members if member.name.rpartition("/")[2] == "data.pkl")
    folder = pickle.name.removesuffix("data.pkl")
    beside = {member.name: member for member in members}
    if sum(member.size for member in members) > 2 * MOST_BYTES:
        raise WeightFileError(say("Unpacked, this file is larger than any network that can be read."))
    value = written_down(bytes(inflated(content, pickle)))
    order = bytes(inflated(content, beside[f"{folder}byteorder"])) if f"{folder}byteorder" in beside else b"little"
    storages = {
        name.removeprefix(f"{folder}data/"): inflated(content, member)
        for name, member in beside.items()
        if name.startswith(f"{folder}data/")
    }
    contents = contents_of_value(value, Arrays(storages, ">" if order == b"big" else "<"), "torch")
    if not contents.arrays and any(member.name.startswith(f"{folder}code/") for member in members):
        raise WeightFileError(say("This is TorchScript without weights; save model.state_dict() in its place."))
    return contents


def read_legacy_torch(content: bytes) -> Contents:
    """Return the arrays of a .pt file as PyTorch wrote them before version 1.6; raises as `read_torch_zip`."""
    found = older(content)
    return contents_of_value(found.value, Arrays(found.storages, found.order), "torch")
