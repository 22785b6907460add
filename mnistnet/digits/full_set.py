"""The full MNIST set is too large to come along: where it is fetched from, what that costs, and whether it is here."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

from mnistnet.digits.digits import DataError
from mnistnet.words import say

__all__ = [
    "DOWNLOAD_SIZE",
    "MNIST_FILES",
    "OFFICIAL_FILES",
    "OFFICIAL_SIZE",
    "fetch_mnist",
    "fetch_official",
    "fetched",
    "full_set_is_here",
    "idx_file",
    "official_set_is_here",
]

DOWNLOAD_SIZE = "11.6 MB"
OFFICIAL_SIZE = "1.7 MB"  # of the two files of test digits
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


OFFICIAL_FILES = tuple(name for name in MNIST_FILES if name.startswith("t10k"))


def full_set_is_here() -> bool:
    """Return whether ``load_digits("mnist")`` would find its files without asking the network.

    That is so where the folder that the environment variable MNISTNET_DATA_DIR names holds them, or, where it names
    none, after the first download.
    """
    return _are_here(MNIST_FILES)


def official_set_is_here() -> bool:
    """Return whether ``load_digits("official")`` would find its files without asking the network."""
    return _are_here(OFFICIAL_FILES)


def _are_here(names: Iterable[str]) -> bool:
    named = os.environ.get("MNISTNET_DATA_DIR")
    if named:
        return all(idx_file(Path(named), name) for name in names)
    folder = _downloads()
    return all((folder / f"{name}.gz").is_file() for name in names)


@cache
def _downloads() -> Path:
    """Return the folder that downloads go to."""
    import pooch

    return Path(pooch.os_cache("mnistnet"))


def idx_file(folder: Path, name: str) -> Path | None:
    """Return the path of an IDX file in a folder, packed or not, with either of the two usual spellings."""
    spellings = (name, name.replace("-idx", ".idx"))
    paths = [folder / (spelling + ending) for spelling in spellings for ending in ("", ".gz")]
    return next((path for path in paths if path.is_file()), None)


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
        fetched(name, packed_digest, bar)


def fetch_official() -> None:
    """Fetch the two files of MNIST's test digits, as ``load_digits("official")`` would.

    Raises
    ------
    DataError
        If no mirror answers with the right files.
    """
    for name in OFFICIAL_FILES:
        fetched(name, MNIST_FILES[name][1])


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


def fetched(name: str, packed_digest: str, bar: _Bar | None = None) -> Path:
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
                    _downloads(),
                    downloader=downloader,
                )
            )
        except (OSError, ValueError):  # no network, or not the file that was asked for
            continue
    raise DataError(
        say(
            "The full MNIST set could not be downloaded: no mirror answered with the right file. Check the "
            "network, or put its IDX files into a folder and name it in the environment variable "
            "MNISTNET_DATA_DIR. The embedded 10,000 digits need no network."
        )
    )
