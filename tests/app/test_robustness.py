"""The Robustness page: sliders that change the digit, the strip, the limits in words, and curves that are kept."""

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network, network_names
from mnistnet.breaking import HARMS, harmed
from mnistnet.mistakes import examine
from mnistnet.robustness import CHANGES, limits, rotated
from pages.ui.rooms.breaking import curves as breaking
from pages.ui.rooms.robustness import curves, sliders

from .conftest import chart, only, table

PAGE = "robustness.py"
TEST = load_digits().split("test")


@pytest.fixture(autouse=True)
def nothing_known():
    """Remember nothing between tests."""
    curves.SHARES.clear()
    yield
    curves.SHARES.clear()


def answer_of(test) -> str:
    """Return the one heading that is no question, but the answer."""
    return only(one.value for one in test.header if not one.value.endswith("?"))


def answers(test):
    return table(test, "answers_changed").set_index("network")


def test_at_first_the_digit_is_turned_and_every_network_answers(app):
    test = app(PAGE)
    turned = rotated(TEST.images[:1], 25)
    for name in network_names():
        now, before = (load_network(name).predict(each)[0].argmax() for each in (turned, TEST.images[:1]))
        assert answers(test)["changed"][name].startswith(f"{now} {'✓' if now == TEST.labels[0] else '✗'}")
        assert answers(test)["as it is"][name].startswith(str(before))


def test_sliders_change_it_and_a_button_takes_all_back(app):
    test = app(PAGE)
    for name in CHANGES:
        test.slider(key=f"change_{name}").set_value(CHANGES[name].high)
    test.run()
    assert (answers(test)["changed"] != answers(test)["as it is"]).all()
    test.button(key="robust_reset").click().run()
    assert (answers(test)["changed"] == answers(test)["as it is"]).all()
    assert all(test.slider(key=f"change_{name}").value == 0 for name in CHANGES)


def test_a_link_opens_the_same_view(app):
    test = app(PAGE, change_rotate="0", change_occlude="20", digit="3")
    assert test.slider(key="change_rotate").value == 0
    linked = app(PAGE, change_occlude="12", robust_change="occlude")
    assert linked.slider(key="change_occlude").value == 12
    assert linked.segmented_control(key="robust_change").value == "occlude"


@pytest.mark.parametrize("name", CHANGES)
def test_the_strip_says_where_it_breaks(app, name):
    test = app(PAGE, robust_change=name)
    strengths = CHANGES[name].strengths
    pictures = np.concatenate([CHANGES[name].function(TEST.images[:1], float(s)) for s in strengths])
    right = load_network("scratch").predict(pictures).argmax(axis=1) == TEST.labels[0]
    titles = chart(test, "strip")["data"][1]["text"]
    assert ["✓" in title for title in titles] == right.tolist()
    low, high = (sliders.strength_words(name, each) for each in limits(strengths, right))
    assert any(f"from {low} to {high}" in c.value or "only as it is" in c.value for c in test.caption)


@pytest.mark.parametrize("kind", ["Drawing", "Mean digit", "White"])
def test_every_picture_can_be_changed(app, kind):
    test = app(PAGE, picture=kind)
    assert not test.exception and len(test.get("plotly_chart")) == 2
    if kind != "Mean digit":
        assert "✓" not in answer_of(test) and any("Nobody knows" in c.value for c in test.caption)


def test_the_curves_are_accuracies_of_all_networks_and_are_kept(app, monkeypatch):
    test = app(PAGE, robust_change="shift", network="nielsen")
    lines = {line["name"]: line for line in chart(test, "strength_curves")["data"]}
    assert set(lines) == set(network_names()) and len(curves.SHARES) == len(lines) * len(CHANGES["shift"].strengths)
    wanted = (load_network("nielsen").predict(TEST.images).argmax(axis=1) == TEST.labels).mean()
    assert curves.SHARES.get((load_network("nielsen").digest, TEST.digest, "shift", 6)) == wanted
    assert any(f"nielsen reads {100 * wanted:.1f} % unchanged" in caption.value for caption in test.caption)
    monkeypatch.setattr(curves, "_measure", lambda *_, **__: pytest.fail("measured again"))
    test.slider(key="change_rotate").set_value(50.0).run()
    assert not test.exception


def test_stop_keeps_what_is_known_and_go_on_finishes(app):
    test = app(PAGE, robust_change="noise")
    curves.SHARES.clear()
    for name in network_names():
        curves.SHARES.keep((load_network(name).digest, TEST.digest, "noise", 0), 0.5)
    test.session_state["visitor"].robustness_stopped = "noise"
    test.run()
    assert not test.exception and len(curves.SHARES) == len(network_names())
    test.button(key="robust_go_on").click().run()
    assert len(curves.SHARES) == len(network_names()) * len(CHANGES["noise"].strengths)


def test_a_network_that_misreads_it_unchanged_says_so(app):
    wrong = int(np.flatnonzero(load_network("scratch").predict(TEST.images).argmax(axis=1) != TEST.labels)[0])
    test = app(PAGE, digit=str(wrong))
    assert any("misreads this digit even unchanged" in caption.value for caption in test.caption)


def test_weights_are_harmed_on_the_same_page(app, monkeypatch):
    monkeypatch.setattr(breaking, "FEW", 30)
    monkeypatch.setattr(breaking, "SEEDS", 2)
    monkeypatch.setattr(breaking.share_right, "__defaults__", (range(2), "every"))
    test = app(PAGE, robust_view="weights", network="nielsen", beside="your-own", neuron="7")
    at = HARMS["noise"].amounts[3]
    for name in ("nielsen", "your-own"):
        answer = harmed(load_network(name), "noise", at).predict(TEST.images[:1])[0].argmax()
        assert any(f"Harmed, {name} answers {answer}" in header.value for header in test.header)
    assert len([1 for one in test.get("plotly_chart") if "break_neuron" in one.proto.id]) == 2
    lines = {line["name"]: line for line in chart(test, "break_curves")["data"]}
    assert set(lines) == set(network_names()) and "error_y" in lines["nielsen"]
    test.segmented_control(key="break_harm").set_value("bits").run()
    test.select_slider(key="break_bits").set_value(1).run()
    right = examine(harmed(load_network("nielsen"), "bits", 1), Digits(TEST.images[:30], TEST.labels[:30])).accuracy
    assert any(f"and {100 * right:.1f} % at 1 bit" in caption.value for caption in test.caption)
    test.button(key="break_measure").click().run()
    broken = table(test, "breaks_at").set_index("network")
    assert not test.exception and (broken != "").all(axis=None) and broken.loc["your-own", "Biases"] == "never"
    assert test.session_state["visitor"].address["robust_view"] == "weights"
