"""How long a sweep would take with more workers than are here: the line of docs/scale.md, and a simulation beside it.

One scheduler serves one task after the other; each worker has a few tasks in line, and computes one at a time.
"""

from heapq import heappop, heappush

from benchmarks.table import Row

__all__ = ["foretold", "line", "simulated"]

AHEAD = 4  # tasks in line for each worker
MILLION = 10**6


def line(points: int, workers: int, seconds: float, overhead: float, batch: int = 1) -> float:
    """Return points * max(seconds / workers, overhead / batch), the time of a sweep without its start."""
    return points * max(seconds / workers, overhead / batch)


def simulated(points: int, workers: int, seconds: float, overhead: float, batch: int = 1) -> float:
    """Return the same by playing it through: when the last task has gone out and come back.

    Half of the overhead is spent on sending a task, half on taking in its rows. A worker computes its tasks in order,
    and gets another one whenever one has come back.
    """
    tasks, half = -(-points // batch), overhead / 2
    ends: list[tuple[float, int]] = []
    free = [0.0] * workers
    clock = 0.0
    sent = min(tasks, AHEAD * workers)
    for i in range(sent):
        clock += half
        free[i % workers] = max(free[i % workers], clock) + seconds * batch
        heappush(ends, (free[i % workers], i % workers))
    while ends:
        end, worker = heappop(ends)
        clock = max(clock, end) + half
        if sent < tasks:
            clock, sent = clock + half, sent + 1
            free[worker] = max(free[worker], clock) + seconds * batch
            heappush(ends, (free[worker], worker))
    return clock


def foretold(seconds: float, overhead: float) -> list[Row]:
    """Return what a million points would take, by the simulation and beside it by the line, in hours."""
    rows = []
    for workers, batch in ((1, 1), (10, 1), (100, 1), (1000, 1), (1000, 100)):
        played, drawn = (task(MILLION, workers, seconds, overhead, batch) / 3600 for task in (simulated, line))
        name = f"10^6 points on {workers:,} workers, {batch} a task: simulated, against the line"
        rows.append(Row(name, played, drawn, None, "h"))
    return rows
