"""The state of a run is what a page shows of it: how it is doing, how fast, and how long it will take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mnistnet.training import Settings

__all__ = ["ACTIVE", "RunState", "last_good_epoch", "without_undone"]

ACTIVE = ("queued", "starting", "running", "paused")


@dataclass(frozen=True)
class RunState:
    """How a run is doing.

    Attributes
    ----------
    status : str
        "queued", "starting", "running", "paused", "finished", "stopped", "failed", or "interrupted":
        its worker was killed, and it can be resumed.
    sentence : str
        What there is to say about that; may be empty.
    learning_rate : float or None
        One to try instead, where the run diverged.
    epoch, images : int
        Complete epochs, and pictures seen of the next.
    settings : Settings
        Those in force.
    seconds : float
        How long it has trained.
    images_per_second : float
    seconds_left : float or None
        How long it will still take, once that can be told.
    """

    status: str
    sentence: str
    learning_rate: float | None
    epoch: int
    images: int
    settings: Settings
    seconds: float
    images_per_second: float
    seconds_left: float | None

    @property
    def is_active(self) -> bool:
        """Whether it trains or waits for its turn."""
        return self.status in ACTIVE


def without_undone(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return reports without those that a resumption took back."""
    kept: list[Mapping[str, Any]] = []
    for row in rows:
        if row["kind"] == "resumed":
            place = (row["epoch"], row["images"])
            kept = [past for past in kept if (past["epoch"], past["images"]) <= place]
        else:
            kept.append(row)
    return kept


def last_good_epoch(rows: Sequence[Mapping[str, Any]], kept: Sequence[int]) -> int | None:
    """Return the last kept epoch after which the loss was no larger than at first; None if there is none.

    Parameters
    ----------
    rows : sequence of mappings
        What was measured after each epoch: "epoch", "loss" and, where it was measured, "validation_loss", which
        counts before the other. Reports of kind "batches" are passed over; of one epoch the last row counts.
    kept : sequence of int
        The epochs that can be gone back to.

    Examples
    --------
    >>> rows = [{"epoch": 0, "loss": 2.3}, {"epoch": 1, "loss": 0.5}, {"epoch": 2, "loss": float("nan")}]
    >>> last_good_epoch(rows, kept=(0, 1, 2))
    1
    """
    measured = [row for row in rows if "loss" in row and row.get("kind", "epoch") in ("start", "epoch")]
    losses = {row["epoch"]: row["loss"] if (v := row.get("validation_loss")) is None else v for row in measured}
    first = losses[min(losses)] if losses else 0.0
    return max((epoch for epoch in kept if epoch in losses and losses[epoch] <= first), default=None)
