"""Checkpoints against kill -9: a writer is killed at random moments, and whatever it leaves must be readable.

Ours is `mnistnet.jobs.checkpoint.Checkpoint.write`; the peer writes the same content straight into the file.
"""

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.table import Row, arguments, publish
from mnistnet import DataError
from mnistnet.books.presets import PRESETS
from mnistnet.jobs.checkpoint import Checkpoint
from mnistnet.jobs.files import sweep
from mnistnet.training import Snapshot, parameter_count

SETTINGS = PRESETS["scratch"].settings
LONGEST = 0.02  # seconds that a writer lives
Writer = Callable[[Path, int], None]


def main() -> None:
    """Run the command line."""
    choices = arguments(__doc__, count=1000)
    kills = 100 if choices.quick else choices.count
    ours, peer = killed(kills, write), killed(kills, write_in_place)
    rows = [
        Row("writers killed", kills, kills, None, ""),
        Row("of them in the middle of a file", ours["unfinished"], None, None, ""),
        Row("checkpoints written meanwhile", ours["written"], peer["written"], None, ""),
        Row("readable afterwards", kills - ours["broken"], kills - peer["broken"], None, ""),
        Row("broken afterwards", ours["broken"], peer["broken"], None, ""),
        Row("stray files left after sweeping", ours["stray"], None, None, ""),
    ]
    publish(rows, choices.json, "Checkpoints, and writers killed at random")


def checkpoint(number: int) -> Checkpoint:
    """Return a checkpoint in which every number is `number`."""
    parameters = np.full(parameter_count(SETTINGS), number, np.float32)
    return Checkpoint(Snapshot(parameters, parameters, number, 1), SETTINGS)


def write(path: Path, number: int) -> None:
    """Write a checkpoint as training runs do."""
    checkpoint(number).write(path)


def write_in_place(path: Path, number: int) -> None:
    """Write a checkpoint as one would without a thought: into the file itself."""
    beside = path.with_suffix(".made")
    checkpoint(number).write(beside)
    path.write_bytes(beside.read_bytes())


def killed(kills: int, writer: Writer) -> dict[str, int]:
    """Return what became of the file: how often it was "broken", how often a kill left something "unfinished", ..."""
    found = {"written": 0, "broken": 0, "unfinished": 0, "stray": 0}
    rng, last = random.Random(0), 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "checkpoint"
        writer(path, last)
        for _ in range(kills):
            kill_one(path, last + 1, writer, rng.uniform(0.001, LONGEST))
            found["unfinished"] += any(folder.glob("*.unfinished"))
            now = number_in(path)
            found["broken"] += now is None or now < last
            if now is None:
                writer(path, last)
            else:
                found["written"] += now - last
                last = now
            sweep(folder)
        found["stray"] = sum(entry.name not in ("checkpoint", "checkpoint.made") for entry in folder.iterdir())
    return found


def kill_one(path: Path, number: int, writer: Writer, seconds: float) -> None:
    """Let a child write one checkpoint after the other, and kill it after so many seconds."""
    child = os.fork()
    if not child:
        while True:
            writer(path, number)
            number += 1
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def number_in(path: Path) -> int | None:
    """Return the number of which a checkpoint is full, or None if it is damaged."""
    try:
        found = Checkpoint.read(path).snapshot
    except DataError:
        return None
    whole = (found.parameters == found.steps).all() and (found.memory == found.steps).all()
    return found.steps if whole else None


if __name__ == "__main__":
    main()
