"""The Training page without a browser: what it shows before any click, and what it says of impossible settings."""

import numpy as np
import pytest

from mnistnet import jobs, load_digits
from mnistnet.books.presets import PRESETS
from mnistnet.training import nudge
from mnistnet.words import share
from pages.ui.rooms.training import advice, moment, panel
from tests.waiting import end_runs, wait_for

from .conftest import chart, on_bench, only, table, told


@pytest.fixture(autouse=True)
def nothing_left_running(runs_of_its_own):
    """Stop what still runs at the end of a test."""
    yield
    end_runs()


def trained(app, **query):
    """Return the page after a short run has been started on it, and the run when it is over."""
    test = app("training.py", **query)
    test.number_input(key=f"{query['preset']}_epochs").set_value(2).run()
    test.button(key="train").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    return test.run(), run


def test_before_any_click_it_shows_how_the_network_on_the_bench_learned(app):
    test = app("training.py")
    assert "How scratch learned" in told(test.header)
    assert len(test.get("plotly_chart")) >= 4
    assert not test.button(key="train").disabled


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_offers_the_settings_of_its_book(app, preset):
    test = app("training.py", preset=preset)
    settings = PRESETS[preset].settings
    assert test.number_input(key=f"{preset}_rate").value == settings.learning_rate
    assert test.number_input(key=f"{preset}_batch").value == settings.batch_size


def test_the_rule_and_the_order_of_a_book_can_be_chosen_and_what_makes_no_sense_is_refused(app):
    test = app("training.py", preset="your-own")
    assert test.selectbox(key="your-own_rule").value == "raw-errors-back"
    assert test.selectbox(key="your-own_order").value == "file"
    test = app("training.py", preset="scratch")
    assert test.selectbox(key="scratch_rule").value == "gradient"
    test.selectbox(key="scratch_rule").select("raw-errors-back").run()
    assert "raw-errors-back needs the quadratic loss" in only(test.error).value
    assert test.button(key="train").disabled


def test_the_page_says_by_which_rule_one_more_step_goes(app):
    for network, words in (("your-own", "raw errors back"), ("nielsen", "plain gradient descent")):
        test = app("training.py", network=network)
        (said,) = [c.value for c in test.caption if "One more step" in c.value]
        assert words in said


def test_settings_that_do_not_suit_the_layers_of_a_run_are_refused_in_a_sentence(app):
    test, _ = trained(app, preset="scratch")
    test.selectbox(key="network").select("my scratch").run()
    test.selectbox(key="preset").select("your-own").run()  # its rule needs nodes with slopes of their own
    test.button(key="branch").click().run()
    assert not test.exception and "the nodes of a softmax share one" in only(test.toast).value
    assert len(jobs.runs()) == 1


def test_a_finished_run_joins_the_bench_and_every_page_can_use_it(app):
    test, run = trained(app, preset="nielsen")
    assert run.state().status == "finished", run.state().sentence
    test.selectbox(key="network").select("my nielsen").run()
    assert not test.exception and test.slider(key="epoch_my nielsen").max == 2
    shown = {}
    for epoch in (2, 1):
        test.slider(key="epoch_my nielsen").set_value(epoch).run()
        network = run.network(epoch)
        test_digits = load_digits().split("test")
        read = (network.predict(test_digits.images).argmax(axis=1) == test_digits.labels).mean()
        drawn = np.array(chart(test, "confusion")["data"][0]["text"], dtype=str)
        (words,) = [c.value for c in test.caption if "it reads" in c.value]
        assert f"At epoch {epoch} it reads {share(read)} of 1,000 test digits" in words
        assert any(f"Weights of my nielsen, epoch {epoch}" in m.value for m in test.markdown)
        assert any(f"everything belongs to epoch {epoch}" in c.value for c in test.caption)
        shown[epoch] = str(chart(test, "first_weights")["data"][0]["z"]), str(drawn), str(chart(test, "health")["data"])
    assert all(a != b for a, b in zip(shown[1], shown[2], strict=True)), (
        "weights, counts and gradients follow the epoch"
    )
    test.switch_page("influence.py").run()
    assert not test.exception and "my nielsen" in on_bench(test)
    test.switch_page("training.py").run()
    assert test.button(key="branch").label == "Branch from epoch 1"


def test_a_branch_goes_on_beside_the_old_run(app):
    test, old = trained(app, preset="nielsen")
    test.selectbox(key="network").select("my nielsen").run()
    test.slider(key="epoch_my nielsen").set_value(1).run()
    test.number_input(key="nielsen_epochs").set_value(3).run()
    test.button(key="branch").click().run()
    new, _ = jobs.runs()
    wait_for(lambda: not new.state().is_active)
    assert new.spec.parent == old.identity and new.spec.parent_epoch == 1 and new.epochs == (0, 1, 2, 3)
    assert new.network(1).digest == old.network(1).digest
    assert old.epochs == (0, 1, 2)
    test.run()
    assert not test.exception and set(table(test, "runs")["name"]) == {"my nielsen", "my nielsen 2"}


