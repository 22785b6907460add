"""Digits are the pictures that networks learn from: where they come from, how they are checked, how they are split."""

import gzip
import hashlib
import io
import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["DATA_FOLDER", "DataError", "Digits", "checked_bytes", "fetch_mnist", "load_digits", "read_idx"]

DATA_FOLDER = Path(__file__).parent.parent / "data"
OWN_SET = "digits.npz"  # in a folder of somebody's own
EMBEDDED = 10_000  # the embedded digits are the first 10,000 of MNIST's training set
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
PACKED_BYTES = 11_594_722  # of the four files together
# SHA-256 of the unpacked files, which holds for every mirror and packer, and of the packed ones for the download.
MNIST_FILES = MappingProxyType(
    {
        "train-images-idx3-ubyte": (
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        "train-labels-idx1-ubyte": (
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        "t10k-images-idx3-ubyte": (
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        "t10k-labels-idx1-ubyte": (
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    }
)
IDX_NAMES = tuple(MNIST_FILES)


class DataError(Exception):
    """A data file is missing, damaged or not what it claims to be; the message says what to do."""


@dataclass(frozen=True, eq=False)
class Digits:
    """Pictures with their labels, cut into named splits.

    Attributes
    ----------
    images : ndarray of shape (n, rows, columns), uint8
        0 is blank paper, 255 full ink. Read-only.
    labels : ndarray of shape (n,), uint8
    name : str
    splits : mapping of str to ndarray of int
        For "train", "validation" and "test": which pictures belong to it.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    name: str = "digits"
    splits: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.images.ndim != 3 or self.labels.shape != self.images.shape[:1]:
            raise DataError(f"{len(self.images)} pictures cannot go with {self.labels.size} labels.")
        self.images.flags.writeable = False
        self.labels.flags.writeable = False

    def split(self, name: str) -> "Digits":
        """Return the digits of one split ("train", "validation" or "test"), in their own order.

        Raises
        ------
        KeyError
            If there is no split of that name.
        """
        if name not in self.splits:
            raise KeyError(f"There is no split {name!r}; there are {', '.join(self.splits) or 'none'}.")
        chosen = self.splits[name]
        return Digits(self.images[chosen], self.labels[chosen], f"{self.name}, {name}")

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        parts = ", ".join(f"{len(chosen):,} {name}" for name, chosen in self.splits.items())
        return f"<Digits {self.name!r}: {len(self):,} pictures{': ' + parts if parts else ''}>"


def load_digits(source: str | Path = "embedded") -> Digits:
    """Return handwritten digits with the splits "train", "validation" and "test".

    Parameters
    ----------
    source : str or Path
        "embedded": the 10,000 digits that come with the project, 8,000 / 1,000 / 1,000, every label
        in the same proportion everywhere.
        "mnist": all 70,000; train 50,000, validation the embedded 10,000 (MNIST's first), test the
        official 10,000. Taken from the folder that MNISTNET_DATA_DIR names, else downloaded once.
        A folder: four IDX files under MNIST's names, packed or not (Fashion-MNIST, for one); the
        last sixth of its training pictures becomes the validation split. Or one file digits.npz, as
        `mnistnet.digit_files.save_digit_set` makes it, with its own splits.

    Raises
    ------
    DataError
        If a file is missing or damaged, or there is no network to fetch it; says what to do.
    """
    if source == "embedded":
        return _embedded()
    if source == "mnist":
        return _mnist(os.environ.get("MNISTNET_DATA_DIR", ""))
    folder = Path(source)
    if not folder.is_dir():
        raise DataError(
            f'There are no digits called "{source}": say "embedded", "mnist", or name a folder of IDX files.'
        )
    if (folder / OWN_SET).is_file():
        return _own_set(folder)
    images, labels, tests, test_labels = (_unpacked(_idx_file(folder, name)) for name in IDX_NAMES)
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


def checked_bytes(path: Path) -> bytes:
    """Return the content of a file of the project's data folder, after comparing its SHA-256 with data/SHA256SUMS.

    Raises
    ------
    DataError
        If the file is missing, unlisted or damaged.
    """
    try:
        lines = (DATA_FOLDER / "SHA256SUMS").read_text().splitlines()
        listed = {name: digest for digest, name in (line.split() for line in lines)}
        content = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"A data file of mnistnet cannot be read ({error.filename}); fetch the project again."
        ) from error
    name = path.relative_to(DATA_FOLDER).as_posix()
    if hashlib.sha256(content).hexdigest() != listed.get(name):
        raise DataError(
            f"data/{name} is damaged: its SHA-256 is not the one in data/SHA256SUMS. Fetch the project again."
        )
    return content


@cache
def _embedded() -> Digits:
    with np.load(io.BytesIO(checked_bytes(DATA_FOLDER / "digits.npz"))) as file:
        split = file["split"]
        names = ("train", "validation", "test")
        return Digits(
            file["images"], file["labels"], "embedded", {n: np.flatnonzero(split == i) for i, n in enumerate(names)}
        )


@cache
def _mnist(folder: str) -> Digits:
    parts = []
    for name, (digest, packed_digest) in MNIST_FILES.items():
        content = _unpacked(_idx_file(Path(folder), name) if folder else _fetched(name, packed_digest))
        if hashlib.sha256(content).hexdigest() != digest:
            raise DataError(f"{name} is damaged: its content is not MNIST's. Delete it and fetch it again.")
        parts.append(content)
    train, test = _idx_pair(parts[0], parts[1]), _idx_pair(parts[2], parts[3])
    return _joined(train, test, "mnist", validation=np.arange(len(train[1])) < EMBEDDED)


def _own_set(folder: Path) -> Digits:
    """Return the set in a folder's one file."""
    from mnistnet.digit_files import read_digit_set

    try:
        return read_digit_set((folder / OWN_SET).read_bytes(), "own set")
    except OSError as error:
        raise DataError(f"{folder / OWN_SET} cannot be read: {error}.") from error


def _joined(train: tuple[Any, Any], test: tuple[Any, Any], name: str, validation: NDArray[np.bool_]) -> Digits:
    """Return one Digits of a training and a test pair, with part of the training pair as validation."""
    count, total = len(train[1]), len(train[1]) + len(test[1])
    splits = {
        "train": np.flatnonzero(~validation),
        "validation": np.flatnonzero(validation),
        "test": np.arange(count, total),
    }
    return Digits(np.concatenate([train[0], test[0]]), np.concatenate([train[1], test[1]]), name, splits)


def fetch_mnist(report: Callable[[int, int], object]) -> None:
    """Fetch the full MNIST set, as ``load_digits("mnist")`` would, and report how far it is.

    Parameters
    ----------
    report : callable
        Is told (bytes so far, bytes in all).

    Raises
    ------
    DataError
        If no mirror answers with the right files.
    """
    bar = _Bar(report)
    for name, (_, packed_digest) in MNIST_FILES.items():
        _fetched(name, packed_digest, bar)


class _Bar:
    """A progress bar as the downloader wants it, over all files together."""

    def __init__(self, report: Callable[[int, int], object]) -> None:
        self._report, self._done, self.total = report, 0, 0

    def update(self, more: int) -> None:
        self._done = min(self._done + more, PACKED_BYTES)
        self._report(self._done, PACKED_BYTES)

    def reset(self) -> None:
        """Do nothing: the next file goes on where the last one ended."""

    def close(self) -> None:
        """Do nothing: there is nothing to close."""


def _fetched(name: str, packed_digest: str, bar: _Bar | None = None) -> Path:
    """Return the path of a downloaded MNIST file, asking one mirror after the other."""
    import pooch

    downloader = pooch.HTTPDownloader(progressbar=bar) if bar else None
    for mirror in MIRRORS:
        try:
            return Path(
                pooch.retrieve(
                    f"{mirror}{name}.gz",
                    f"sha256:{packed_digest}",
                    f"{name}.gz",
                    pooch.os_cache("mnistnet"),
                    downloader=downloader,
                )
            )
        except (OSError, ValueError):  # no network, or not the file that was asked for
            continue
    raise DataError(
        "The full MNIST set could not be downloaded: no mirror answered with the right file. Check the network, or "
        "put the four IDX files into a folder and name it in the environment variable MNISTNET_DATA_DIR. The embedded "
        "10,000 digits need no network."
    )


def _idx_file(folder: Path, name: str) -> Path:
    """Return the path of an IDX file in `folder`, packed or not, with either of the two usual spellings."""
    for spelling in (name, name.replace("-idx", ".idx")):
        for ending in ("", ".gz"):
            if (folder / (spelling + ending)).is_file():
                return folder / (spelling + ending)
    raise DataError(f"{folder} holds no file {name} or {name}.gz.")


def _unpacked(path: Path) -> bytes:
    """Return the content of a file, unpacked if it is gzip."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path} cannot be read: {error}.") from error


def _idx_array(content: bytes) -> NDArray[np.uint8]:
    """Return the unsigned bytes of an IDX file in the shape that its header gives."""
    if len(content) < 8 or content[:3] != b"\0\0\x08" or not 1 <= content[3] <= 3:
        raise DataError("This is not an IDX file of unsigned bytes.")
    shape = (
        tuple(np.frombuffer(content, ">u4", count=content[3], offset=4).tolist())
        if len(content) >= 4 + 4 * content[3]
        else ()
    )
    if not shape or len(content) != 4 + 4 * len(shape) + int(np.prod(shape, dtype=object)):
        raise DataError("This IDX file is cut off or longer than its header says.")
    return np.frombuffer(content, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def _idx_pair(images: bytes, labels: bytes) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    pictures, answers = _idx_array(images), _idx_array(labels)
    if pictures.ndim != 3 or answers.ndim != 1 or len(pictures) != len(answers):
        raise DataError(
            f"Pictures of shape {pictures.shape} and labels of shape {answers.shape} do not belong together."
        )
    return pictures, answers
