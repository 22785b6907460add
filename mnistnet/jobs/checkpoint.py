"""A checkpoint is a snapshot of training on the disk: a run that was killed goes on from it as if it never was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError
from mnistnet.jobs.files import read_arrays, write_arrays
from mnistnet.training import Settings, Snapshot
from mnistnet.words import say

__all__ = ["Checkpoint", "kept_epochs", "read_epoch", "write_epoch"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Where a run stands.

    Attributes
    ----------
    snapshot : Snapshot
    settings : Settings
        Those in force, with all changes made on the way.
    seconds : float
        How long it has trained so far.
    orders : int
        How much of the run's list of orders (bytes) has been obeyed.
    digits : str
        What it learns from.
    image_shape : (int, int)
    """

    snapshot: Snapshot
    settings: Settings
    seconds: float = 0.0
    orders: int = 0
    digits: str = ""
    image_shape: tuple[int, int] = (28, 28)

    def write(self, path: Path) -> None:
        """Write the checkpoint; a reader sees the old one or this one, whole."""
        snapshot = self.snapshot
        card = {
            "settings": self.settings.to_dict(),
            "seconds": self.seconds,
            "orders": self.orders,
            "digits": self.digits,
            "image_shape": self.image_shape,
            "steps": snapshot.steps,
            "epoch": snapshot.epoch,
            "images": snapshot.images,
            "totals": snapshot.totals,
            "history": [dict(row) for row in snapshot.history],
        }
        text = np.frombuffer(json.dumps(card).encode(), np.uint8)
        write_arrays(path, {"card": text, "parameters": snapshot.parameters, "memory": snapshot.memory})

    @classmethod
    def read(cls, path: Path) -> "Checkpoint":
        """Return the checkpoint in a file.

        Raises
        ------
        DataError
            If there is none or it is damaged.
        """
        arrays = read_arrays(path)
        try:
            card: Mapping[str, Any] = json.loads(arrays["card"].tobytes())
            loss, right = card["totals"]
            place = (card["steps"], card["epoch"], card["images"], (loss, right), tuple(card["history"]))
            snapshot = Snapshot(arrays["parameters"], arrays["memory"], *place)
            rows, columns = card["image_shape"]
            about = (card["seconds"], card["orders"], card["digits"], (rows, columns))
            return cls(snapshot, Settings.from_dict(card["settings"]), *about)
        except (KeyError, ValueError, TypeError) as error:
            raise DataError(say("{name} is not a checkpoint ({error}).", name=path.name, error=error)) from error


def write_epoch(folder: Path, epoch: int, parameters: Array) -> None:
    """Keep the parameters of an epoch."""
    folder.mkdir(exist_ok=True)
    write_arrays(folder / f"{epoch:05d}.epoch", {"parameters": parameters})


def read_epoch(folder: Path, epoch: int) -> Array:
    """Return the parameters of an epoch; DataError if they were not kept."""
    return read_arrays(folder / f"{epoch:05d}.epoch")["parameters"]


def kept_epochs(folder: Path) -> tuple[int, ...]:
    """Return the epochs of which the parameters are kept, in order."""
    return tuple(sorted(int(path.stem) for path in folder.glob("*.epoch")))
