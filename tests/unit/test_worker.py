"""The worker's command line, and what happens when it ends: the next run starts although nobody looks."""

import os
import signal

import pytest

from mnistnet import jobs
from mnistnet.worker import main
from tests.training_tasks import small_settings
from tests.waiting import end_runs, wait_for

LONG = small_settings(epochs=5000, batch_size=5)
SHORT = small_settings(epochs=1, batch_size=50)


@pytest.fixture(autouse=True)
def one_at_a_time(tmp_path, monkeypatch):
    """Give every test runs of its own, of which one works, and end what is left of them."""
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    monkeypatch.setenv("MNISTNET_MAX_WORKERS", "1")
    yield
    end_runs()


def unseen(condition):
    """Wait until something holds, and do nothing that would start a run meanwhile."""
    wait_for(condition, looking=False)


def status(run):
    return run.state().status


@pytest.mark.parametrize("kind", ["process", "thread"])
def test_the_next_run_starts_with_nobody_looking(kind, monkeypatch):
    monkeypatch.setenv("MNISTNET_JOBS", kind)
    first, second, third = (jobs.start_run(SHORT, session=name) for name in "abc")
    assert status(second) == status(third) == "queued"
    unseen(lambda: status(third) == "finished")
    assert status(first) == status(second) == "finished"  # in the order in which they were asked for
    assert len({run.told()["worker"] for run in (first, second, third)}) == (3 if kind == "process" else 1)


def test_the_next_run_starts_where_a_worker_was_killed_as_soon_as_somebody_looks():
    first, second = (jobs.start_run(LONG, session=name) for name in "ab")
    unseen(lambda: first.state().epoch >= 1)
    os.kill(first.told()["worker"], getattr(signal, "SIGKILL", signal.SIGTERM))
    unseen(lambda: status(first) == "interrupted")
    jobs.runs()
    assert status(second) == "queued"  # a look at the list starts nothing
    jobs.advance()
    unseen(lambda: status(second) == "running")


def test_the_command_line_asks_for_a_run(capsys):
    with pytest.raises(SystemExit):
        main(["--preset", "scratch"])
    assert "required: --run" in capsys.readouterr().err
