"""A zip file around weight files: one, or one for every array, such as W1.csv, b1.csv, W2.csv."""

from mnistnet.containers.checks import MOST_BYTES
from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.zip_file import Member, inflated
from mnistnet.weight_files.darknet_file import is_darknet_plan
from mnistnet.weight_files.octave_file import is_octave
from mnistnet.weight_files.several import MOST_FILES
from mnistnet.weight_files.text_file import is_table
from mnistnet.words import say

__all__ = ["files_in"]

NOTES = (".txt", ".cfg")
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
    ".bin",
    ".raw",
    ".cfg",
    ".weights",
)


def files_in(content: bytes, members: list[Member]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the weight files in a zip file by their names, and the names of what else is in it.

    Nothing where it is not packed around such files.

    Raises
    ------
    WeightFileError
        If they are damaged, too many, or too large together.
    """
    files = [member for member in members if not _is_beside(member.name)]
    if len(files) == len(members) and all(member.name.endswith(".npy") for member in files):  # that is what an .npz is
        return {}, ()
    wanted = [member for member in files if member.name.lower().endswith((*TABLES, *WHOLE, ".npy"))]
    if len(wanted) > MOST_FILES or sum(member.size for member in wanted) > MOST_BYTES:
        raise WeightFileError(say("Unpacked, this file is larger than any network that can be read."))
    found = {member.name: bytes(inflated(content, member)) for member in wanted}
    texts = {name for name, text in found.items() if name.lower().endswith(NOTES) and not _has_numbers(text)}
    taken = {name: one for name, one in found.items() if name not in texts}
    rest = (member.name for member in files if member.name not in taken)
    return taken, tuple(name.rpartition("/")[2] for name in rest) if taken else ()


def _has_numbers(text: bytes) -> bool:
    """Return whether a text is a table, or a plan of Darknet's, and no notes beside the weights."""
    return is_table(text) or is_octave(text) or is_darknet_plan(text)


def _is_beside(name: str) -> bool:
    """Return whether a member is a folder, or what a Mac packs beside every file."""
    return name.endswith("/") or name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
