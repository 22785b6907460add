"""A run is a folder: what was asked, how far it came, and the weights of its epochs."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError
from mnistnet.jobs.checkpoint import Checkpoint, kept_epochs, read_epoch
from mnistnet.jobs.files import append_line, locked, write_whole
from mnistnet.jobs.limits import limits
from mnistnet.jobs.spec import RunSpec
from mnistnet.jobs.state import RunState
from mnistnet.network import Network, TrainingRecord
from mnistnet.training import Settings, megabytes_of, untrained_network
from mnistnet.training.parameters import network_with
from mnistnet.words import mark, say

__all__ = ["Run"]

STARTING_TAKES = 30  # seconds after which a worker that has not shown up will not come


@dataclass(frozen=True)
class Run:
    """One training run.

    Attributes
    ----------
    folder : Path
        Where it lives; its name is the run's identity.
    """

    folder: Path

    @property
    def identity(self) -> str:
        """What `mnistnet.jobs.find_run` knows it by."""
        return self.folder.name

    @property
    def spec(self) -> RunSpec:
        """What it was asked to do."""
        return _spec(self.folder)

    # What the owner says.

    def change(self, **changes: Any) -> None:
        """Change `LIVE_SETTINGS` from the next batch on; ValueError with a sentence if that is impossible."""
        settings = self.state().settings.changed(changes)
        if settings.epochs > limits().epochs:
            raise ValueError(say("A run may have {epochs:g} epochs here.", epochs=limits().epochs))
        if megabytes_of(settings) > max(limits().memory, megabytes_of(self.spec.settings)):
            raise ValueError(say("Batches as large as that need more memory than a run may have here."))
        shown = settings.to_dict()
        self._order({"do": "change", "settings": {name: shown[name] for name in changes}})

    def pause(self) -> None:
        """Wait after the next report, until told to go on."""
        self._order({"do": "pause"})

    def go_on(self) -> None:
        """End a pause."""
        self._order({"do": "go on"})

    def step(self, by: str = "batch") -> None:
        """While paused, learn from one more "image", "batch" or "epoch"."""
        if by not in ("image", "batch", "epoch"):
            raise ValueError(say("There is no step by {by!r}; there are image, batch, epoch.", by=by))
        self._order({"do": "step", "by": by})

    def pace(self, pictures_per_second: float) -> None:
        """Learn from no more than so many pictures a second, for people who want to watch; 0 is as fast as it can."""
        self._order({"do": "pace", "pictures_per_second": pictures_per_second})

    def stop(self) -> None:
        """Stop for good within a second; what was learned is kept."""
        (self.folder / "stop").touch()

    def keep_alive(self) -> None:
        """Say that somebody is still there; without it the run stops after `limits().silence` seconds."""
        (self.folder / "sign of life").touch()

    def _order(self, order: Mapping[str, Any]) -> None:
        append_line(self.folder / "orders.jsonl", json.dumps(order))

    # What the run says.

    def state(self) -> RunState:
        """Return how it is doing."""
        told = self.told()
        status = str(told["status"])
        if status in ("running", "paused") and not self.is_worked_on():
            status, told = "interrupted", {"sentence": mark("Its worker is gone; what it had learned is kept.")}
        if status == "starting" and time.time() - told["changed"] > STARTING_TAKES and not self.is_worked_on():
            status, told = "interrupted", {"sentence": mark("Its worker did not start.")}
        row = self._last_row()
        settings = self.spec.settings
        if "settings" in row:
            settings = Settings.from_dict(settings.to_dict() | row["settings"])
        rate = row.get("images_per_second", 0.0)
        left = (settings.epochs - row.get("epoch", 0)) * row.get("digits", 0) - row.get("images", 0)
        return RunState(
            status,
            told.get("sentence", ""),
            told.get("learning_rate"),
            row.get("epoch", 0),
            row.get("images", 0),
            settings,
            row.get("seconds", 0.0),
            rate,
            max(left, 0) / rate if rate else None,
        )

    def progress(self, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
        """Return the reports since `offset`, and the offset to ask from next time.

        Each is what `mnistnet.training.Progress.row` gives, with "seconds", "images_per_second" and
        "digits" (how many it learns from). Between them stand rows of kind "change" (settings were
        changed here) and "resumed" (what came after this place was lost and is learned again).
        """
        try:
            with (self.folder / "progress.jsonl").open("rb") as file:
                file.seek(offset)
                content = file.read()
        except FileNotFoundError:
            return [], offset
        whole = content[: content.rfind(b"\n") + 1]
        return [json.loads(line) for line in whole.splitlines()], offset + len(whole)

    def network(self, epoch: int | None = None) -> Network:
        """Return the network as it is now, or as it was after an epoch.

        Raises
        ------
        DataError
            If there is nothing yet, or that epoch was not kept.
        """
        checkpoint = Checkpoint.read(self.folder / "checkpoint")
        snapshot, parameters = checkpoint.snapshot, checkpoint.snapshot.parameters
        if epoch is not None and (epoch != snapshot.epoch or snapshot.images):
            parameters = read_epoch(self.folder / "epochs", epoch).astype(parameters.dtype)
        return self._made(checkpoint, snapshot.epoch if epoch is None else epoch, parameters)

    def latest(self) -> tuple[Network, int, Settings]:
        """Return the network as it is now, the pictures it has seen since its last whole epoch, and its settings.

        Raises
        ------
        DataError
            If there is nothing yet.
        """
        checkpoint = Checkpoint.read(self.folder / "checkpoint")
        snapshot = checkpoint.snapshot
        return self._made(checkpoint, snapshot.epoch, snapshot.parameters), snapshot.images, checkpoint.settings

    def _made(self, checkpoint: Checkpoint, epoch: int, parameters: NDArray[Any]) -> Network:
        """Return the network that some parameters make, with what is known of its training up to an epoch."""
        history = tuple(row for row in checkpoint.snapshot.history if row["epoch"] <= epoch)
        about = checkpoint.settings.to_dict() | {"epochs": epoch, "digits": checkpoint.digits}
        blank = _blank(json.dumps(self.spec.settings.to_dict()), checkpoint.image_shape)
        return replace(network_with(blank, parameters), training=TrainingRecord(about, history), epoch=epoch)

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs that `network` can return."""
        return kept_epochs(self.folder / "epochs")

    # What workers and the queue need.

    def told(self) -> dict[str, Any]:
        """Return what was last said of the run's status."""
        try:
            return dict(json.loads((self.folder / "status.json").read_text()))
        except (OSError, ValueError) as error:
            raise DataError(
                say("The run {identity} cannot be read ({error}).", identity=self.identity, error=error)
            ) from error

    def tell(self, status: str, sentence: str = "", learning_rate: float | None = None) -> None:
        """Say what the status is."""
        told = {"status": status, "sentence": sentence, "learning_rate": learning_rate}
        told |= {"changed": time.time(), "worker": os.getpid()}
        write_whole(self.folder / "status.json", json.dumps(told).encode())

    def enter_queue(self) -> None:
        """Put a mark where the queue looks for runs that train or wait."""
        self._mark.parent.mkdir(exist_ok=True)
        self._mark.touch()

    def leave_queue(self) -> None:
        """Take the mark away."""
        self._mark.unlink(missing_ok=True)

    @property
    def _mark(self) -> Path:
        return self.folder.parent / "active" / self.folder.name

    def last_sign_of_life(self) -> float:
        """Return when the owner was there last, in seconds since 1970."""
        return (self.folder / "sign of life").stat().st_mtime

    def seconds_since_stop(self) -> float:
        """Return how long ago the run was told to stop, or 0."""
        try:
            return max(time.time() - (self.folder / "stop").stat().st_mtime, 1e-6)
        except FileNotFoundError:
            return 0.0

    def is_worked_on(self) -> bool:
        """Whether a worker is alive, which holds the run's lock as long as it lives."""
        with locked(self.folder / "lock", wait=False) as free:
            return not free

    def _last_row(self) -> dict[str, Any]:
        """Return the last report, or an empty one."""
        path = self.folder / "progress.jsonl"
        size = path.stat().st_size if path.exists() else 0
        for reach in (8_000, size):
            rows, _ = self.progress_from_line(max(size - reach, 0))
            if rows:
                return rows[-1]
        return {}

    def progress_from_line(self, offset: int) -> tuple[list[dict[str, Any]], int]:
        """Return the reports from the first whole line after `offset` on."""
        if offset:
            with (self.folder / "progress.jsonl").open("rb") as file:
                file.seek(offset)
                offset += len(file.readline())
        return self.progress(offset)


@lru_cache(maxsize=256)
def _spec(folder: Path) -> RunSpec:
    return RunSpec.from_json((folder / "spec.json").read_text())


@lru_cache(maxsize=32)
def _blank(settings: str, image_shape: tuple[int, int]) -> Network:
    """Return a network of the right shape; what its numbers are does not matter."""
    return untrained_network(Settings.from_dict(json.loads(settings)), image_shape).astype(np.float32)
