"""Parts of a page that wait until they come near the window."""

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.influence import shapley_of_node
from pages.ui.holdings import maps
from pages.ui.holdings.told_apart import text_of
from pages.ui.kit import near

IMAGES = load_digits().split("test").images
PARTS = {"compare.py": ("node_map", "node_map_beside"), "trust.py": ("film", "curves")}


@pytest.fixture
def window(monkeypatch):
    """Return what the browser says, "near" or "far", and what it was asked to keep free."""
    says = {"near": False, "free": []}
    monkeypatch.setattr(near, "is_near", lambda key, height: says["free"].append(height) or says["near"])
    return says


@pytest.fixture
def worked(monkeypatch):
    """Return a list that grows by each map of one node that is worked out; those of z1 stand high on Trust."""
    found = []
    work_out = maps.shapley_of_node

    def counted(network, image, view, node, *given, **effort):
        found.extend([node] if view != "z1" else [])
        return work_out(network, image, view, node, *given, **effort)

    maps._node_maps.clear()
    monkeypatch.setattr(maps, "shapley_of_node", counted)
    yield found
    maps._node_maps.clear()


def drawn(test):
    """Return the keys of the page's figures."""
    return {one.proto.id.rpartition("-")[2] for one in test.get("plotly_chart")}


@pytest.mark.parametrize("page", PARTS)
def test_a_part_is_worked_out_when_it_comes_near_and_stays_until_it_would_show_something_else(
    app, page, window, worked
):
    test = app(page, digit="3")
    assert not worked and not drawn(test) & {*PARTS[page]} and min(window["free"]) > 400
    window["near"] = True
    test.run()
    assert worked and drawn(test) >= {*PARTS[page]}
    window["near"], count = False, len(worked)
    test.run()
    assert drawn(test) >= {*PARTS[page]} and window["free"][-1] == 0, "what was drawn stays"
    test.switch_page("map.py").run().switch_page(page).run()
    assert drawn(test) >= {*PARTS[page]} and len(worked) == count, "it is there when one comes back"
    test.number_input(key="digit").set_value(7).run()
    assert not test.exception and not drawn(test) & {*PARTS[page]} and len(worked) == count


@pytest.mark.parametrize("page", PARTS)
def test_what_is_not_drawn_can_be_taken_home_all_the_same(app, page, window, worked):
    far = app(page, digit="3").session_state["visitor"].shown.figures
    assert {*far} >= {*PARTS[page]} and not worked
    window["near"] = True
    whole = app(page, digit="3").session_state["visitor"].shown.figures
    for key in PARTS[page]:
        assert str(far[key].figure) == str(whole[key].figure)
        assert whole[key].words.startswith(far[key].words.rstrip("."))


def test_a_lesson_finds_what_it_speaks_of(app, window):
    test = app("trust.py", digit="3", lesson="pixels", step="2")
    assert {"film", "curves"} <= drawn(test)


def test_the_map_of_compare_is_that_of_the_library(app):
    test = app("compare.py", digit="3", beside="nielsen")
    scratch = load_network("scratch")
    node = int(scratch.predict(IMAGES[3])[0].argmax())
    wanted = shapley_of_node(scratch, IMAGES[3], scratch.views[-2], node)[scratch.views[-2]][0]
    shown = test.session_state["visitor"].shown.figures["node_map"].figure.data[0]
    assert np.abs(np.asarray(shown.z, float) - wanted).max() < 0.02 * np.abs(wanted).max()


def test_what_a_part_shows_is_told_apart():
    scratch, nielsen = map(load_network, ("scratch", "nielsen"))
    given = [(scratch, IMAGES[0], 1), (nielsen, IMAGES[0], 1), (scratch, IMAGES[1], 1), (scratch, IMAGES[0], 2)]
    assert len({text_of(*one) for one in given}) == 4
    assert text_of(*given[0]) == text_of(load_network("scratch"), IMAGES[0].copy(), 1)
