"""What a crowd of the benchmarks does: memory is counted to visitors only once every process has opened every page."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

from benchmarks import crowd
from benchmarks.visitor import PAGES


def test_every_page_is_opened_at_once_by_as_many_visitors_as_there_are_processes(monkeypatch):
    inside, opened = 0, []

    async def visit(server, number, actions):
        nonlocal inside
        inside += 1
        await asyncio.sleep(0)  # lets those who come together come in
        opened.append((number, inside, actions))
        await asyncio.sleep(0)
        inside -= 1

    monkeypatch.setattr(crowd, "_visit", visit)
    warming = crowd.warm_up(SimpleNamespace(processes=lambda: [1, 2, 3]), actions=2)
    with ThreadPoolExecutor(1) as other:  # a browser may have left a loop running in this thread
        other.submit(asyncio.run, warming).result()
    assert opened == [(number, 3, 2) for number in range(len(PAGES)) for _ in range(3)]
