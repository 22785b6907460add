"""A job keeps the books of a run while it trains: reports, checkpoints and epochs on the disk, and orders obeyed."""

import json
import time
from collections.abc import Callable
from math import ceil
from typing import Any

import numpy as np

from mnistnet.jobs.checkpoint import Checkpoint, write_epoch
from mnistnet.jobs.files import append_line
from mnistnet.jobs.limits import limits
from mnistnet.jobs.orders import Orders
from mnistnet.jobs.run import Run
from mnistnet.training import Progress, Settings

__all__ = ["FIRST_REPORT", "Job"]

REPORT_SECONDS = 0.15  # there should be a report about so often
FIRST_REPORT = 500  # pictures, while nobody knows how long they take
CHECKPOINT_SECONDS = 0.5  # a checkpoint so often,
CHECKPOINT_SHARE = 0.05  # unless writing them would take more than this share of the time
SHOWN_SETTINGS = ("epochs", "batch_size", "learning_rate", "optimiser")


class Job:
    """The books of one run.

    Parameters
    ----------
    run : Run
    checkpoint : Checkpoint or None
        Where it goes on from.
    digits : int
        How many digits it learns from.
    """

    def __init__(self, run: Run, checkpoint: Checkpoint | None, digits: int) -> None:
        self._run, self._digits = run, digits
        self.settings = run.spec.settings if checkpoint is None else checkpoint.settings
        self._orders = Orders(run.folder / "orders.jsonl", 0 if checkpoint is None else checkpoint.orders)
        self._seconds = 0.0 if checkpoint is None else checkpoint.seconds
        self._report: Progress | None = None
        self._since = self._began = time.monotonic()
        self._learned = 0  # pictures since then
        self._pace = FIRST_REPORT / REPORT_SECONDS  # pictures a second
        self._checkpoint_due = 0.0
        self._usual_batch = self.settings.batch_size  # to come back to after the step of a single image
        if checkpoint is not None and not checkpoint.snapshot.is_before_training:
            self._note("resumed", checkpoint.snapshot.epoch, checkpoint.snapshot.images)

    def starting_settings(self) -> Settings:
        """Return the settings to begin with, obeying the orders that came before anybody was there."""
        self.settings = self.settings.changed(self._orders.read(self.settings))
        self._usual_batch = self.settings.batch_size
        return self.settings

    def record(self, report: Progress) -> None:
        """Write a report down, keep the epoch if it ends one, and make a checkpoint when one is due."""
        seconds = time.monotonic() - self._since
        seen = 0 if self._report is None or report.kind != "batches" else report.images - self._report.images
        self._learned = max(seen, 0)
        if seen > 0:
            self._pace = seen / max(seconds, 1e-6)
        self._seconds += seconds
        self._report, self.settings = report, report.settings
        shown = {name: value for name, value in report.settings.to_dict().items() if name in SHOWN_SETTINGS}
        known: dict[str, Any] = {"seconds": self._seconds, "images_per_second": self._speed, "digits": self._digits}
        known["settings"] = shown | {"batch_size": self._usual_batch}
        append_line(self._run.folder / "progress.jsonl", json.dumps(report.row() | known))
        if (report.kind == "epoch") == (self._orders.step == "epoch"):
            self._orders.step = ""  # what it asked for is done
        if report.kind != "batches":
            self._keep_epoch(report)
        if time.monotonic() >= self._checkpoint_due:
            self.keep()

    def obey(self, check: Callable[[], None]) -> dict[str, Any]:
        """Return the changes to send to the training generator; waits while the run is paused.

        `check` is called again and again, and raises if the run is to stop.
        """
        changes = self._changes(check)
        while self._too_early() and not self._orders.paused:
            time.sleep(0.02)
            changes |= self._changes(check)
        if self._orders.paused and not self._orders.step:
            self._run.tell("paused")
            self.keep()
            changes |= self._wait(check)
        self._since = time.monotonic()
        return changes | self._next_stretch()

    def _wait(self, check: Callable[[], None]) -> dict[str, Any]:
        """Wait until a pause ends or a step is wanted; return the settings that were ordered meanwhile."""
        changes: dict[str, Any] = {}
        while self._orders.paused and not self._orders.step:
            time.sleep(0.05)
            changes |= self._changes(check)
        if not self._orders.paused:
            self._run.tell("running")
        return changes

    @property
    def _speed(self) -> float:
        """How many pictures a second it learns from, or may learn from if that is less."""
        return min(self._pace, self._orders.pace or self._pace)

    def _too_early(self) -> bool:
        """Whether the last pictures, a whole batch at least, were learned faster than the pace that was asked for."""
        return self._orders.pace > 0 and time.monotonic() - self._began < self._learned / self._orders.pace

    def _changes(self, check: Callable[[], None]) -> dict[str, Any]:
        """Return the settings that have been ordered, and write them down."""
        check()
        changes = self._orders.read(self.settings)
        if changes and self._report is not None:
            self._usual_batch = changes.get("batch_size", self._usual_batch)
            self._note("change", self._report.epoch, self._report.images, changes=changes)
        return changes

    def _next_stretch(self) -> dict[str, Any]:
        """Return how many pictures to learn from until the next report, as changes."""
        step = self._orders.step
        stretch = max(1, round(self._speed * REPORT_SECONDS)) if step in ("", "epoch") else 1
        self._began = time.monotonic()
        return {"report_every": stretch, "batch_size": 1 if step == "image" else self._usual_batch}

    def keep(self) -> None:
        """Make a checkpoint of the last report."""
        if self._report is None:
            return
        began = time.monotonic()
        settings = self.settings.changed({"batch_size": self._usual_batch})
        digits = str(self._report.untrained.training.settings.get("digits", ""))
        about = (self._seconds, self._orders.offset, digits, self._report.untrained.image_shape)
        Checkpoint(self._report.snapshot, settings, *about).write(self._run.folder / "checkpoint")
        now = time.monotonic()
        self._checkpoint_due = now + max(CHECKPOINT_SECONDS, (now - began) / CHECKPOINT_SHARE)

    def _keep_epoch(self, report: Progress) -> None:
        """Keep the weights of an epoch, in float16 or only of every so many epochs where room is short."""
        parameters = report.snapshot.parameters
        shortage = parameters.nbytes * report.settings.epochs / (limits().megabytes * 1e6)
        if report.epoch % max(1, ceil(shortage / 2)):
            return
        if shortage > 1 and np.abs(parameters).max() < np.finfo(np.float16).max:
            parameters = parameters.astype(np.float16)
        write_epoch(self._run.folder / "epochs", report.epoch, parameters)

    def _note(self, kind: str, epoch: int, images: int, **about: Any) -> None:
        """Write down something that is not a report."""
        row = {"kind": kind, "epoch": epoch, "images": images} | about
        append_line(self._run.folder / "progress.jsonl", json.dumps(row))
