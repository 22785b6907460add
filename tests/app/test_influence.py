"""The Influence page: every method and close-up, receipts that balance, and a link that opens the same view."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet import influence, load_digits, load_network
from mnistnet.faithfulness import kept_by_activations
from mnistnet.figures import node_titles
from mnistnet.figures.one_sheet import Band, one_sheet_png
from mnistnet.influence import METHODS
from mnistnet.notebook.colours import signed_colours
from pages.ui.bench.method import BASELINES
from pages.ui.rooms.influence.closeups import CLOSEUPS

from .conftest import chart, exact

DIGITS = load_digits().split("test")


def receipt(test) -> dict[str, str]:
    """Return the rows of the receipt on the page: what stands left -> what stands right."""
    table = next(m.value for m in test.markdown if "Receipt" in m.value)
    rows = [line.strip("|").replace("*", "").split("|") for line in table.splitlines()]
    return {cells[0].strip(): cells[1].strip() for cells in rows}


def written(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")


def test_a_link_opens_the_same_view(app):
    test = app("influence.py", view="a2", node="7", digit="12", method="one_pixel", network="scratch")
    assert test.selectbox(key="view").value == "a2" and test.number_input(key="node").value == 7
    assert test.selectbox(key="method").value == "one_pixel"
    alone = influence.one_pixel(load_network("scratch"), DIGITS.images[12])
    assert receipt(test)["all pixels, each alone"] == written(alone["a2"][7].sum())
    assert receipt(test)["what truly happened to the node"] == written(alone.change["a2"][7])


@pytest.mark.parametrize("view", load_network("scratch").views)
def test_alone_and_together_always_add_up(app, view):
    rows = receipt(app("influence.py", view=view))
    assert rows["difference"] == "0"
    assert rows["in all"] == rows["what truly happened to the node"]
    assert ("±" in rows["error bar of one pixel"]) == (view in ("z2", "a3", "z3"))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_draws_its_own_maps(app, method):
    test = app("influence.py", method=method, digit="3")
    assert test.selectbox(key="method").value == method
    expected = METHODS[method].function(load_network("scratch"), DIGITS.images[3], views=["z1"])["z1"]
    assert exact(test, "mosaic").zmax == pytest.approx(np.abs(expected).max(), rel=1e-4)


@pytest.mark.parametrize("network", ["scratch", "your-own", "rows"])
@pytest.mark.parametrize("closeup", CLOSEUPS)
def test_every_closeup_of_every_kind_of_network(app, network, closeup):
    test = app("influence.py", network=network, closer=closeup)
    assert test.segmented_control(key="closer").value == closeup
    assert len(test.get("plotly_chart")) >= 3


def test_a_partner_pixel_is_chosen_by_numbers_too(app):
    test = app("influence.py", closer="partners", digit="12")
    rows, columns = np.nonzero(DIGITS.images[12])
    test.number_input(key="pixel_row").set_value(int(rows[0])).run()
    test.number_input(key="pixel_column").set_value(int(columns[0])).run()
    place = f"The partners of the pixel in row {rows[0]}, column {columns[0]}:"
    assert any(place in c.value for c in test.caption)
    assert test.session_state["visitor"].address["pixel"] == str(28 * rows[0] + columns[0])
    linked = app("influence.py", closer="partners", digit="12", pixel=str(28 * rows[0] + columns[0]))
    assert any(place in c.value for c in linked.caption)
    test.number_input(key="pixel_row").set_value(0).run()
    assert any("of your choice does nothing" in c.value for c in test.caption)


def test_quiet_nodes_are_folded_and_one_tap_away(app):
    test = app("influence.py", network="nielsen", node_order="number")
    strengths = np.abs(influence.shapley(load_network("nielsen"), DIGITS.images[0], views=["z1"])["z1"]).max(
        axis=(1, 2)
    )
    loud = np.flatnonzero(strengths >= 0.25 * strengths.max()).tolist()
    assert chart(test, "mosaic")["data"][-1]["customdata"] == loud and len(loud) < 30
    assert test.toggle(key="quiet").label == f"Show the {30 - len(loud)} quiet nodes, too"
    assert test.number_input(key="node").value == strengths.argmax()
    test.toggle(key="quiet").set_value(True).run()
    assert chart(test, "mosaic")["data"][-1]["customdata"] == list(range(24))


def test_a_baseline_changes_what_the_change_is_counted_from(app):
    changes = {b: receipt(app("influence.py", baseline=b))["what truly happened to the node"] for b in BASELINES}
    assert len(set(changes.values())) == len(BASELINES)


def test_the_lead_of_one_answer_over_another_adds_up(app):
    test = app("influence.py", closer="why_not", digit="12")
    network = load_network("scratch")
    sums = (
        network.trace(DIGITS.images[12], np.float64)["a3"][0] - network.trace(np.zeros((28, 28)), np.float64)["a3"][0]
    )
    best, second = np.argsort(-network.predict(DIGITS.images[12])[0])[:2]
    assert any(f"true change is {written(sums[best] - sums[second])}" in c.value for c in test.caption)


def test_the_flow_to_an_answer_ends_at_its_sum(app):
    test = app("influence.py", closer="hidden_nodes", digit="12")
    arrives = load_network("scratch").trace(DIGITS.images[12], np.float64)["a3"][0].max()
    assert receipt(test)["the sum that arrives"] == written(arrives)


def test_every_view_of_every_picture(app):
    test = app("influence.py")
    for kind in ("Drawing", "Mean digit", "White", "Test digit"):
        test.segmented_control(key="picture").set_value(kind).run()
        for view in load_network("scratch").views:
            test.selectbox(key="view").set_value(view).run()
            assert not test.exception


def test_the_answers_open_at_the_answer_and_a_node_stays_within_its_layer(app):
    test = app("influence.py", view="a2", node="7")
    test.selectbox(key="view").set_value("z2").run()
    assert test.number_input(key="node").value == 7
    for digit in (0, 13):
        test.selectbox(key="view").set_value("z3").run()
        test.number_input(key="digit").set_value(digit).run()
        best = load_network("scratch").predict(DIGITS.images[digit]).argmax()
        assert not test.exception and test.number_input(key="node").value == best


def test_the_button_goes_to_the_untrained_network_and_back(app):
    test = app("influence.py")
    last = test.slider(key="epoch_scratch").value
    test.button(key="training").click().run()
    assert test.slider(key="epoch_scratch").value == 0
    test.button(key="training").click().run()
    assert test.slider(key="epoch_scratch").value == last


def test_the_sum_of_an_output_node_carries_its_probability(app):
    test = app("influence.py", view="a3", digit="3", method="one_pixel")
    texts = str(chart(test, "mosaic")["data"])
    for node, value in enumerate(load_network("scratch").predict(DIGITS.images[3])[0]):
        assert node_titles([node], [value] * (node + 1), as_share=True)[0] in texts.replace("\\u00b7", "·")


def test_one_sheet_has_all_layers_the_white_image_and_what_activations_do(app):
    test = app("influence.py", digit="3", sheet="true")
    texts = " ".join(one.value for one in test.markdown)
    maps = influence.one_pixel(load_network("scratch"), DIGITS.images[3])
    for k, r in kept_by_activations(maps).items():
        assert f"with r = {r:.3f}, the mean" in texts and f"From a{k} to z{k}" in texts
    assert "**sigmoid hardly changes the picture**" in texts and "**softmax changes the picture" in texts
    for view in load_network("scratch").views:
        assert f"**{view}**: 10 of" in texts
    assert "white" in texts and len(test.get("plotly_chart")) >= 10


def test_one_sheet_is_a_picture_with_every_map():
    maps = np.random.default_rng(0).normal(size=(23, 5, 4))
    with Image.open(io.BytesIO(one_sheet_png(["a title"], [Band("one", maps, ["x"] * 23)]))) as image:
        pixels = np.asarray(image)
    limit = np.abs(maps).max()
    for i in (0, 19, 20, 22):  # 20 side by side
        down, across = divmod(i, 20)
        y, x = 16 + 22 + 26 + 14 + down * (10 + 20), 16 + across * (8 + 6)
        np.testing.assert_array_equal(pixels[y : y + 10 : 2, x : x + 8 : 2], signed_colours(maps[i], limit))
