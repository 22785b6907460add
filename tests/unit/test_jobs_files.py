"""Checkpoints survive whatever happens to their writer."""

import os
import subprocess
import sys

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.jobs.checkpoint import Checkpoint
from mnistnet.jobs.files import locked, read_arrays, sweep, write_arrays
from mnistnet.training import train
from tests.training_tasks import small_digits, small_settings

KILLS = 200
# Each child writes over and over until an alarm ends it without warning, as kill -9 does.
WRITERS = """
import os, random, signal, sys
from pathlib import Path
import numpy as np
from mnistnet.jobs.files import read_arrays, write_arrays

path = Path(sys.argv[1])
write_arrays(path, {"a": np.zeros(20_000), "b": np.zeros(10)})
for kill in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_REAL, random.Random(kill).uniform(0.001, 0.02))
        number = 1000 * kill
        while True:
            number += 1
            write_arrays(path, {"a": np.full(20_000, number), "b": np.full(10, number)})
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGALRM
    arrays = read_arrays(path)
    assert (arrays["a"] == arrays["b"][0]).all()
print(arrays["b"][0])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_file_is_whole_after_every_kill(tmp_path):
    command = [sys.executable, "-c", WRITERS, str(tmp_path / "checkpoint"), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 10_000  # some children got as far as writing
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
