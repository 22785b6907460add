"""The Trust page: the verdict follows the measured figures, and what was measured stays."""

import csv
import io
from base64 import b64decode

import numpy as np
import pytest

from mnistnet import load_network
from mnistnet.faithfulness.one_map import BELIEVE, CARE, DOUBT, judge_map
from mnistnet.faithfulness.paper import csv_text
from mnistnet.faithfulness.verdict import headline, judge
from mnistnet.influence import one_pixel, shapley
from pages.ui.bench import board
from pages.ui.holdings import results
from pages.ui.rooms.trust import measuring, scoreboard

from .conftest import chart


@pytest.fixture
def sample():
    """Return the measurement of "scratch", with at least two digits measured and at rest."""
    one = measuring.measurement(load_network("scratch"), results.test_digits())
    if one.digits < 2:
        one.more(2)
    one.wait()
    return one


def words(test) -> str:
    return "\n".join(element.value for element in (*test.markdown, *test.caption, *test.info))


def test_the_verdict_says_what_the_scores_say(app, sample):
    test = app("trust.py", figures="true")
    assert f"One pixel: {headline(judge(sample.scores()))}." in words(test)
    assert "✓ **a1**: It is exact." in words(test) and f"n = {sample.digits}" in words(test)
    test.selectbox(key="judged").select("integrated_gradients").run()
    assert f"Integrated grads: {headline(judge(sample.scores(), 'integrated_gradients'))}." in words(test)


def test_the_scoreboard_shows_the_measure_in_the_address(app, sample):
    test = app("trust.py", measure="adds up (gap)")
    assert test.segmented_control(key="measure").value == "gap" and "Does it add up?" in words(test)
    ticks = chart(test, "scoreboard")["layout"]
    assert ticks["xaxis"]["ticktext"] == list(load_network("scratch").views)
    assert len(ticks["yaxis"]["ticktext"]) == len(scoreboard.METHODS)


def test_more_digits_are_measured_once_for_everybody(app, sample, monkeypatch):
    monkeypatch.setattr(measuring, "MORE", 2)
    before = sample.digits
    test = app("trust.py", figures="true")
    test.button(key="measure_more").click().run()
    test.switch_page("influence.py").run()
    sample.wait()
    assert sample.digits == before + 2
    assert f"n = {before + 2}" in words(app("trust.py", figures="true")), "another visitor finds them measured"


def test_measuring_can_be_stopped(app, sample):
    sample.more(50)
    test = app("trust.py", figures="true")
    test.button(key="stop_measuring").click().run()
    sample.wait()
    test.run()
    assert not test.exception and f"n = {sample.digits}" in words(test) and sample.digits < 50
    assert test.button(key="measure_more")


def test_the_first_visitor_sees_progress_and_then_figures(app):
    network = load_network("nielsen", epoch=2)
    test = app("trust.py", network="nielsen", epoch_nielsen="2", figures="true")
    measuring.measurement(network, results.test_digits()).wait()
    test.run()
    assert measuring.measurement(network, results.test_digits()).digits >= 1 and "**a1**: It is exact" in words(test)


def test_the_page_opens_with_a_verdict_on_the_map_that_was_last_seen_and_measures_nothing(app, monkeypatch):
    monkeypatch.setattr(measuring.Measurement, "more", lambda *_, **__: pytest.fail("nobody asked for figures"))
    query = {"view": "z3", "node": "4", "method": "one_pixel", "digit": "3"}
    test = app("influence.py", **query)
    test.switch_page("trust.py").run()
    image, network = results.test_digits().images[3], load_network("scratch")
    verdict = judge_map(one_pixel(network, image), shapley(network, image), "z3", 4)
    boxes = {BELIEVE: test.success, CARE: test.warning, DOUBT: test.error}
    assert [box.value for box in boxes.pop(verdict.mark)] == [f"**{verdict.sentence}**"]
    assert not any(map(len, boxes.values()))
    assert test.session_state["visitor"].address == {"network": "scratch"} | query
    drawn = chart(test, "this_map")["data"][0]
    values = np.frombuffer(b64decode(drawn["z"]["bdata"]), drawn["z"]["dtype"])
    np.testing.assert_allclose(values, one_pixel(network, image)["z3"][4].ravel(), rtol=1e-5, atol=1e-9)


def test_the_film_tells_when_the_answer_changes(app, sample):
    test = app("trust.py", digit="3")
    image = results.test_digits().images[3]
    best = load_network("scratch").predict(image)[0].argmax()
    film = chart(test, "film")["data"][2]["text"]
    assert len(film) == 13 and f"output for {best}" in words(test)
    turn = next((i for i, title in enumerate(film) if "now" in title), None)
    assert turn is None or f"With {100 * turn / 12:.0f} % of the pixels erased the answer is no longer {best}" in words(
        test
    )
    names = [line["name"] for line in chart(test, "curves")["data"]]
    assert [name.split(",")[0] for name in names[::2]] == ["One pixel", "Shapley", "random order"]


def test_every_order_and_every_layer(app):
    test = app("trust.py", every_method="true")
    for order, title in (("shapley", "Shapley"), ("random", "random order")):
        test.segmented_control(key="order").set_value(order).run()
        assert not test.exception and f"go first, by {title}" in words(test)
    for view in load_network("scratch").views:
        test.segmented_control(key="layer_6").set_value(view).run()
        assert not test.exception
        titles = chart(test, "by_method")["data"][-1]["text"]
        assert ("does not<br>apply" in titles[12]) == (view not in ("a1", "z1", "a2"))


def test_nothing_drawn_is_a_sentence(app, sample, monkeypatch):
    monkeypatch.setattr(board, "drawn_digit", lambda: None)
    test = app("trust.py", picture="Drawing")
    assert "nothing on the paper" in words(test) and not test.get("plotly_chart")


def test_wide_layers_are_left_out_and_it_says_so(app):
    sample = measuring.measurement(load_network("rows"), results.test_digits())
    assert sample.views == ("a5", "z5")
    assert "Not measured: a1, z1, a2, z2, a3, z3, a4, z4, with up to 2,100 nodes" in scoreboard.about_scores(
        load_network("rows"), sample
    )


def test_the_table_for_a_paper(app, sample):
    test = app("trust.py", figures="true")
    latex, sources = (element.value for element in test.code)
    assert r"\toprule" in latex and "One pixel & 1.000" in latex and load_network("scratch").digest in latex
    assert "L. S. Shapley" in sources
    assert test.get("download_button")
    rows = list(csv.DictReader(io.StringIO(csv_text(sample.scores(), {"network": "scratch"}))))
    assert len(rows) == len(scoreboard.METHODS) * 6


def test_each_figure_of_a_map_stands_beside_its_name(app):
    (figures,) = (
        one for one in app("trust.py").table if "the yardstick's own uncertainty, by chance" in one.value.index
    )
    assert not figures.proto.hide_index and figures.value["value"].str.len().min() > 0


def test_every_method_is_first_asked_of_the_node_whose_map_is_judged(app):
    test = app("trust.py", every_method="true", view="z3", node="6")
    assert "Node 6 of answers, share (z3)" in words(test)
    assert test.segmented_control(key="layer_6").value == "z3" and test.number_input(key="method_node").value == 6


def test_what_is_drawn_at_random_is_not_called_exact(app):
    titles = app("influence.py").selectbox(key="method").options
    assert "Shapley · adds up, recommended" in titles and not any("exact" in title.split("·")[1] for title in titles)
