"""The Experiments page: results that come along, one of them opened and trained again, and a sweep of one's own."""

import csv
import io

import pytest

from mnistnet import jobs, load_digits
from mnistnet.sweeps.shipped import shipped, shipped_names
from pages.ui.rooms.experiments import own_sweep
from pages.ui.rooms.experiments import table as table_of
from pages.ui.rooms.experiments.results import Results
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


def test_a_table_is_drawn_once_for_the_same_rows_and_stands_there_in_every_answer(app, monkeypatch):
    drawn, offered = [], {}
    draw = table_of.draw_sortable
    table_of._draw.clear()
    monkeypatch.setattr(table_of, "draw_sortable", lambda *given: drawn.append(given) or draw(*given))
    monkeypatch.setattr(table_of.st, "download_button", lambda _, content, name, **__: offered.update({name: content}))
    first, *others = [app("experiments.py", experiment="hidden-nodes") for _ in range(3)]
    one = shipped("hidden-nodes")
    right = [one.rows[point.digest].figures["accuracy"] for point in one.points]
    for test in (first, first.run(), *others):
        assert table(test, "experiment_table")["test digits read right"].tolist() == right
    assert len(drawn) == 1
    first.selectbox(key="experiment").select("learning-rate").run()
    assert len(drawn) == 2 and len(table(first, "experiment_table")) == len(shipped("learning-rate").points)
    rows = csv.DictReader(io.StringIO(offered["hidden-nodes.csv"]()))
    assert [(row["number"], float(row["accuracy"])) for row in rows] == [(str(n), x) for n, x in enumerate(right, 1)]


def test_another_row_is_another_table():
    one = shipped("hidden-nodes")
    rows = [*one.rows.items()]
    known = [Results("run", one.plan, one.points, dict(rows[:count])) for count in (3, 4, 4)]
    known.append(Results("other", one.plan, one.points, dict(rows[:4])))
    assert [one.told_by == known[1].told_by for one in known] == [False, True, True, False]


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
