"""Looking at a page holds nobody up: one rerun takes at most one lock on the runs, whatever the visitor has."""

import fcntl

import pytest

from mnistnet import jobs
from mnistnet.jobs.files import locked
from mnistnet.jobs.work import work
from tests.training_tasks import small_settings

from .conftest import PAGES

TINY = small_settings(name="mine", epochs=1, batch_size=500)


@pytest.fixture
def locks(monkeypatch):
    """Return a list that grows by one whenever a lock is asked for."""
    taken, flock = [], fcntl.flock

    def counted(file, how):
        if how & fcntl.LOCK_EX:
            taken.append(file.name)
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", counted)
    return taken


def walk(test, locks):
    """Yield each page and what locks its rerun took."""
    for page in PAGES:
        locks.clear()
        test.switch_page(page).run()
        assert not test.exception, page
        yield page, list(locks)


@pytest.fixture
def visited(app, monkeypatch):
    """Return a session, and its one run, which is over and lies on the bench."""
    monkeypatch.setenv("MNISTNET_MAX_WORKERS", "0")  # what is asked for waits
    test = app("my_data.py")
    run = jobs.start_run(TINY, session=test.session_state["visitor"].name)
    run.tell("starting")
    work(run.folder, jobs.advance, may_exit=False)
    test.run().selectbox(key="network").select("mine").run()
    assert run.state().status == "finished" and not test.exception
    return test, run


def test_without_runs_no_lock_is_taken(app, locks):
    assert {page: taken for page, taken in walk(app("my_data.py"), locks) if taken} == {}


def test_with_a_run_on_the_bench_and_another_that_waits_a_rerun_takes_one_lock(visited, locks):
    test, run = visited
    jobs.start_run(TINY.replace(name="next"), session=run.spec.session)
    assert {len(taken) for _, taken in walk(test, locks)} == {1}


def test_while_a_run_of_ones_own_trains_a_rerun_takes_one_lock(visited, locks):
    test, run = visited
    run.tell("running")
    with locked(run.folder / "lock"):
        assert {len(taken) for _, taken in walk(test, locks)} == {1}
