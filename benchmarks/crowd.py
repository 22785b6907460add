"""A crowd of visitors: some stay and do something every few seconds, some come and go."""

import asyncio
import time
from dataclasses import dataclass, field

from benchmarks.server import Server
from benchmarks.visitor import PAGES, PROBLEMS, Visitor

__all__ = ["PAUSE", "Seen", "come_and_go", "stay", "warm_up"]

PAUSE = 5.0  # seconds between two actions of a visitor
LOOKS = 3  # at the memory, a second apart


@dataclass
class Seen:
    """What visitors saw: seconds for every answer and for every page opened, what went wrong, the server's memory."""

    answers: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    megabytes: float = 0.0


async def stay(server: Server, crowd: int, seconds: float) -> Seen:
    """Let so many visitors act every `PAUSE` seconds for so long, each on its page, and return what they saw."""
    seen, end = Seen(), time.monotonic() + seconds
    visitors = [Visitor(server.address, PAGES[n % len(PAGES)], n) for n in range(crowd)]
    await asyncio.gather(*(_act_until(end, visitor, seen) for visitor in visitors))
    seen.megabytes = await _least_memory(server)  # while all are still there
    for visitor in visitors:
        await visitor.close()
    return seen


async def _least_memory(server: Server) -> float:
    """Return the least of a few looks: what the last answers have freed goes back in a moment."""
    looks = [server.megabytes()]
    for _ in range(LOOKS - 1):
        await asyncio.sleep(1)
        looks.append(server.megabytes())
    return min(looks)


async def _act_until(end: float, visitor: Visitor, seen: Seen) -> None:
    await asyncio.sleep(visitor.rng.uniform(0, PAUSE))
    try:
        seen.openings.append(await visitor.open())
        while time.monotonic() + PAUSE < end:
            await asyncio.sleep(visitor.rng.uniform(0.8, 1.2) * PAUSE)
            seen.answers.append(await visitor.act())
    except PROBLEMS as problem:
        seen.problems.append(f"{visitor.page}: {type(problem).__name__} {problem}")


async def come_and_go(server: Server, count: int, at_a_time: int, actions: int = 1) -> None:
    """Let `count` visitors come, do something and leave, each on the next page."""
    for first in range(0, count, at_a_time):
        await asyncio.gather(*(_visit(server, n, actions) for n in range(first, min(first + at_a_time, count))))


async def warm_up(server: Server, actions: int) -> None:
    """Let every page be opened in every process: of visitors who come together a proxy sends one to each."""
    processes = len(server.processes())
    for number in range(len(PAGES)):
        await asyncio.gather(*(_visit(server, number, actions) for _ in range(processes)))


async def _visit(server: Server, number: int, actions: int) -> None:
    visitor = Visitor(server.address, PAGES[number % len(PAGES)], number)
    await visitor.open()
    for _ in range(actions):
        await visitor.act()
    await visitor.close()
