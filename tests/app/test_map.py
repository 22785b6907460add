"""The Map page: layers, methods, the star, and t-SNE with progress, kept and missing."""

import numpy as np
import pytest

from mnistnet import load_digits, load_network, network_names
from mnistnet.books.maps import layer_values, mapped_layers, ready_map
from mnistnet.projection import PackageMissing, nearest_agree
from pages.ui.holdings.offered import Offered
from pages.ui.rooms.map import layout as ui

from .conftest import chart, told

DIGITS = load_digits().split("test")


@pytest.fixture
def quick(monkeypatch):
    """Replace t-SNE by something quick that counts its calls."""
    calls = []

    def fake(points, report):
        calls.append(points.shape)
        report(250)
        return np.asarray(points[:, :2], float)

    monkeypatch.setattr(ui, "neighbour_map", fake)
    ui.MAPS.clear()
    yield calls
    ui.MAPS.clear()


@pytest.mark.parametrize("name", network_names())
def test_tsne_of_the_networks_that_come_along_is_there_at_once(app, monkeypatch, name):
    monkeypatch.setattr(ui, "neighbour_map", lambda *_, **__: pytest.fail("it is made anew"))
    network = load_network(name)
    for layer in mapped_layers(network):
        points, values = ready_map(network, layer, DIGITS), layer_values(network, layer, DIGITS.images)
        assert points.shape == (len(DIGITS), 2)
        kept, whole = nearest_agree(points, DIGITS.labels), nearest_agree(values, DIGITS.labels)
        assert kept > whole - 0.05, "who is near to whom is kept, so it is a map of this layer"
    test = app("map.py", network=name)
    assert test.segmented_control(key="map_method").value == "t-sne"
    test.segmented_control(key="map_method").set_value("pca").run()
    assert not test.exception and any("PCA shows" in m.value for m in test.markdown)


def trace(test, name):
    return next(t for t in chart(test, "map")["data"] if t.get("name") == name)


@pytest.mark.parametrize("name", network_names())
def test_every_layer_of_every_network_can_be_laid_out(app, name):
    test = app("map.py", network=name)
    options = test.segmented_control(key="map_layer").options
    assert options[0] == "pixels" and options[-1] == "outputs"
    for layer in mapped_layers(load_network(name)):
        test.segmented_control(key="map_layer").set_value(layer).run()
        assert not test.exception
        assert sum(len(t["text"]) for t in chart(test, "map")["data"] if "customdata" in t) == len(DIGITS)


def test_errors_are_ringed(app):
    wrong = load_network("scratch").predict(DIGITS.images).argmax(axis=1) != DIGITS.labels
    test = app("map.py")
    text = words(chart(test, "map"))
    assert sum("read as" in word for word in text) == wrong.sum() and trace(test, "error")["mode"] == "markers"
    assert all("<br>" in word for word in text), "no browser can fetch the digits here"


def test_digits_that_a_browser_fetches_travel_in_no_answer(app, monkeypatch):
    monkeypatch.setattr(Offered, "is_served", True)
    test = app("map.py")
    assert not any("<br>" in word for word in words(chart(test, "map")))
    taken = test.session_state["visitor"].shown.figures["map"].figure
    assert all("<br>" in word for word in words(taken)), "what is taken home shows them by itself"


def words(figure):
    return [word for trace in figure["data"] if "customdata" in trace for word in trace["text"]]


def test_the_star_is_the_picture_on_the_bench(app):
    test = app("map.py", digit="7", map_method="pca")
    assert any("The star is test digit 7" in caption.value for caption in test.caption)
    test.segmented_control(key="picture").set_value("White").run()
    assert not test.exception and any("The star is all ink" in caption.value for caption in test.caption)


def test_tsne_is_made_once_and_kept(app, quick):
    past = {"epoch_scratch": "2", "map_method": "t-sne", "map_layer": "z1"}  # of this none comes along
    test = app("map.py", **past)
    assert quick == [(1000, 50)] and any("t-SNE keeps neighbours together" in m.value for m in test.markdown)
    app("map.py", **past)
    assert len(quick) == 1
    test.segmented_control(key="picture").set_value("White").run()
    assert any("has no place here" in caption.value for caption in test.caption)


def test_while_another_map_is_made_pca_is_shown(app, quick):
    with ui.MAPS.making("another map"):
        test = app("map.py", map_method="t-sne", epoch_scratch="2")
    assert not quick and "Another visitor's map" in told(test.info)
    assert any("PCA shows" in m.value for m in test.markdown)


def test_the_lock_is_free_again_after_a_failure(app, quick, monkeypatch):
    def missing(points, report):
        raise PackageMissing("t-SNE needs the package openTSNE: pip install opentsne.")

    monkeypatch.setattr(ui, "neighbour_map", missing)
    test = app("map.py", map_method="t-sne", epoch_scratch="2")
    assert "pip install opentsne" in told(test.info) and any("PCA shows" in m.value for m in test.markdown)
    with ui.MAPS.making("another map"):
        assert not len(ui.MAPS)


def test_layers_part_the_digits_better_than_pixels(app):
    bars = chart(app("map.py"), "agreement")["data"][0]
    assert bars["x"] == ["pixels", "hidden 1", "hidden 2", "outputs"] and len(bars["text"]) == 4
    assert float(bars["text"][2].split()[0]) > float(bars["text"][0].split()[0])
