"""Dask carries a sweep to a cluster: of this machine's processes, or of as many machines as there are.

The digits travel once to each worker, under their digest; a point is a few hundred bytes, and so is its row.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_all_start_methods
from typing import Any
from uuid import uuid4

from mnistnet.digits import Digits
from mnistnet.sweeps.freed import keep_freed_memory
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row, compute, lost
from mnistnet.sweeps.serial import Engine

__all__ = ["connected", "local_cluster", "on_cluster", "points_a_task"]

AHEAD = 4  # tasks a worker that wait in line, so that none is idle
TASK_SECONDS, MOST = 0.5, 100  # of a task, and points in it
TRIES = 3  # of a task whose digits were lost with the workers that held them


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Connect to the scheduler at an address, such as tcp://host:8786; yields Dask's client."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        yield client


@contextmanager
def local_cluster(workers: int) -> Iterator[Any]:
    """Start a cluster of so many processes on this machine, each with one thread; yields Dask's client."""
    from dask import config
    from distributed import Client, LocalCluster

    ready = "forkserver" in get_all_start_methods()  # processes that have loaded Dask already start many times as fast
    with (
        config.set({"distributed.worker.multiprocessing-method": "forkserver"} if ready else {}),
        LocalCluster(workers, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        client.wait_for_workers(workers)  # so that the digits go to all of them at once
        yield client


def on_cluster(client: Any, batch: int | None = None) -> Engine:
    """Return an engine of the workers that a Dask client knows; what a dead worker was doing another one does again.

    Parameters
    ----------
    client : distributed.Client
        Its workers have mnistnet installed.
    batch : int, optional
        How many points one task holds; by default as many as take half a second, by what the rows so far say.
    """

    def engine(points: Sequence[Point], digits: Digits) -> Iterator[Row]:
        from distributed import as_completed

        coming = as_completed([], loop=client.loop, raise_errors=False)
        left = _Tasks(client, digits, deque(points), coming, batch)
        left.send()
        for future in left.coming:
            yield from left.rows_of(future)
            left.send()

    return engine


def points_a_task(seconds: Sequence[float], most: int) -> int:
    """Return how many points a task should hold, from what points have taken so far: one as long as nothing is known.

    A task is half a second of work, so that what the scheduler spends on it is next to nothing, or `most` points.
    """
    if not seconds:
        return 1
    return max(min(int(TASK_SECONDS * len(seconds) / max(sum(seconds), 1e-9)), most, MOST), 1)


class _Tasks:
    """The tasks of one sweep: those that wait, and those that the cluster has."""

    def __init__(self, client: Any, digits: Digits, waiting: deque[Point], coming: Any, batch: int | None) -> None:
        self._client, self._digits, self._waiting, self.coming, self._batch = client, digits, waiting, coming, batch
        self._seconds: list[float] = []
        self._under_way: dict[Any, tuple[Sequence[Point], int]] = {}
        self._held: Any = None

    def send(self) -> None:
        """Send tasks until each worker has enough in line; a worker that has joined counts from now on."""
        in_line = AHEAD * max(sum(self._client.nthreads().values()), 1)
        while self._waiting and len(self._under_way) < in_line:
            size = self._batch or points_a_task(self._seconds, -(-len(self._waiting) // in_line))
            self._send([self._waiting.popleft() for _ in range(min(size, len(self._waiting)))], tries=1)

    def rows_of(self, future: Any) -> list[Row]:
        """Return the rows of a task that is over; none if it is sent again."""
        from distributed import KilledWorker

        part, tries = self._under_way.pop(future)
        if future.status == "finished":
            rows = list(future.result())
            self._seconds += [row.seconds for row in rows]
            return rows
        if future.status == "error" and not isinstance(error := future.exception(), KilledWorker):
            raise error
        if future.status == "error" or tries >= TRIES:
            return [lost(point) for point in part]
        self._held = None  # lost with all who held it
        self._send(part, tries + 1)
        return []

    def _send(self, part: Sequence[Point], tries: int) -> None:
        future = self._client.submit(_compute_all, part, self._digits_there(), pure=False)
        self._under_way[future] = (part, tries)
        self.coming.add(future)

    def _digits_there(self) -> Any:
        """Return the digits as the cluster holds them, handed out to all workers the first time.

        Their name is new each time: a cluster forgets what an earlier sweep has let go some moments later, and
        would forget digits of the same name with it. A worker that comes late fetches them from the others.
        """
        if self._held is None:
            name = f"digits-{self._digits.digest}-{uuid4().hex}"
            self._held = self._client.scatter({name: self._digits}, broadcast=True)[name]
        return self._held


def _compute_all(points: Sequence[Point], digits: Digits) -> list[Row]:
    keep_freed_memory()
    return [compute(point, digits) for point in points]
