"""The Neurons page: every layer and order, the receipt, clicks by link, and the surgery."""

import re

import numpy as np

from mnistnet import Dense, Network, load_digits, load_network, neurons
from mnistnet.weight_files import SavedNetwork
from pages.ui.kit.text import column
from pages.ui.state import KeptNetwork

from .conftest import chart

DIGITS = load_digits().split("test")


def said(test, pattern: str) -> str:
    return next(m.value for m in test.markdown if re.search(pattern, m.value))


def test_the_wall_shows_weights_with_bias_and_tells_their_mean_size(app):
    test = app("neurons.py", network="nielsen")
    titles, told = (trace["text"] for trace in chart(test, "neurons")["data"][-2:])
    layer = load_network("nielsen").dense_layers[0]
    bias, influence = layer.biases[4], np.abs(layer.weights[:, 4]).mean()
    assert len(titles) == 30
    assert titles[4].replace("<br>", " · ") == f"4 · bias {bias:.2f}".replace("-", "−")
    assert not any("−0.00" in title for title in chart(app("neurons.py"), "neurons")["data"][-2]["text"])
    assert f"mean weight size {influence:.3f}" in told[4]


def test_it_can_be_sorted_in_every_way(app):
    test = app("neurons.py", neuron_order="influence")
    sizes = np.abs(load_network("scratch").dense_layers[0].weights).mean(axis=0)
    assert chart(test, "neurons")["data"][-1]["customdata"] == np.argsort(-sizes, kind="stable").tolist()
    for order in test.selectbox(key="neuron_order").options:
        test.selectbox(key="neuron_order").select(order).run()
        assert not test.exception and sorted(chart(test, "neurons")["data"][-1]["customdata"]) == list(range(50))


def test_a_link_opens_a_neuron_and_its_receipt_balances(app):
    test = app("neurons.py", neuron_layer="hidden 2", neuron="7", digit="12")
    paid = neurons.receipt(load_network("scratch"), DIGITS.images[12], 2, 7)
    receipt = said(test, "Receipt of a2")
    assert f"{paid.sum:+.3f}".replace("-", "−") in receipt and "difference** | **0**" in receipt


def test_every_layer_in_every_state(app):
    for name, layers in (("scratch", 3), ("rows", 5)):
        test = app("neurons.py", network=name)
        for layer in range(1, layers + 1):
            test.segmented_control(key="neuron_layer").set_value(layer).run()
            for state in ("control", "difference", "now"):
                test.segmented_control(key="neuron_weights").set_value(state).run()
                assert not test.exception
        assert "difference** | **0**" in said(test, "Receipt")


def test_deeper_pictures_tell_how_far_they_can_be_believed(app):
    first = app("neurons.py")
    assert any("exactly" in c.value for c in first.caption)
    now, before = (load_network("scratch", trained=trained).dense_layers[0].weights[:, 0] for trained in (True, False))
    largest, end = np.abs(before).max(), max(np.abs(now).max(), np.abs(now - before).max())
    words = f"“Untrained” looks nearly empty: nothing in it goes beyond ±{largest:.3g}, and full colour stands for"
    assert any(f"{words} ±{end:.3g}." in c.value for c in first.caption)
    network = load_network("nielsen")
    r = neurons.gradient_agreement(network, 2, DIGITS.images[:200])[3]
    test = app("neurons.py", network="nielsen", neuron_layer="2", neuron="3")
    assert any(f"r = {r:.3f}" in c.value for c in test.caption)


def test_a_layer_that_the_next_network_does_not_have_becomes_the_first(app):
    test = app("neurons.py", network="rows", neuron_layer="5", neuron="9")
    test.selectbox(key="network").select("nielsen").run()
    assert not test.exception and test.segmented_control(key="neuron_layer").value == 1


def test_surgery_shows_the_accuracy_before_and_after_and_can_be_reset(app):
    test = app("neurons.py", network="nielsen", neuron="5")
    network = load_network("nielsen")
    before = neurons.verdicts(network, DIGITS)
    without = neurons.verdicts(neurons.operate(network, 1, 5, remove=True), DIGITS)
    first = said(test, "right before")
    assert first.startswith("Nothing is changed yet") and f"{without.accuracy:.1%}".replace("%", " %") in first
    test.toggle(key="cut").set_value(True).run()
    assert said(test, "right before").startswith(f"{before.accuracy:.1%}".replace("%", " %"))
    test.toggle(key="cut").set_value(False).run()
    test.slider(key="weights_times").set_value(-1.0).run()
    flipped = neurons.verdicts(neurons.operate(network, 1, 5, scale=-1), DIGITS)
    assert f"**{flipped.accuracy:.1%} after**".replace("%", " %") in said(test, "right before")
    test.button(key="reset").click().run()
    assert said(test, "right before") == first and test.slider(key="weights_times").value == 1


def test_surgery_stays_on_its_page(app):
    test = app("neurons.py", cut="true", neuron="3")
    test.switch_page("probabilities.py").run()
    best = load_network("scratch").predict(DIGITS.images[0]).argmax()
    assert f"answer **{best}**" in " ".join(one.value for one in test.markdown)


def test_the_only_neuron_of_a_layer_cannot_be_removed(app):
    rng = np.random.default_rng(0)
    layers = Dense(rng.normal(size=(784, 1)), np.zeros(1)), Dense(rng.normal(size=(1, 10)), np.zeros(10), "softmax")
    test = app("probabilities.py")
    test.session_state["visitor"].networks = {"thin": KeptNetwork(SavedNetwork(Network(layers, name="thin")))}
    test.run()
    test.selectbox(key="network").select("thin").run()
    test.switch_page("neurons.py").run()
    assert not test.exception and test.toggle(key="cut").disabled
    assert "the only neuron of its layer" in said(test, "right before")


def test_an_answer_cannot_be_removed(app):
    test = app("neurons.py", network="nielsen", neuron_layer="2", cut="true")
    assert test.toggle(key="cut").disabled
    assert said(test, "right before").startswith("Nothing is changed yet")
    test.slider(key="bias_shift").set_value(5.0).run()
    shifted = neurons.verdicts(neurons.operate(load_network("nielsen"), 2, 0, bias_shift=5), DIGITS)
    assert f"**{shifted.accuracy:.1%} after**".replace("%", " %") in said(test, "right before")


def test_numbers_below_each_other_have_their_last_place_in_one_column():
    assert column([-1.304, -0.0623, -1.3663, 0.0]) == ["−1.304", "−0.062", "−1.366", "0"]
    assert column([31.3, -0.001]) == ["+31.30", "+0.00"] and column([0.0]) == ["0"]
