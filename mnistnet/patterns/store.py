"""Many patterns' activations are kept on disk, one file a layer, and read back a page at a time."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import ArrayLike, NDArray

from mnistnet.network import Network
from mnistnet.patterns.model import LayerOutput, layer_summary, pass_through

__all__ = ["PatternStore", "store_patterns"]

Array = NDArray[Any]
BLOCK = 100  # so many patterns are in memory at once


@dataclass(frozen=True, eq=False)
class PatternStore:
    """The outputs of every layer for many patterns, in a folder of .npy files.

    Attributes
    ----------
    folder : Path
    count : int
        How many patterns there are.
    summary : tuple of (name, kind, output shape, parameters)
        As `mnistnet.patterns.layer_summary` gives it; layer i is in the file ``i.npy``, shape (count, *output shape).
    """

    folder: Path
    count: int
    summary: tuple[tuple[str, str, tuple[int, ...], int], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The layers, the input first."""
        return tuple(name for name, *_ in self.summary)

    def output(self, layer: int, pattern: int) -> LayerOutput:
        """Return what one layer made of one of the patterns."""
        name, kind, _, parameters = self.summary[layer]
        return LayerOutput(name, kind, parameters, self.read(layer, pattern, pattern + 1)[0])

    def read(self, layer: int, start: int = 0, stop: int | None = None) -> Array:
        """Return the outputs of one layer for some of the patterns; only those are read from the disk."""
        return np.array(np.load(self.folder / f"{layer}.npy", mmap_mode="r")[start:stop])

    @property
    def size(self) -> int:
        """How many bytes it takes on the disk."""
        return sum(path.stat().st_size for path in self.folder.glob("*.npy"))

    def close(self) -> None:
        """Delete the files; afterwards nothing can be read."""
        shutil.rmtree(self.folder, ignore_errors=True)


def store_patterns(network: Network, images: ArrayLike, folder: str | Path | None = None) -> PatternStore:
    """Pass many patterns through a network, write every layer's outputs to disk and return where they are.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n, rows, columns)
    folder : str or Path, optional
        Where to write; by default a temporary folder, which is deleted when the store is closed or forgotten.

    Notes
    -----
    Memory holds 100 patterns at a time, however many there are.
    """
    pictures = np.asarray(images)
    place = Path(folder or tempfile.mkdtemp(prefix="mnistnet-"))
    place.mkdir(parents=True, exist_ok=True)
    with _files(network, place, len(pictures)) as files:
        for start in range(0, len(pictures), BLOCK):
            for file, output in zip(files, pass_through(network, pictures[start : start + BLOCK]), strict=True):
                file[start : start + BLOCK] = output
    store = PatternStore(place, len(pictures), tuple(layer_summary(network)))
    if folder is None:
        weakref.finalize(store, shutil.rmtree, place, ignore_errors=True)
    return store


@contextmanager
def _files(network: Network, folder: Path, count: int) -> Iterator[list[Any]]:
    """Give one writable array on disk for each layer, and see that all is written in the end."""
    shapes = [row[2] for row in layer_summary(network)]
    files = [
        open_memmap(folder / f"{i}.npy", mode="w+", dtype=network.dtype, shape=(count, *shape))
        for i, shape in enumerate(shapes)
    ]
    yield files
    for file in files:
        file.flush()
