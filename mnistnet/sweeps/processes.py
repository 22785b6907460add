"""Processes of this machine compute the points side by side; one that dies is replaced, and its point tried again."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext

from mnistnet.digits import Digits
from mnistnet.sweeps.freed import keep_freed_memory
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row, compute, lost
from mnistnet.sweeps.serial import Engine

__all__ = ["in_processes"]

AHEAD = 4  # points a process that wait in line, so that none is idle
TRIES = 2  # of a point that was under way when a process died, each alone
_held: list[Digits] = []


def in_processes(workers: int) -> Engine:
    """Return an engine of so many processes; each gets the digits once, when it starts.

    Notes
    -----
    Processes are started afresh (not forked), so a program of your own calls it below
    ``if __name__ == "__main__":``.
    """

    def engine(points: Sequence[Point], digits: Digits) -> Iterator[Row]:
        waiting = deque(points)
        while waiting:
            suspects = yield from _together(waiting, digits, workers)
            yield from _each_alone(suspects, digits)

    return engine


def _pool(workers: int, digits: Digits) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_fresh(), initializer=_hold, initargs=(digits,))


def _fresh() -> BaseContext:
    """Return the way to start processes that share nothing with this one; where there can be, one that is ready."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _together(waiting: deque[Point], digits: Digits, workers: int) -> Generator[Row, None, list[Point]]:
    """Yield rows until nothing waits or a process dies; return the points that were under way then."""
    under_way: dict[Future[Row], Point] = {}
    pool = _pool(workers, digits)
    try:
        while waiting or under_way:
            while waiting and len(under_way) < AHEAD * workers:
                under_way[pool.submit(_compute, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                del under_way[future]
    except BrokenProcessPool:
        pass
    finally:
        _end(pool)
    return list(under_way.values())


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool at once: what it was still doing nobody waits for."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _each_alone(points: Sequence[Point], digits: Digits) -> Iterator[Row]:
    """Yield the rows of points that never share their time: if a process dies now, it is the fault of one of them."""
    pool, tries = _pool(1, digits), 0
    left = deque(points)
    try:
        while left:
            try:
                row = pool.submit(_compute, left[0]).result()
            except BrokenProcessPool:
                pool, tries = _pool(1, digits), tries + 1
                if tries < TRIES:
                    continue
                row = lost(left[0])
            left.popleft()
            tries = 0
            yield row
    finally:
        _end(pool)


def _hold(digits: Digits) -> None:
    """Keep the digits in this process for all points that it will compute; Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_freed_memory()
    threading.Thread(target=_go_with_the_starter, daemon=True).start()
    _held[:] = [digits]


def _go_with_the_starter() -> None:
    """End this process when the one that started it has ended, even by kill -9, which can tell nobody."""
    if starter := multiprocessing.parent_process():
        starter.join()
        os._exit(1)


def _compute(point: Point) -> Row:
    return compute(point, _held[0])
