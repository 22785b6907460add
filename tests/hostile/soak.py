"""A soak: visitors with bad intentions come one after the other, and an honest one asks all the while."""

import asyncio
import random
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from benchmarks.server import Server
from benchmarks.visitor import PROBLEMS, Visitor
from tests.hostile.attacker import PAGES, attack, open_links
from tests.loops import run_beside

__all__ = ["CHOICES", "Outcome", "soak"]

CHOICES = ("digit", "node", "neuron", "pattern_size", "noise", "network", "beside", "drawing", "view", "scratch_epochs")
CHOICES += ("layer_names", "own_widths", "row_layers", "hide", "lesson")
COOKIES = ("a,b=c", "k=v, other(1)=2", "=", "x" * 8000, "mnistnet_visitor=../../etc")


@dataclass
class Outcome:
    """What came of it: what failed, in words; how long the honest visitor waited at most; how memory grew."""

    failed: list[str] = field(default_factory=list)
    longest_wait: float = 0.0
    grown_megabytes: float = 0.0
    rounds: int = 0


def soak(server: Server, seconds: float, seed: int = 0) -> Outcome:
    """Attack a running server for so many seconds."""
    outcome, rng = Outcome(), random.Random(seed)
    run_beside(_open_all(server.address))  # what every page keeps for all visitors is there from now on
    run_beside(_round(server, rng, outcome))
    before, end = server.megabytes(), time.monotonic() + seconds
    while time.monotonic() < end:
        run_beside(_round(server, rng, outcome))
    outcome.grown_megabytes = server.megabytes() - before
    if not server.is_alive():
        outcome.failed.append("the server is gone")
    return outcome


async def _open_all(address: str) -> None:
    for page in PAGES:
        visitor = Visitor(address, page, 0)
        await visitor.open()
        await visitor.close()


async def _round(server: Server, rng: random.Random, outcome: Outcome) -> None:
    pages = rng.sample(PAGES, 3)
    honest = asyncio.create_task(_honest(server, rng.randrange(2**32), outcome))
    for page in pages:
        try:
            outcome.failed += await attack(server.address, page, rng.randrange(2**32), 10)
            outcome.failed += await open_links(server.address, page, CHOICES, [rng.randrange(100)])
        except PROBLEMS as problem:
            outcome.failed.append(f"{page} does not open: {problem!r}")
    await asyncio.to_thread(_requests, server.address, outcome)
    await honest
    outcome.rounds += 1


async def _honest(server: Server, seed: int, outcome: Outcome) -> None:
    visitor = Visitor(server.address, "influence", seed)
    try:
        await visitor.open()
        for _ in range(3):
            outcome.longest_wait = max(outcome.longest_wait, await visitor.act())
    except PROBLEMS as problem:
        outcome.failed.append(f"an honest visitor: {problem!r}")
    await visitor.close()


def _requests(address: str, outcome: Outcome) -> None:
    for cookie in COOKIES:
        request = urllib.request.Request(f"http://{address}/", headers={"Cookie": cookie, "Accept": "text/html"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                answer.read()
        except urllib.error.HTTPError as error:
            outcome.failed.append(f"cookie {cookie[:30]}: {error.code}")
