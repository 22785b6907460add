"""One moment of a run: its network, and what was measured of that very network; all that is shown belongs to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mnistnet import Network, jobs
from mnistnet.words import say

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Moment:
    """A network on its way.

    Attributes
    ----------
    network : Network
        Its epoch says how many are complete.
    images : int
        How many pictures of the next epoch it has seen.
    health : mapping or None
        The report on the gradients and nodes of this network.
    counts : list of list of int, or None
        What it took for what after its last whole epoch.
    """

    network: Network
    images: int = 0
    health: Mapping[str, Any] | None = None
    counts: list[list[int]] | None = None

    @property
    def words(self) -> str:
        """When it is."""
        if self.images:
            return say("epoch {epoch} and {images:,} pictures", epoch=self.network.epoch, images=self.images)
        return say("epoch {epoch}", epoch=self.network.epoch)


def now(run: jobs.Run, reports: Rows) -> Moment:
    """Return a run as it is now; DataError while there is nothing yet."""
    network, images, _ = run.latest()
    return _measured(network, images, reports)


def after(run: jobs.Run, epoch: int, reports: Rows) -> Moment:
    """Return a run as it was after an epoch that was kept."""
    return _measured(run.network(epoch), 0, reports)


def of(network: Network) -> Moment:
    """Return a network of which nothing was measured on the way."""
    return Moment(network)


def last_good(run: jobs.Run, reports: Rows) -> int | None:
    """Return the last epoch of a run that is worth going on from; None if there is none."""
    epochs = run.epochs
    return jobs.last_good_epoch([*run.network(epochs[-1]).training.history, *reports], epochs) if epochs else None


def until(epoch: int | None, reports: Rows) -> Rows:
    """Return what was reported up to the end of an epoch; all of it for None."""
    return [row for row in reports if epoch is None or (row["epoch"], row.get("images", 0)) <= (epoch, 0)]


def _measured(network: Network, images: int, reports: Rows) -> Moment:
    here = [row for row in reports if (row["epoch"], row.get("images", 0)) == (network.epoch, images)]
    whole = [row for row in reports if (row["epoch"], row.get("images", 0)) == (network.epoch, 0)]
    health = next((row for row in reversed(here) if row.get("gradient_sizes")), None)
    counts = next((row["confusion"] for row in reversed(whole) if row.get("confusion")), None)
    return Moment(network, images, health, counts)
