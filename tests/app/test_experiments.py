"""The Experiments page: results that come along, one of them opened and trained again, and a sweep of one's own."""

import pytest

from mnistnet import jobs, load_digits
from mnistnet.sweeps.shipped import shipped, shipped_names
from pages.ui.rooms.experiments import own_sweep
from tests.waiting import end_runs, wait_for

from .conftest import chart, on_bench, said, table, told

TEST = load_digits().split("test")


@pytest.fixture(autouse=True)
def in_threads(monkeypatch):
    """Train in threads of this process, and end what is left."""
    monkeypatch.setenv("MNISTNET_JOBS", "thread")
    yield
    end_runs()


def test_every_shipped_plan_is_whole_and_the_page_says_what_the_best_is(app):
    for name in shipped_names():
        one = shipped(name)
        assert all(point.digest in one.rows for point in one.points), name
    test = app("experiments.py")
    first = shipped(shipped_names()[0])
    right = {number: first.rows[point.digest].figures["accuracy"] for number, point in enumerate(first.points, 1)}
    drawn = chart(test, "experiment_curves")["data"]
    assert sum(len(trace["customdata"]["bdata"]) > 0 for trace in drawn if "customdata" in trace) == 1
    assert test.number_input(key="one_training").value == max(right, key=right.get)
    assert "The best mean is" in said(test) and "Training " in " ".join(one.value for one in test.caption)
    shown = table(test, "experiment_table")
    assert shown["test digits read right"].tolist() == list(right.values()) and not any("_" in one for one in shown)
    assert shown["learning rate"].tolist() == [point.value("learning_rate") for point in first.points]
    test.selectbox(key="experiment").select("hidden-nodes").run()
    assert not test.exception and "hidden nodes" in said(test)


def test_the_network_of_a_point_is_trained_again_and_comes_onto_the_bench(app):
    test = app("experiments.py", experiment="hidden-nodes", one_training="1")
    one = shipped("hidden-nodes")
    test.button(key="retrain").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    test.run()
    assert not test.exception and "hidden-nodes 1" in on_bench(test)
    accuracy = one.rows[one.points[0].digest].figures["accuracy"]
    right = run.network().predict(TEST.images).argmax(axis=1) == TEST.labels
    assert right.mean() == pytest.approx(accuracy, abs=0.02), "another processor may round otherwise"


def test_a_sweep_of_ones_own_is_computed_and_shown(app):
    test = app("experiments.py", sweep_vary="digits", sweep_digits="100, 200", sweep_seeds="2", sweep_epochs="1")
    test.text_input(key="sweep_digits").set_value("many").run()
    assert "not “many”" in told(test.error) or '"many"' in told(test.error)
    test.text_input(key="sweep_digits").set_value("100, 200").run()
    test.button(key="sweep_start").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    test.run()
    assert not test.exception and test.selectbox(key="experiment").value == run.identity
    rows = jobs.sweep_of(run).rows()
    assert len(rows) == 4 and "over 2 repeats" in said(test)


@pytest.mark.parametrize("varied", own_sweep.VARIED)
def test_everything_that_can_be_varied_can_be_asked_for(app, varied):
    test = app("experiments.py", sweep_vary=varied)
    assert not test.exception and not test.button(key="sweep_start").disabled
