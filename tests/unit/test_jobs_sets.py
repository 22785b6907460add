"""Sets kept for training: under their digest, the same once, found by runs, and swept when nobody needs them."""

import os
import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from mnistnet import Digits, jobs, load_digits
from mnistnet.books.presets import PRESETS
from mnistnet.digits.files import with_splits
from mnistnet.jobs.sets import is_kept_set, sweep_sets
from tests.waiting import wait_for

ALL = load_digits()
SMALL = with_splits(Digits(ALL.images[:200], ALL.labels[:200], "../../etc/passwd"))
OTHER = with_splits(Digits(ALL.images[200:400], ALL.labels[200:400]))
SETTINGS = PRESETS["nielsen"].settings.replace(epochs=1, name="small")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path / "runs"))
    monkeypatch.setenv("MNISTNET_JOBS", "thread")
    return tmp_path / "runs"


def age(data: str) -> None:
    two_days_ago = time.time() - 2 * 86_400
    os.utime(Path(data) / "digits.npz", (two_days_ago, two_days_ago))


def test_a_set_lies_under_its_digest_and_is_read_as_it_was(folder):
    data = jobs.keep_set(SMALL)
    assert Path(data) == folder / "sets" / SMALL.digest, "no name of a stranger's becomes a path"
    again = load_digits(data)
    for split in SMALL.splits:
        np.testing.assert_array_equal(again.split(split).images, SMALL.split(split).images)
        np.testing.assert_array_equal(again.split(split).labels, SMALL.split(split).labels)
    assert jobs.keep_set(Digits(SMALL.images, SMALL.labels, "x", SMALL.splits)) == data
    assert is_kept_set(data) and not jobs.runs()


def test_only_what_was_kept_is_a_kept_set(folder, tmp_path):
    data = Path(jobs.keep_set(SMALL))
    shutil.copytree(data, tmp_path / data.name)
    shutil.copytree(data, data.parent / "mine")
    for other in (tmp_path / data.name, data.parent / "mine", data / "..", data.parent / ("0" * 32), "", "embedded"):
        assert not is_kept_set(str(other))


def test_sets_that_no_run_uses_are_swept_when_they_are_old():
    used, old, young = jobs.keep_set(SMALL), jobs.keep_set(OTHER), jobs.keep_set(with_splits(ALL))
    age(used), age(old)
    sweep_sets({used})
    assert [is_kept_set(data) for data in (used, old, young)] == [True, False, True]
    jobs.keep_set(SMALL)  # asked for once more: young again
    sweep_sets(set())
    assert is_kept_set(used)


def finished(run: jobs.Run) -> jobs.Run:
    wait_for(lambda: not run.state().is_active)
    assert run.state().status == "finished", run.state().sentence
    return run


def test_a_run_learns_from_it_even_where_folders_are_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    data = jobs.keep_set(SMALL)
    run = finished(jobs.start_run(SETTINGS, data))
    assert run.progress()[0][-1]["digits"] == len(SMALL.split("train"))
    age(data)
    jobs.keep_set(OTHER)
    branch = finished(jobs.branch(run, 1, SETTINGS.replace(epochs=2)))
    assert branch.spec.data == data and is_kept_set(data)
    with pytest.raises(ValueError, match="On this server"):
        jobs.start_run(SETTINGS, str(tmp_path))
    jobs.delete(run)
    assert is_kept_set(data), "the branch still uses it"
    jobs.delete(branch)
    assert not is_kept_set(data)
