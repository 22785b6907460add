"""A zip file around weight files: one, or one for every array, such as W1.csv, b1.csv, W2.csv."""

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.weight_files.several import MOST_FILES
from mnistnet.words import say

__all__ = ["files_in"]

TABLES = (".csv", ".tsv", ".txt", ".dat")
WHOLE = (
    ".npz",
    ".pkl",
    ".pickle",
    ".joblib",
    ".json",
    ".safetensors",
    ".pt",
    ".pth",
    ".h5",
    ".hdf5",
    ".keras",
    ".onnx",
)


def files_in(content: bytes, members: list[Member]) -> dict[str, bytes]:
    """Return the weight files in a zip file by their names; empty where it is not packed around such files.

    Raises
    ------
    WeightFileError
        If they are damaged, too many, or too large together.
    """
    files = [member for member in members if not _is_beside(member.name)]
    tables = [member for member in files if member.name.lower().endswith((*TABLES, ".npy"))]
    whole = [member for member in files if member.name.lower().endswith(WHOLE)]
    if not files or (len(tables) < len(files) and not len(whole) == len(files) == 1):
        return {}
    if all(member.name.endswith(".npy") for member in members):  # that is what an .npz is
        return {}
    if len(files) > MOST_FILES or sum(member.size for member in files) > MOST_BYTES:
        raise WeightFileError(say("Unpacked, this file is larger than any network that can be read."))
    return {member.name: bytes(inflated(content, member)) for member in files}


def _is_beside(name: str) -> bool:
    """Return whether a member is a folder, or what a Mac packs beside every file."""
    return name.endswith("/") or name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
