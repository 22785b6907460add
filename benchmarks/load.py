"""What the server stands: many visitors at once while two networks train, and what it keeps of visitors who left.

The visitors run on the same processors as the server and read every message, so the latencies are pessimistic; the
server's processor time and memory are its own, with those of all its processes where `--workers` asks for several
behind HAProxy or nginx. The column "peer" holds the limit that is to be kept.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks.crowd import Seen, come_and_go, stay, warm_up
from benchmarks.server import NEWCOMER, SEVERAL, Server, running_server
from benchmarks.table import Row, arguments, publish
from benchmarks.visitor import PAGES
from mnistnet import jobs
from mnistnet.books.presets import PRESETS

JOBS = 2
STOP_WITHIN = 10.0  # seconds
LOOKS = 3  # at the memory: what is forgotten is swept up now and then, and not at once
WARM = 40  # answers on each page at first: they fill what is kept for all, which has an end
FORGET = 3  # seconds after which the server forgets who left, where that is measured; 120 otherwise


def main() -> None:
    """Run the command line."""
    choices = arguments(__doc__, workers=1)
    several = [*SEVERAL, str(choices.workers)]
    command = NEWCOMER if choices.workers == 1 else several
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as runs:
        os.environ["MNISTNET_RUNS_DIR"] = runs
        for crowd, seconds in [(20, 40)] if choices.quick else [(50, 120), (150, 60)]:
            with running_server(command=command) as server, training() as stopped:
                served = asyncio.run(one_crowd(server, crowd, seconds))
            served.append(against(f"{crowd} visitors: until {JOBS} training runs had stopped", stopped[0], 1.0, "s"))
            show(served, rows)
        with running_server("--server.disconnectedSessionTTL", str(FORGET)) as server:
            show(asyncio.run(all_leave(server, *((200, 200) if choices.quick else (400, 800)))), rows)
    if choices.json:
        publish(rows, choices.json, "All of it")


def show(part: list[Row], rows: list[Row]) -> None:
    """Print a part as soon as it is known, and add it to the others."""
    publish(part, title=f"The server, with a load average of {os.getloadavg()[0]:.1f}")
    rows += part


def against(name: str, ours: float, limit: float | None, unit: str) -> Row:
    """Return a row whose ratio says how far below its limit ours is."""
    return Row(name, ours, limit, limit / ours if limit and ours else None, unit)


@contextmanager
def training() -> Iterator[list[float]]:
    """Let networks train meanwhile; yields a list that in the end holds the seconds until all had stopped."""
    endless = PRESETS["scratch"].settings.replace(epochs=10_000)
    started = [jobs.start_run(endless, session=f"visitor {n}") for n in range(JOBS)]
    stopped: list[float] = []
    try:
        yield stopped
    finally:
        began = time.monotonic()
        for run in started:
            run.stop()
        while any(run.is_worked_on() for run in started) and time.monotonic() - began < STOP_WITHIN:
            time.sleep(0.02)
        stopped.append(time.monotonic() - began)
        jobs.advance()


async def one_crowd(server: Server, crowd: int, seconds: float) -> list[Row]:
    """Return how the server serves so many visitors at once."""
    fresh = server.megabytes()
    await warm_up(server, actions=WARM)
    warm, spent, own = server.megabytes(), server.seconds(), time.process_time()
    alive = asyncio.create_task(keep_alive())
    seen = await stay(server, crowd, seconds)
    alive.cancel()
    spent, own = server.seconds() - spent, time.process_time() - own
    for problem in sorted(set(seen.problems)):
        print(f"{seen.problems.count(problem)} x {problem}")
    crowded = {
        "memory of each": ((seen.megabytes - warm) / crowd, 1, "MB"),
        "processor time of the server": (100 * spent / seconds, None, "%"),
        "processor time of the visitors": (100 * own / seconds, None, "%"),
        "errors": (len(seen.problems) + server.complaints(), 0, ""),
        "alive afterwards": (float(server.is_alive()), 1, ""),
    }
    return [
        against("memory of a fresh server", fresh, 250 * len(server.processes()), "MB"),
        against(f"memory once four pages had answered {WARM} times in every process", warm, None, "MB"),
        *latencies(seen, f"{crowd} visitors: "),
        *(against(f"{crowd} visitors: {name}", *figures) for name, figures in crowded.items()),
    ]


def latencies(seen: Seen, who: str) -> list[Row]:
    """Return how long visitors waited."""
    waited = 1000 * np.array(seen.answers or [np.nan])
    return [
        Row(f"{who}answers", len(seen.answers), None, None, ""),
        against(f"{who}an answer, p50", float(np.quantile(waited, 0.5)), None, "ms"),
        against(f"{who}an answer, p95", float(np.quantile(waited, 0.95)), 300, "ms"),
        against(f"{who}an answer, p99", float(np.quantile(waited, 0.99)), 1000, "ms"),
        against(f"{who}a page opened, p95", 1000 * float(np.quantile(seen.openings or [np.nan], 0.95)), None, "ms"),
    ]


async def all_leave(server: Server, first: int, rest: int) -> list[Row]:
    """Return what the server keeps of visitors who have left, once it has forgotten them.

    The first fill what is kept for all, which has an end; what the rest leave behind would go on for ever.
    """
    held = []
    for part in (first, rest):
        await come_and_go(server, part, at_a_time=10)
        await asyncio.sleep(FORGET + 2)
        least = float("inf")
        for _ in range(LOOKS):
            await come_and_go(server, len(PAGES), at_a_time=1)  # whoever comes next lets it forget those before
            least = min(least, server.megabytes())
        held.append(least)
    return [
        against(f"memory after {first} visitors came and went", held[0], None, "MB"),
        against(f"memory after {rest} more", held[1], None, "MB"),
        against("kept of each of them", 1000 * (held[1] - held[0]) / rest, 10, "kB"),
    ]


async def keep_alive() -> None:
    """Say from time to time that the training runs are wanted."""
    while True:
        for run in jobs.runs():
            run.keep_alive()
        await asyncio.sleep(30)


if __name__ == "__main__":
    main()
