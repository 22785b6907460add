"""Tables in Parquet and Arrow, arrays in HDF5, read by the packages for them in a process of their own; others not."""

import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from mnistnet.containers.errors import WeightFileError
from mnistnet.containers.hdf5_file import HDF5, arrays_of_hdf5, can_read_hdf5
from mnistnet.containers.no_file import is_picture, no_file
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.arrays import pieces_of_arrays
from mnistnet.digits.files.columns import columns_of
from mnistnet.digits.files.csv_file import Table
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.rows import Rows
from mnistnet.limits.apart import CannotReadError, read_apart
from mnistnet.words import mark, say

__all__ = ["TABLES", "pieces_of_foreign", "refuse_known"]

TABLES = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")  # Parquet; Arrow's files, and its streams, as “datasets” keeps them
READER = Path(__file__).with_name("parquet_reader.py")
SECONDS = 60
BLOCK = 512
MOST_ROWS = 70_000  # of a table on the command line: all of MNIST
LMDB = b"\xde\xc0\xef\xbe"  # behind sixteen bytes
SAVED = mark('numpy.savez("digits.npz", images=..., labels=...)')


def pieces_of_foreign(name: str, start: bytes, content: bytes, most: int | None) -> list[Piece] | None:
    """Return what a file in a format of others holds; None if it is in none that is known.

    Raises
    ------
    DataError
        If it is damaged or too large.
    """
    if start.startswith(TABLES):
        return _of_table(name, content, most)
    if HDF5 in (start[: len(HDF5)], start[BLOCK : BLOCK + len(HDF5)]):  # MATLAB 7.3 has a block of its own before it
        return _of_hdf5(content, most)
    return None


def refuse_known(start: bytes) -> None:
    """Raise DataError for a file that begins so if its format is known and not read; says what to do."""
    refusal = _refusal(start)
    if refusal:
        raise DataError(refusal)


def _of_table(name: str, content: bytes, most: int | None) -> list[Piece]:
    if find_spec("pyarrow") is None:
        raise DataError(
            say(
                "A table in Parquet or Arrow is read by the package pyarrow, which is not installed here; bring it as "
                'CSV: pandas.read_parquet(path).to_csv("digits.csv", index=False)'
            )
        )
    damaged = say("This file of Parquet's or Arrow's is damaged, too large, or no table of pictures with labels.")
    try:
        found = read_apart(READER, content, most or MOST_ROWS, seconds=SECONDS)
    except CannotReadError as error:
        raise DataError(damaged) from error
    with np.load(io.BytesIO(found), allow_pickle=False) as file:  # written by our own process
        arrays = {word: file[word] for word in file.files}
    if "table" not in arrays:
        return pieces_of_arrays({word: Rows(array, len(array)) for word, array in arrays.items()}, most)
    names = arrays["names"].tobytes().decode().split("\n")
    table = Table(columns_of(len(names), names), ",", 1, most)
    table.take(arrays["table"])
    return [table.piece(name, "")]


def _of_hdf5(content: bytes, most: int | None) -> list[Piece]:
    if not can_read_hdf5():
        raise DataError(say("An .h5 file is read by the package h5py: pip install 'mnistnet[files]'"))
    try:
        arrays = arrays_of_hdf5(content)
    except WeightFileError as error:
        raise DataError(
            say("This .h5 file is damaged, or too large to be read; bring it as {saved}.", saved=say(SAVED))
        ) from error
    return pieces_of_arrays(
        {word: Rows(array, len(array) if array.ndim else 0) for word, array in arrays.items()}, most
    )


def _refusal(start: bytes) -> str:
    """Return what to do with a format that is known but not read; "" for any other."""
    if sentence := no_file(start):
        return sentence
    if start.startswith(b"MATLAB ") and not start.startswith((b"MATLAB 5.0", b"MATLAB 7.3")):
        return say(
            "This is a file of MATLAB's: scipy.io.loadmat opens it; save its arrays as {saved}.", saved=say(SAVED)
        )
    if start.startswith((b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x1f\x9d", b"\x5d\0\0")):
        return say("This file is packed in a way that is not read; unpack it first, or pack it as .gz or .zip.")
    if start[16:20] == LMDB:
        return say(
            "This is a database (LMDB), which the package lmdb reads; save its pictures and labels as {saved}.",
            saved=say(SAVED),
        )
    if _is_records(start):
        return say(
            "These are TensorFlow's records, which TensorFlow reads (tf.data.TFRecordDataset); save their pictures and "
            "labels as {saved}.",
            saved=say(SAVED),
        )
    if start.startswith((b"%PDF", b"{\\rtf", b"<?xml", b"\xd0\xcf\x11\xe0")):
        return say("This is a document and no set of digits; save its table as CSV.")
    if is_picture(start) or start.startswith((b"BM", b"RIFF")):
        return say(
            "This is a picture and no set. A set of pictures is a .zip of folders that are called by their label, "
            "such as 7/one.png, or of pictures and a list of them, labels.csv; single pictures are read on the page "
            "My handwriting."
        )
    if start.startswith(b"SQLite"):
        return say("This is a database; bring its table as CSV.")
    return ""


def _is_records(start: bytes) -> bool:
    """Return whether a file begins as TensorFlow's records: a length of eight bytes, a check of four, an example."""
    return (
        len(start) > 12
        and 0 < int.from_bytes(start[:8], "little") < 10**7
        and start[12] == 10
        and start[3:8] == bytes(5)
    )
