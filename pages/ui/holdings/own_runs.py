"""The visitor's training runs, looked at once a rerun: whoever asks later in the same rerun gets the same answer."""

from dataclasses import dataclass
from functools import cached_property

from mnistnet import jobs
from pages.ui.holdings.visitor import visitor
from pages.ui.state import mine


@dataclass(frozen=True, eq=False)
class Seen:
    """A run as it was when this rerun began; its state and epochs are read when somebody first asks for them."""

    run: jobs.Run

    @cached_property
    def state(self) -> jobs.RunState:
        """How it was doing."""
        return self.run.state()

    @cached_property
    def epochs(self) -> tuple[int, ...]:
        """The epochs that were kept."""
        return self.run.epochs


def look() -> None:
    """Start what is due, and read the visitor's runs anew; the frame does this first of all in every rerun."""
    jobs.advance()
    mine().runs = tuple(map(Seen, jobs.runs(visitor())))


def seen() -> tuple[Seen, ...]:
    """Return all runs of the visitor that are one training each, newest first."""
    return tuple(one for one in _all() if not one.run.spec.plan)


def sweeps() -> tuple[Seen, ...]:
    """Return the visitor's runs that are whole sweeps, newest first."""
    return tuple(one for one in _all() if one.run.spec.plan)


def _all() -> tuple[Seen, ...]:
    known = mine().runs
    return tuple(map(Seen, jobs.runs(visitor()))) if known is None else known


def learned() -> dict[str, Seen]:
    """Return those that have learned something, by name, oldest first."""
    return {one.run.spec.settings.name: one for one in reversed(seen()) if one.epochs}


def active() -> Seen | None:
    """Return the one that trains or waits, if there is one."""
    return next((one for one in seen() if one.state.is_active), None)


def look_again(run: jobs.Run) -> jobs.RunState:
    """Return how a run is doing at this moment, for panels that refresh themselves between reruns."""
    jobs.advance()
    return run.state()
