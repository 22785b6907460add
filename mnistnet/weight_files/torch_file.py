"""PyTorch's files: a pickle of names and, beside it, the bare numbers of every storage; read without PyTorch.

A .pt or .pth file of today is a zip file with ``data.pkl`` and ``data/0``, ``data/1``, ...; one from before 2020 is
five pickles one after the other and then the storages. A state dict, a checkpoint around it, a whole module and
TorchScript are all the same here: bags, in which the arrays are found.
"""

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.pickle_arrays import Arrays
from mnistnet.containers.torch_storages import newer, older
from mnistnet.containers.zip_file import Member
from mnistnet.weight_files.bag import contents_of_value
from mnistnet.weight_files.contents import Contents
from mnistnet.words import say

__all__ = ["read_legacy_torch", "read_torch_zip"]


def read_torch_zip(content: bytes, members: list[Member]) -> Contents:
    """Return the arrays of a .pt file as PyTorch writes them today.

    Raises
    ------
    WeightFileError
        If it is damaged, calls a function, or holds no arrays.
    """
    found = newer(content, members, 2 * MOST_BYTES)
    contents = contents_of_value(found.value, Arrays(found.storages, found.order), "torch")
    if not contents.arrays and any("code" in member.name.split("/")[:-1] for member in members):
        raise WeightFileError(say("This is TorchScript without weights; save model.state_dict() in its place."))
    return contents


def read_legacy_torch(content: bytes) -> Contents:
    """Return the arrays of a .pt file as PyTorch wrote them before version 1.6; raises as `read_torch_zip`."""
    found = older(content)
    return contents_of_value(found.value, Arrays(found.storages, found.order), "torch")
