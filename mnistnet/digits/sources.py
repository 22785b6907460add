"""Where digits come from: those that come along, the full MNIST set, and folders and files of somebody's own."""

import hashlib
import io
import os
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.data_folder import DATA_FOLDER, checked_bytes
from mnistnet.digits.digits import DataError, Digits
from mnistnet.digits.files import open_idx, parts_of, read_digit_set
from mnistnet.digits.full_set import MNIST_FILES, OFFICIAL_FILES, fetched, idx_file
from mnistnet.digits.known import SOURCES
from mnistnet.words import say

__all__ = ["FULL_SETS", "NAMED_SETS", "OWN_SET", "load_digits", "official_test_digits", "read_idx"]

OWN_SET = "digits.npz"  # in a folder of somebody's own
FULL_SETS = tuple(name for name, source in SOURCES.items() if source.is_the_full_set)
NAMED_SETS = tuple(SOURCES)
EMBEDDED = 10_000  # the embedded digits are the first 10,000 of MNIST's training set
Pair = tuple[NDArray[np.uint8], NDArray[np.uint8]]


def load_digits(source: str | Path = "embedded") -> Digits:
    """Return handwritten digits with the splits "train", "validation" and "test".

    Parameters
    ----------
    source : str or Path
        "embedded": the 10,000 digits that come with the project, 8,000 / 1,000 / 1,000, every label
        in the same proportion everywhere.
        "official": to judge by MNIST's 10,000 official test digits without all the rest (1.7 MB to fetch):
        they are the test split, and train and validation are those of "embedded".
        "mnist": all 70,000; train 50,000, validation the embedded 10,000 (MNIST's first), test the
        official 10,000. Taken from the folder that MNISTNET_DATA_DIR names, else downloaded once.
        "mnist-60000": the same, but train is all 60,000 in the order of their file, as the books take
        them, so that the embedded digits are among them. Nothing is left to judge by on the way but the
        official 10,000, so these are both validation and test.
        A folder: four IDX files under MNIST's names, packed or not (Fashion-MNIST, for one); the
        last sixth of its training pictures becomes the validation split. Or one file digits.npz, as
        `mnistnet.digits.files.save_digit_set` makes it, with its own splits.

    Raises
    ------
    DataError
        If a file is missing or damaged, or there is no network to fetch it; says what to do.

    Examples
    --------
    >>> load_digits()
    <Digits 'embedded': 10,000 pictures: 8,000 train, 1,000 validation, 1,000 test>
    >>> load_digits().split("test").labels[:5]
    array([4, 8, 6, 9, 7], dtype=uint8)
    """
    if source == "embedded":
        return _embedded()
    if source == "official":
        return _with_embedded_ones(official_test_digits())
    if source in FULL_SETS:
        digits = _mnist(os.environ.get("MNISTNET_DATA_DIR", ""))
        return digits if source == "mnist" else _with_all_training_digits(digits)
    folder = Path(source)
    if not folder.is_dir():
        raise DataError(
            say(
                'There are no digits called "{source}": say "embedded", "official", "mnist", "mnist-60000", '
                "or name a folder of IDX files.",
                source=source,
            )
        )
    if (folder / OWN_SET).is_file():
        return _own_set(folder)
    images, labels, tests, test_labels = (_unpacked(_idx_file(folder, name)) for name in MNIST_FILES)
    train, test = _idx_pair(images, labels), _idx_pair(tests, test_labels)
    return _joined(train, test, folder.name, validation=np.arange(len(train[1])) >= len(train[1]) * 5 // 6)


def read_idx(images: str | Path, labels: str | Path, name: str = "") -> Digits:
    """Return the pictures and labels of any pair of IDX files, packed (.gz) or not, without splits.

    Raises
    ------
    DataError
        If a file is missing, is not IDX, or the two do not belong together.

    References
    ----------
    The IDX format: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
    """
    pictures, answers = _idx_pair(_unpacked(Path(images)), _unpacked(Path(labels)))
    return Digits(pictures, answers, name or Path(images).name)


@cache
def _embedded() -> Digits:
    with np.load(io.BytesIO(checked_bytes(DATA_FOLDER / "digits.npz"))) as file:
        split = file["split"]
        names = ("train", "validation", "test")
        return Digits(
            file["images"], file["labels"], "embedded", {n: np.flatnonzero(split == i) for i, n in enumerate(names)}
        )


def official_test_digits() -> Digits:
    """Return MNIST's 10,000 test digits, as ``load_digits("mnist").split("test")`` does, without reading the others.

    Raises
    ------
    DataError
        As for `load_digits`.
    """
    return _official(os.environ.get("MNISTNET_DATA_DIR", ""))


@cache
def _official(folder: str) -> Digits:
    images, labels = (_mnist_file(folder, name) for name in OFFICIAL_FILES)
    return Digits(*_idx_pair(images, labels), "mnist, test")


@cache
def _mnist(folder: str) -> Digits:
    images, labels, tests, test_labels = (_mnist_file(folder, name) for name in MNIST_FILES)
    train, test = _idx_pair(images, labels), _idx_pair(tests, test_labels)
    return _joined(train, test, "mnist", validation=np.arange(len(train[1])) < EMBEDDED)


def _mnist_file(folder: str, name: str) -> bytes:
    """Return the content of one of MNIST's files, from a folder or downloaded, once it is known to be the right one."""
    digest, packed_digest = MNIST_FILES[name]
    content = _unpacked(_idx_file(Path(folder), name) if folder else fetched(name, packed_digest))
    if hashlib.sha256(content).hexdigest() != digest:
        raise DataError(say("{name} is damaged: its content is not MNIST's. Delete it and fetch it again.", name=name))
    return content


def _with_embedded_ones(test: Digits) -> Digits:
    """Return test digits with the embedded training and validation digits."""
    along = _embedded()
    images, labels = np.concatenate([along.images, test.images]), np.concatenate([along.labels, test.labels])
    splits = {**along.splits, "test": np.arange(len(along), len(labels))}
    return Digits(images, labels, "official", splits)


def _with_all_training_digits(digits: Digits) -> Digits:
    """Return the full set with all of its training pair in the split "train"."""
    test = digits.splits["test"]
    splits = {"train": np.arange(len(digits) - len(test)), "validation": test, "test": test}
    return Digits(digits.images, digits.labels, "mnist-60000", splits)


def _own_set(folder: Path) -> Digits:
    """Return the set in a folder's one file."""
    try:
        return read_digit_set((folder / OWN_SET).read_bytes(), "own set", any_size=True)
    except OSError as error:
        raise DataError(say("{folder} cannot be read: {error}.", folder=folder / OWN_SET, error=error)) from error


def _joined(train: Pair, test: Pair, name: str, validation: NDArray[np.bool_]) -> Digits:
    """Return one Digits of a training and a test pair, with part of the training pair as validation."""
    count, total = len(train[1]), len(train[1]) + len(test[1])
    splits = {
        "train": np.flatnonzero(~validation),
        "validation": np.flatnonzero(validation),
        "test": np.arange(count, total),
    }
    return Digits(np.concatenate([train[0], test[0]]), np.concatenate([train[1], test[1]]), name, splits)


def _idx_file(folder: Path, name: str) -> Path:
    path = idx_file(folder, name)
    if path is None:
        raise DataError(say("{folder} holds no file {name} or {name}.gz.", folder=folder, name=name))
    return path


def _unpacked(path: Path) -> bytes:
    """Return the content of a file, unpacked if it is gzip."""
    try:
        return b"".join(parts_of(path.read_bytes()))
    except OSError as error:
        raise DataError(say("{path} cannot be read: {error}.", path=path, error=error)) from error


def _idx_pair(images: bytes, labels: bytes) -> Pair:
    pictures, answers = _idx_array(images), _idx_array(labels)
    if pictures.ndim != 3 or answers.ndim != 1 or len(pictures) != len(answers):
        raise DataError(
            say(
                "Pictures of shape {pictures} and labels of shape {labels} do not belong together.",
                pictures=pictures.shape,
                labels=answers.shape,
            )
        )
    return pictures, answers


def _idx_array(content: bytes) -> NDArray[np.uint8]:
    file = open_idx(content, any_size=True)
    if file is None:
        raise DataError(say("This is not an IDX file of unsigned bytes."))
    return file.values(None)
