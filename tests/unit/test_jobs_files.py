"""Checkpoints survive whatever happens to their writer."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.jobs.checkpoint import Checkpoint
from mnistnet.jobs.files import locked, read_arrays, sweep, write_arrays
from mnistnet.training import train
from tests.training_tasks import small_digits, small_settings

KILLS = 40
WRITER = """
import sys
from pathlib import Path
import numpy as np
from mnistnet.jobs.files import write_arrays
number = 0
while True:
    number += 1
    write_arrays(Path(sys.argv[1]), {"a": np.full(200_000, number), "b": np.full(10, number)})
    print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
def test_a_file_is_whole_after_every_kill(tmp_path):
    path = tmp_path / "checkpoint"
    rng = np.random.default_rng(1)
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            for _ in range(rng.integers(1, 4)):
                writer.stdout.readline()
            time.sleep(rng.uniform(0, 0.01))  # so that the kill comes anywhere in a write
            os.kill(writer.pid, signal.SIGKILL)
        arrays = read_arrays(path)
        assert (arrays["a"] == arrays["b"][0]).all()
    sweep(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["checkpoint"]


def test_every_damage_is_noticed(tmp_path):
    path = tmp_path / "checkpoint"
    write_arrays(path, {"a": np.arange(100)})
    content = path.read_bytes()
    rng = np.random.default_rng(0)
    for _ in range(300):
        damaged = bytearray(content)
        damaged[rng.integers(len(content))] ^= 1 << rng.integers(8)
        path.write_bytes(damaged[: rng.integers(len(content))] if rng.random() < 0.5 else damaged)
        with pytest.raises(DataError):
            read_arrays(path)
    with pytest.raises(DataError):
        read_arrays(tmp_path / "nothing")


def test_a_checkpoint_comes_back_as_it_was(tmp_path):
    reports = list(train(small_settings(optimiser="adam"), small_digits(), report_every=100))
    snapshot = reports[6].snapshot
    Checkpoint(snapshot, small_settings(l2=0.1), 1.5, 7, "small", (28, 28)).write(tmp_path / "c")
    again = Checkpoint.read(tmp_path / "c")
    assert again.settings == small_settings(l2=0.1) and (again.seconds, again.orders) == (1.5, 7)
    np.testing.assert_array_equal(again.snapshot.parameters, snapshot.parameters)
    np.testing.assert_array_equal(again.snapshot.memory, snapshot.memory)
    for name in ("steps", "epoch", "images", "totals", "history"):
        assert getattr(again.snapshot, name) == getattr(snapshot, name)


def test_arrays_that_are_no_checkpoint_are_refused(tmp_path):
    write_arrays(tmp_path / "c", {"card": np.frombuffer(b"{}", np.uint8)})
    with pytest.raises(DataError, match="not a checkpoint"):
        Checkpoint.read(tmp_path / "c")


def test_a_lock_is_held_by_one(tmp_path):
    with locked(tmp_path / "lock") as first, locked(tmp_path / "lock", wait=False) as second:
        assert first and not second
    with locked(tmp_path / "lock", wait=False) as third:
        assert third
