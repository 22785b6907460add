"""What an answer costs the server: processor time and bytes, one visitor, every page, beside another commit."""

import argparse
import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.server import ROOT, Server, running_server
from benchmarks.table import Row, publish
from benchmarks.visitor import PROBLEMS, Visitor
from pages.ui.bench.doors import DOORS

PAGES = tuple(door.file for door in DOORS)
DEAREST = ("draw", "probabilities", "influence", "neurons", "mistakes")  # of the pages that most people see
DEEP = ("draw", "trust", "compare")  # have parts that are worked out when they come near the window
EMPTY = "trust"  # stands for a page without anything on it
FACE = 'import streamlit as st\n\nst.toggle("nothing", key="nothing")\n'
WARM = 3  # answers before any is counted
ROUNDS = 3  # in turns with the peer, of which the least counts: what else the machine does only adds to it
IDLE = 0.05  # seconds of processor time in a second


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--peer", default="HEAD~1", help="the commit that is the peer: HEAD~1, the one before, unless told"
    )
    parser.add_argument(
        "--answers", type=int, default=20, help=f"so many on each page in each of {ROUNDS} rounds; 20 unless told"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as a JSON list")
    choices = parser.parse_args()
    with checked_out(choices.peer) as folder:
        with both(ROOT, folder) as servers:
            rows = asyncio.run(all_pages(servers, choices.answers))
        with bare(ROOT) as ours, bare(folder) as peer, both(ours, peer) as servers:
            rows += asyncio.run(the_frame(servers, choices.answers))
    publish(rows, choices.json, f"An answer, beside {choices.peer}, with a load average of {os.getloadavg()[0]:.1f}")


@contextmanager
def both(*folders: Path) -> Iterator[list[Server]]:
    """Yield a server for each folder."""
    with tempfile.TemporaryDirectory() as runs, ExitStack() as stack:
        variables = {"MNISTNET_RUNS_DIR": runs}
        yield [stack.enter_context(running_server(folder=folder, variables=variables)) for folder in folders]


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Yield a folder that holds the files of another commit."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        yield Path(folder)


@contextmanager
def bare(folder: Path) -> Iterator[Path]:
    """Yield a copy of an app in which one page is empty, so that only the frame round it is left."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "app"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*cache", ".git", ".venv", "__pycache__"))
        (copy / "pages" / f"{EMPTY}.py").write_text(f'"""Nothing."""\n{FACE}')
        yield copy


async def settled(server: Server) -> None:
    """Let a server answer once and read beside it what only other pages need, until it has nothing more to do."""
    await cost(server, EMPTY, 1)
    spent = -1.0
    while server.seconds() - spent > IDLE:
        spent = server.seconds()
        await asyncio.sleep(1)


async def the_frame(servers: list[Server], answers: int) -> list[Row]:
    """Return what an answer of an empty page costs."""
    await asyncio.gather(*map(settled, servers))
    return rows_of("the frame alone", await least(servers, EMPTY, answers))


async def all_pages(servers: list[Server], answers: int) -> list[Row]:
    """Return what an answer costs on each page, and the mean of those that most people see."""
    await asyncio.gather(*map(settled, servers))
    costs = {page: await least(servers, page, answers) for page in PAGES}
    for page in DEEP:
        costs[f"{page}, all of it in sight"] = await least(servers, page, answers, all_in_sight=True)
    rows = [row for page, pair in costs.items() for row in rows_of(page, pair)]
    return rows + rows_of(f"mean of {', '.join(DEAREST)}", np.mean([costs[page] for page in DEAREST], axis=0))


def rows_of(name: str, pair: NDArray[np.float64]) -> list[Row]:
    """Return a row for the processor time and one for the bytes; `pair` has shape (2, 2): server, figure."""
    return [
        Row(f"{name}{what}", ours, peer, peer / ours, unit)
        for what, unit, (ours, peer) in (("", "ms", pair[:, 0].tolist()), (", sent", "kB", pair[:, 1].tolist()))
    ]


async def least(servers: list[Server], page: str, answers: int, *, all_in_sight: bool = False) -> NDArray[np.float64]:
    """Return the least figures of each server, shape (servers, 2), of rounds in which they take turns.

    Every round looks at other digits: what was shown before is known by now.
    """
    seeds = range(1 + ROUNDS * all_in_sight, 1 + ROUNDS * (1 + all_in_sight))
    rounds = [
        [await cost(server, page, answers, seed, all_in_sight=all_in_sight) for server in servers] for seed in seeds
    ]
    return np.asarray(np.min(rounds, axis=0))


async def cost(
    server: Server, page: str, answers: int, seed: int = 0, *, all_in_sight: bool = False
) -> tuple[float, float]:
    """Return the milliseconds and kilobytes of an answer on a page; nan where the page is not there."""
    visitor = Visitor(server.address, page, seed=seed)
    try:
        await visitor.open()
        if all_in_sight:
            visitor.look_everywhere()
        for _ in range(WARM):
            await visitor.act_or_ask_again()
        spent, sent = server.seconds(), visitor.received
        for _ in range(answers):
            await visitor.act_or_ask_again()
        spent, sent = server.seconds() - spent, visitor.received - sent
    except PROBLEMS as problem:
        print(f"{page}: {type(problem).__name__} {problem}")
        return float("nan"), float("nan")
    finally:
        await visitor.close()
    return 1000 * spent / answers, sent / answers / 1000


if __name__ == "__main__":
    main()
