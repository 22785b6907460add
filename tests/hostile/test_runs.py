"""One visitor of a server cannot fill its disk, its memory or its queue with runs, nor slow down the others."""

import json
import os
import time

import numpy as np
import pytest

from mnistnet import Digits, jobs
from mnistnet.commands import main
from mnistnet.jobs import asking, queue
from mnistnet.jobs.owners import RUNS, marked
from mnistnet.jobs.run import Run
from mnistnet.jobs.sweeping import remove
from mnistnet.training import LayerPlan
from tests.training_tasks import small_settings
from tests.waiting import end_runs, wait_for

SHORT = small_settings(epochs=1, batch_size=1000)
LONG = small_settings(epochs=200, batch_size=1)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    yield tmp_path
    end_runs()


@pytest.fixture
def no_worker(monkeypatch):
    """Let nothing train: runs wait."""
    monkeypatch.setattr(queue, "advance", lambda: None)


def over(run, status="finished"):
    run.tell(status)
    run.leave_queue()


def asked(name, session="me", **more):
    run = jobs.start_run(SHORT.replace(name=name), session=session, **more)
    over(run)
    return run


def test_the_oldest_run_makes_room(no_worker, folder):
    others = asked("other", session="other")
    for number in range(7):
        asked(f"run {number}")
    assert [run.spec.settings.name for run in jobs.runs("me")] == [f"run {n}" for n in (6, 5, 4, 3, 2)]
    assert jobs.runs("other") == (others,) and len(list(folder.glob("*/spec.json"))) == 6


def test_at_home_runs_stay(no_worker, monkeypatch):
    monkeypatch.setenv("MNISTNET_HOSTED", "0")
    for number in range(7):
        asked(f"run {number}")
    assert len(jobs.runs("me")) == 7


def test_a_listing_reads_nothing_of_others(no_worker, folder):
    mine = asked("mine")
    for number in range(50):
        other = folder / f"20260101-000000-{number:08x}"
        other.mkdir()
        (other / "spec.json").write_text("this would fail if it were read")
    assert jobs.runs("me") == (mine,)
    assert jobs.runs() == (mine,)  # and whoever lists all passes over what says nothing


def test_runs_of_earlier_days_are_found(no_worker, folder):
    runs = [asked("one"), asked("two")]
    for path in (folder / "owners").rglob("*"):
        if path.is_file():
            path.unlink()
    for path in sorted((folder / "owners").rglob("*"), reverse=True):
        path.rmdir()
    (folder / "owners").rmdir()
    assert set(jobs.runs("me")) == set(runs)


def test_runs_go_with_age_and_size_and_never_while_they_train(no_worker, folder, monkeypatch, capsys):
    old, large, small = asked("old"), asked("large"), asked("small")
    waiting = jobs.start_run(SHORT, session="me")
    (large.folder / "checkpoint").write_bytes(bytes(3_000_000))
    now = time.time()
    for age, run in ((40, old), (2, large), (1, small), (50, waiting)):
        os.utime(run.folder / "status.json", (now - 86_400 * age,) * 2)
    monkeypatch.setenv("MNISTNET_MAX_ROOM", "2")
    assert main(["sweep-up"]) == 0
    assert "Deleted 2 runs" in capsys.readouterr().out
    assert {run.folder for run in jobs.runs("me")} == {small.folder, waiting.folder}
    assert len(marked("me", RUNS)) == 2


def test_nobody_who_starts_a_run_waits_for_a_sweep(no_worker, folder, monkeypatch):
    asked("mine")
    monkeypatch.setattr("mnistnet.jobs.sweeping.sweep_up", lambda: pytest.fail("swept again within a minute"))
    asked("another")
    os.utime(folder / "swept", (0, 0))
    with pytest.raises(pytest.fail.Exception):
        asked("a third")


def test_what_is_left_of_visitors_goes_as_well(no_worker, folder):
    run = asked("mine", address="10.0.0.1")
    remove(run, "me")
    for path in (*(folder / "owners").glob("*/starts.json"), *(folder / "clients").glob("*")):
        os.utime(path, (0, 0))
    jobs.sweep_up()
    assert not list((folder / "owners").glob("*")) and not list((folder / "clients").glob("*"))