def test_impossible_layers_get_a_sentence_and_no_train_button(app):
    test = app("training.py", preset="own")
    test.text_input(key="own_widths").set_value("50, many").run()
    assert "whole numbers" in only(test.error).value and test.button(key="train").disabled
    why = "Nothing can be trained with these settings"
    assert any(why in one.value for one in test.caption), "the reason stands in a popover that may be closed"
    test.text_input(key="own_widths").set_value("0").run()
    assert "between 1 and" in only(test.error).value
    test.text_input(key="own_widths").set_value("12").run()
    assert not test.error and not test.button(key="train").disabled
    assert not any(why in one.value for one in test.caption)


def test_own_layers_along_the_rows_have_their_own_names_and_reach_the_bench(app):
    test = app("training.py", preset="own")
    test.toggle(key="own_rows").set_value(True).run()
    test.text_input(key="own_widths").set_value("6, 5 middle, 5 middle").run()
    assert "Two layers are called" in only(test.error).value and test.button(key="train").disabled
    test.text_input(key="own_widths").set_value("6, 5 middle").run()
    test.number_input(key="own_epochs").set_value(1).run()
    test.button(key="train").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    assert run.network().shapes == ((28, 6), (28, 5), (140,), (10,))
    test.run().selectbox(key="network").select("my network").run()
    test.switch_page("layers.py").run()
    assert not test.exception and "middle" in table(test, "summary")["layer"].tolist()


def test_a_diverging_run_says_why_and_proposes_a_learning_rate(app, monkeypatch):
    test = app("training.py", preset="rows")
    test.selectbox(key="rows_opt").select("sgd").run()
    test.number_input(key="rows_rate").set_value(900.0).run()
    test.button(key="train").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    state = run.state()
    assert state.status == "failed" and state.learning_rate < 900
    hinted, reports = [], panel._reports
    later = {"kind": "batches", "images": 200}  # as a run reports that loses its way in the middle of an epoch
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(panel, "_reports", lambda run: [*reports(run), reports(run)[-1] | later])
        meanwhile.setattr(advice, "show", lambda run, state, rows: hinted.append(rows))
        test.run().selectbox(key="network").select("my rows").run()
    assert hinted[-1] and all((row["epoch"], row.get("images", 0)) == (0, 0) for row in hinted[-1])
    test.run()
    assert not test.exception and any("learning rate of 900 each" in error.value for error in test.error)
    assert np.isfinite(run.network(0).dense_layers[0].weights).all()
    assert any("Weights of my rows, epoch 0" in m.value for m in test.markdown)
    go_on = test.button(key="smaller_rate")
    assert go_on.label == f"Go on from epoch 0 with the learning rate {state.learning_rate:g}"
    go_on.click().run()
    new, old = jobs.runs()
    assert not test.exception and old.identity == run.identity
    assert (new.spec.parent, new.spec.parent_epoch) == (run.identity, 0)
    assert new.spec.settings == state.settings.replace(name="my rows 2", learning_rate=state.learning_rate)


def test_hints_belong_to_the_epoch_below_them_and_not_to_what_came_after():
    rows = [{"epoch": 0}, {"epoch": 4, "images": 0}, {"epoch": 4, "images": 200}, {"epoch": 5}]
    assert moment.until(4, rows) == rows[:2] and moment.until(None, rows) == rows


def test_one_image_shows_its_error_and_the_nudge_that_it_gave(app):
    test = app("training.py", preset="your-own", speed="10")
    test.button(key="train").click().run()
    (run,) = jobs.runs()
    run.pause()
    wait_for(lambda: run.state().status == "paused")
    test.run()
    before, place, settings = run.latest()
    test.button(key="step_image").click().run()
    wait_for(lambda: run.latest()[1] == place + 1)
    test.run()
    assert not test.exception
    found = nudge(before, run.latest()[0], settings, load_digits().split("train"), place)
    told = [float(text.replace("−", "-")) for text in chart(test, "errors")["data"][0]["text"]]
    assert told == pytest.approx(found.errors, abs=0.0001)
    assert any(f"A {found.label}. Its output" in caption.value for caption in test.caption)
    test.button(key="go_on").click().run()
    wait_for(lambda: not any("What this one image did" in heading.value for heading in test.run().header))
    run.stop()
