"""A measurement fills the scoreboard of one network digit by digit, in a thread of its own, and loses nothing."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.faithfulness import Progress, Score, scoreboard
from mnistnet.network import Network

__all__ = ["Measurement"]

FIGURES = ("r", "relative_rmse", "gap", "infidelity", "insertion_minus_deletion", "doubt")
PATIENCE = 20.0  # seconds after which a measurement that nobody looks at pauses
_one_at_a_time = threading.Lock()


class Measurement:
    """The scoreboard of one network over a growing sample of digits; many threads may use it at once.

    Parameters
    ----------
    network : Network
    images : ndarray of shape (n, rows, columns)
        The digits, in the order in which they are measured.
    views : sequence of str
    measure : callable
        `scoreboard`, or something that can be called like it.
    known : sequence of tuple of Score
        The scores of the first of the digits, if they have been measured ahead.
    **options
        Passed on to `measure`.

    Notes
    -----
    Each digit is measured with a seed of its own, so the same digits give the same scores however
    often the measuring was stopped and taken up again.
    """

    def __init__(
        self,
        network: Network,
        images: NDArray[np.uint8],
        views: Sequence[str],
        measure: Callable[..., Iterator[Progress]] = scoreboard,
        known: Sequence[tuple[Score, ...]] = (),
        **options: Any,
    ) -> None:
        self.views = tuple(views)
        self._network, self._images, self._measure, self._options = network, images, measure, options
        self._lock = threading.Lock()
        self._measured = list(known)
        self._seconds: list[float] = []
        self._target, self._deadline, self._looked_at = 0, np.inf, 0.0
        self._thread: threading.Thread | None = None
        self._running = False
        self._first = threading.Event()
        self.trouble = ""

    @property
    def digits(self) -> int:
        """How many digits have been measured."""
        return len(self._measured)

    @property
    def most(self) -> int:
        """How many digits there are to measure."""
        return len(self._images)

    @property
    def target(self) -> int:
        """How many digits shall have been measured when it is done."""
        return max(self._target, self.digits)

    @property
    def running(self) -> bool:
        """Whether it is measuring now."""
        return self._running

    @property
    def seconds_left(self) -> float | None:
        """Return an estimate of how long it has still to go; None before the first digit is done."""
        with self._lock:
            recent = self._seconds[-5:]
        return (self.target - self.digits) * sum(recent) / len(recent) if recent else None

    def more(self, digits: int, within: float = np.inf) -> None:
        """Measure some more digits; after `within` seconds begin no other, but always measure one."""
        with self._lock:
            self._target = min(max(self._target, self.digits) + digits, self.most)
            self._deadline, self._looked_at = time.monotonic() + within, time.monotonic()
            if not self._running and self._target > self.digits:
                self._running, self.trouble = True, ""
                self._thread = threading.Thread(target=self._run, name="measurement", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Begin no other digit; the one under way is finished and kept."""
        with self._lock:
            self._target = self.digits

    def look(self) -> None:
        """Tell that somebody still wants the result."""
        self._looked_at = time.monotonic()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is done, or so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)

    def wait_for_first(self, seconds: float) -> None:
        """Wait until one digit has been measured, or so many seconds."""
        self._first.wait(seconds)

    def scores(self) -> tuple[Score, ...]:
        """Return the means over all digits measured so far, method by method and view by view."""
        with self._lock:
            measured = list(self._measured)
        found: dict[tuple[str, str], list[Score]] = {}
        for scores in measured:
            for score in scores:
                found.setdefault((score.method, score.view), []).append(score)
        return tuple(_mean(rows) for rows in found.values())

    def _run(self) -> None:
        try:
            while self._goes_on():
                with _one_at_a_time:
                    if not self._goes_on():  # the wait for others may have been long
                        break
                    start = time.monotonic()
                    scores = self._one(self.digits)
                with self._lock:
                    self._measured.append(scores)
                    self._seconds.append(time.monotonic() - start)
                self._first.set()
        except Exception as error:  # told to the visitor; the next request tries again
            with self._lock:
                self.trouble = str(error) or type(error).__name__
                self._target, self._running = self.digits, False

    def _goes_on(self) -> bool:
        """Say whether to measure another digit; "no" and the end of running are one step for other threads."""
        with self._lock:
            now = time.monotonic()
            late = self.digits > 0 and now > self._deadline
            forgotten = now - self._looked_at > PATIENCE
            self._running = self.digits < self._target and not late and not forgotten
            if not self._running:
                self._target = self.digits
            return self._running

    def _one(self, number: int) -> tuple[Score, ...]:
        rng = np.random.default_rng(number)
        images = self._images[number : number + 1]
        steps = self._measure(self._network, images, views=self.views, rng=rng, **self._options)
        return tuple(score for progress in steps for score in progress.scores)


def _mean(rows: Sequence[Score]) -> Score:
    """Return the means of the figures that are numbers."""
    figures = np.array([[getattr(row, name) for name in FIGURES] for row in rows])
    known = np.isfinite(figures)
    totals = np.where(known, figures, 0).sum(axis=0)
    means = np.divide(totals, known.sum(axis=0), out=np.full(len(FIGURES), np.nan), where=known.any(axis=0))
    fields: dict[str, Any] = dict(zip(FIGURES, means.tolist(), strict=True))
    return Score(rows[0].method, rows[0].view, digits=len(rows), **fields)
