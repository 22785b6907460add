"""The state of a run is what a page shows of it: how it is doing, how fast, and how long it will take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mnistnet.training import Settings

__all__ = ["ACTIVE", "RunState", "without_undone"]

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