def test_one_address_cannot_fill_the_queue(no_worker, monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_PER_CLIENT", "3")
    for number in range(3):
        jobs.start_run(SHORT, session=f"cookie {number}", address="10.0.0.1")
    with pytest.raises(jobs.Busy, match="from your network"):
        jobs.start_run(SHORT, session="another cookie", address="10.0.0.1")
    jobs.start_run(SHORT, session="victim", address="10.0.0.2")


def test_starts_are_counted(no_worker, monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_STARTS", "3")
    monkeypatch.setenv("MNISTNET_MAX_CLIENT_STARTS", "4")
    for number in range(3):
        asked(f"run {number}", address="10.0.0.1")
    with pytest.raises(jobs.Busy, match="You have started 3 runs"):
        asked("one more", address="10.0.0.1")
    asked("another cookie", session="you", address="10.0.0.1")
    with pytest.raises(jobs.Busy, match="4 runs were started from your network"):
        asked("a third cookie", session="they", address="10.0.0.1")
    asked("elsewhere", session="they", address="10.0.0.2")


def test_a_spec_tells_no_address(no_worker, folder):
    run = asked("mine", address="10.0.0.1")
    assert "10.0.0.1" not in (run.folder / "spec.json").read_text()


def test_sets_make_room_too(no_worker, folder, monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_SETS", "2")
    rng = np.random.default_rng(0)
    sets = [Digits(rng.integers(0, 255, (3, 28, 28), np.uint8), np.arange(3, dtype=np.uint8), "x") for _ in range(4)]
    parts = {"train": np.array([0]), "validation": np.array([1]), "test": np.array([2])}
    kept = [jobs.keep_set(Digits(one.images, one.labels, "x", parts), "me") for one in sets[:1]]
    used = jobs.start_run(SHORT, kept[0], "me")
    over(used)
    kept += [jobs.keep_set(Digits(one.images, one.labels, "x", parts), "me") for one in sets[1:]]
    jobs.sweep_up()
    there = {str(path) for path in (folder / "sets").iterdir()}
    assert there == {kept[0], kept[2], kept[3]}  # the first is needed by a run


@pytest.mark.parametrize(("nodes", "batch"), [(9_000, 10_000), (5_000, 100_000)])
def test_a_run_that_needs_too_much_memory_is_refused(nodes, batch):
    layers = (LayerPlan(10), LayerPlan(nodes), LayerPlan(10, "softmax"))
    with pytest.raises(ValueError, match=r"would need about [\d,]+ MB of memory; here it may have 1,000 MB"):
        jobs.start_run(SHORT.replace(layers=layers, batch_size=batch), session="me")


def test_a_change_on_the_way_is_measured_as_well(no_worker):
    layers = (LayerPlan(2_000), LayerPlan(10, "softmax"))
    run = jobs.start_run(SHORT.replace(layers=layers), session="me")
    with pytest.raises(ValueError, match="more memory"):
        run.change(batch_size=100_000)
    run.change(batch_size=200)


def test_a_worker_cannot_outgrow_its_memory(monkeypatch):
    """The estimate is made to say nothing; the system stops the worker, and the run says why."""
    monkeypatch.setattr(asking, "megabytes_of", lambda *_: 0.0)
    monkeypatch.setenv("MNISTNET_MAX_MEMORY", "300")
    layers = (LayerPlan(10), LayerPlan(9_000), LayerPlan(10), LayerPlan(9_000), LayerPlan(10, "softmax"))
    run = jobs.start_run(SHORT.replace(layers=layers, batch_size=10_000), session="me")
    wait_for(lambda: not run.state().is_active)
    assert run.state().status == "failed" and "more memory than it may have" in run.state().sentence


def test_a_spec_that_cannot_be_read_any_more_is_passed_over(no_worker):
    run = asked("mine")
    spec = json.loads((run.folder / "spec.json").read_text())
    spec["settings"]["layers"] = [{"units": 2}] * 3 + [{"units": None}]
    twin = Run(run.folder.with_name("20260101-000000-00000000"))
    twin.folder.mkdir()
    (twin.folder / "spec.json").write_text(json.dumps(spec))
    assert jobs.runs() == (run,)
