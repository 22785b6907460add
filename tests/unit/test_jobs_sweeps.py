"""A run that is a whole sweep: one place in the queue, rows as they come, and a network of any of its points."""

import pytest

from mnistnet import jobs, load_digits
from mnistnet.sweeps import Plan, Sweep
from mnistnet.sweeps.recipe import settings_of
from tests.waiting import end_runs, wait_for

PLAN = Plan("mine", repeats=2, settings={"base": "nielsen", "hidden": 5, "epochs": 1}, grid={"digits": (100, 300)})


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Give every test runs of its own, in threads of this process."""
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    monkeypatch.setenv("MNISTNET_JOBS", "thread")
    yield tmp_path
    end_runs()


def test_a_sweep_is_one_run_with_the_rows_of_any_other_engine():
    run = jobs.start_sweep(PLAN, session="me")
    wait_for(lambda: not run.state().is_active)
    sweep = jobs.sweep_of(run)
    assert run.state().status == "finished" and not sweep.missing() and run.epochs == ()
    assert sweep.rows() == {row.point: row for row in Sweep(PLAN, load_digits()).run()}
    point = sweep.points[0]
    settings = settings_of(dict(point.values), point.seed)
    again = jobs.start_run(settings, session="me", count=point.value("digits"))
    wait_for(lambda: not again.state().is_active)
    test = load_digits().split("test")
    right = (again.network().predict(test.images).argmax(axis=1) == test.labels).mean()
    assert right == sweep.rows()[point.digest].figures["accuracy"], "the run of a point is the point's own network"


def test_what_is_too_much_is_told_before_it_begins(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_POINTS", "3")
    with pytest.raises(ValueError, match="3 points here, not 4"):
        jobs.start_sweep(PLAN)
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    monkeypatch.setenv("MNISTNET_MAX_POINTS", "60")
    with pytest.raises(ValueError, match="may have 200 epochs here"):
        jobs.start_sweep(Plan("long", settings={"epochs": 201}))
    with pytest.raises(ValueError, match="of trainings"):
        jobs.start_sweep(Plan("maps", measure="influence"))


def test_a_sweep_that_was_stopped_goes_on_with_what_is_missing():
    plan = Plan("long", repeats=40, settings={"base": "nielsen", "hidden": 5, "epochs": 1, "digits": 500})
    run = jobs.start_sweep(plan, session="me")
    wait_for(lambda: len(jobs.sweep_of(run).rows()) > 1)
    run.stop()
    wait_for(lambda: not run.state().is_active)
    done = len(jobs.sweep_of(run).rows())
    assert run.state().status == "stopped" and done < len(plan)
    jobs.resume(run)
    wait_for(lambda: not run.state().is_active)
    assert run.state().status == "finished" and len(jobs.sweep_of(run).rows()) == len(plan)
