"""The Activations page: the point, the matrix, the warning, the softmax and the scale."""

import pytest

from mnistnet import load_digits, load_network, network_names
from mnistnet.basics.scaling import accuracy, accuracy_unscaled

from .conftest import chart


def table(test, number):
    return test.table[number].value


def test_the_point_moves(app):
    test = app("activations.py", point="0.0")
    assert table(test, 0)["slope there"].tolist()[1] == "0.250"
    test.slider(key="point").set_value(2.0).run()
    assert table(test, 0)["sends on"].tolist() == ["1.000", "0.881", "2.000", "0.964", "2.000"]


def test_linear_layers_are_one_matrix_and_a_bend_is_better(app):
    test = app("activations.py", plane="corners")
    linear, single, bent = (chart(test, i)["data"][0]["z"] for i in (2, 3, 4))
    assert linear == single != bent
    captions = [c.value for c in test.caption if "of the points right" in c.value]
    shares = [int(c.split(": ")[1].split("%")[0]) for c in captions]
    assert shares[0] == shares[1] < shares[2]
    assert "6 numbers" in captions[1]


@pytest.mark.parametrize("choice", [{"depth": "1", "width": "2"}, {"bend": "relu"}, {"plane": "halves"}])
def test_every_network_of_the_lesson_trains(app, choice):
    assert len(app("activations.py", **choice).get("plotly_chart")) == 7


def test_the_warning_at_minus_1000_is_shown_and_none_escapes(app):
    said = table(app("activations.py"), 1)["NumPy says"].tolist()
    assert said == ["overflow encountered in exp", "✓ nothing", "✓ nothing", "✓ nothing"]
    results = table(app("activations.py", large="1000"), 1)["result"].tolist()
    assert results[2].startswith("nan") and results[3].startswith("1,")


def test_a_shift_changes_nothing_but_temperature_does(app):
    plain, hot = app("activations.py"), app("activations.py", temperature="5.0")
    moved = app("activations.py", shift="40.0")
    assert any("+40 to all ten sums changes" in m.value for m in moved.markdown)
    shares = [chart(test, 5)["data"][0]["text"] for test in (plain, moved, hot)]
    assert shares[0] == shares[1] != shares[2]


def test_rows_of_a_batch_add_up_to_one(app):
    batch = table(app("activations.py"), 2)
    assert set(batch["its row adds up to"]) == {"1.000"} and "1.000" not in set(batch["as one long row"])


@pytest.mark.parametrize("name", network_names())
def test_the_accuracies_are_measured(app, name):
    bars = chart(app("activations.py", network=name), 6)["data"][0]
    network, digits = load_network(name), load_digits().split("test")
    assert bars["text"][:2] == [f"{100 * f(network, digits):.1f} %" for f in (accuracy, accuracy_unscaled)]
    assert len(bars["text"]) == 6
