"""The Activations page: the point, the matrix, the warning, the softmax, and digits fed and moved."""

from base64 import b64decode

import numpy as np
import pytest

from mnistnet import load_digits, load_network, network_names
from mnistnet.basics.feeding import feed
from mnistnet.basics.linear import SMALL, equality
from mnistnet.basics.scaling import accuracy, accuracy_shifted
from mnistnet.books.book_file import SAMPLE_WEIGHT
from pages.ui.holdings import results
from pages.ui.rooms.activations import curves, feeding, straight

from .conftest import chart, table

TEST = load_digits().split("test")


@pytest.fixture(autouse=True)
def no_official_digits(monkeypatch):
    """Judge by the digits that come along, wherever the tests run."""
    monkeypatch.setattr(results, "official_digits", lambda: None)


def figure(test, key):
    """Return a chart by its key."""
    return chart(test, key)


def plain(array):
    """Return the numbers of an array in a chart's specification, which is packed where it is long."""
    return list(array) if isinstance(array, list) else np.frombuffer(b64decode(array["bdata"]), array["dtype"]).tolist()


def markdown(test):
    return " ".join(part.value for part in test.markdown)


def test_the_point_moves(app):
    test = app("activations.py", point="0.0")
    assert table(test, "values_at_point")["slope there"].tolist()[1] == "0.250"
    test.slider(key="point").set_value(2.0).run()
    sent = table(test, "values_at_point")["sends on"].tolist()
    assert sent == ["1.000", "0.881", "2.000", "0.964", "2.000", "1.954", "2.000"]


def test_the_books_three_curves_are_drawn_together_up_to_five(app):
    test = app("activations.py")
    drawn = figure(test, "values")
    *lines, _ = drawn["data"]
    assert [line["name"] for line in lines] == ["step", "sigmoid", "relu"]
    low, high = drawn["layout"]["yaxis"]["range"]
    assert low < 0 and 5 < high < 5.5 and (curves.RANGE[0], curves.RANGE[-1]) == (-5, 5)
    test.pills(key="curves").set_value(["step", "tanh"]).run()
    *lines, _ = figure(test, "values")["data"]
    assert [line["name"] for line in lines] == ["step", "tanh"]


def test_linear_layers_are_one_matrix_and_a_bend_is_better(app):
    test = app("activations.py", plane="corners")
    linear, single, bent = (
        figure(test, name)["data"][0]["z"] for name in ("linear_layers", "one_matrix", "with_a_bend")
    )
    assert linear == single != bent
    captions = [c.value for c in test.caption if "of the points right" in c.value]
    shares = [float(c.split(": ")[1].split(" %")[0]) for c in captions]
    assert shares[0] == shares[1] < shares[2]
    assert "6 numbers" in captions[1]


@pytest.mark.parametrize("choice", [{"depth": "1", "width": "2"}, {"bend": "relu"}, {"plane": "halves"}])
def test_every_network_of_the_lesson_trains(app, choice):
    assert len(app("activations.py", **choice).get("plotly_chart")) == 9


def test_the_formula_and_the_matrices_stand_on_the_page(app):
    test = app("activations.py", matrix_row="3", matrix_column="2")
    on_the_page = [part.value for part in test.latex]
    assert any("W_1 W_2" in text for text in on_the_page)
    (matrices,) = [text for text in on_the_page if "pmatrix" in text]
    assert matrices.count("mathbf") == 4 + 4 + 1 and r"9&\mathbf{-2}" in matrices
    assert "Row 3 times column 2: 0 · 2 + (−1) · 1 + 1 · (−1) + 3 · 0 = **−2**" in markdown(test)
    assert "(1, 2, 3) give (6, −1, 4, 12) after the first layer and (45, 5) after the second" in markdown(test)


def test_every_number_of_the_product_is_its_own_sum():
    first, second = SMALL[0].weights, SMALL[1].weights
    for row in range(3):
        for column in range(2):
            words = straight.product_words(row, column).replace("−", "-").split("**")
            terms = words[0].partition(": ")[2].rstrip(" =").replace("(", "").replace(")", "")
            pairs = [[float(n) for n in term.split(" · ")] for term in terms.split(" + ")]
            assert sum(a * b for a, b in pairs) == float(words[1]) == sum(first[row] * second[:, column])


@pytest.mark.parametrize("name", network_names())
def test_the_network_without_its_bends_is_one_matrix(app, name):
    said = markdown(app("activations.py", network=name))
    found = equality(load_network(name), TEST.images, TEST.labels)
    assert "one matrix of 784 × 10 numbers" in said
    digit, power = f"{found.gap:.0e}".split("e-")
    raised = str(int(power)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert f"at most **{digit} × 10⁻{raised}**" in said
    assert f"{found.right:,} of 1,000" in said


def test_the_warning_at_minus_1000_is_shown_and_none_escapes(app):
    said = table(app("activations.py", large="-1000"), "overflow")["NumPy says"].tolist()
    assert said == ["overflow encountered in exp", "✓ nothing", "✓ nothing", "✓ nothing"]
    results = table(app("activations.py", large="1000"), "overflow")["result"].tolist()
    assert results[2].startswith("nan") and results[3].startswith("1,")


def test_a_shift_changes_nothing_but_temperature_does(app):
    plain, hot = app("activations.py"), app("activations.py", temperature="5.0")
    moved = app("activations.py", shift="40.0")
    assert "+40 to all ten sums changes" in markdown(moved)
    shares = [figure(test, "softmax")["data"][0]["text"] for test in (plain, moved, hot)]
    assert shares[0] == shares[1] != shares[2]


def test_rows_of_a_batch_add_up_to_one(app):
    batch = table(app("activations.py"), "softmax_batch")
    assert set(batch["its row adds up to"]) == {"1.000"} and "1.000" not in set(batch["as one long row"])


@pytest.mark.parametrize("name", network_names())
def test_the_story_is_measured(app, name):
    test, network = app("activations.py", network=name), load_network(name)
    fed = [feed(network, TEST, unscaled=unscaled) for unscaled in (False, True)]
    shown = table(test, "feeding")
    assert shown["accuracy"].tolist() == [f"{one.right / 1000:.4f}" for one in fed]
    assert shown["misread"].tolist() == [f"{1000 - one.right} of 1,000" for one in fed]
    assert shown["NumPy says"].tolist() == ["; ".join(one.warnings) or "✓ nothing" for one in fed]
    for key, one in zip(("sums_scaled", "sums_raw"), fed, strict=True):
        assert plain(figure(test, key)["data"][0]["y"]) == one.counts.tolist()
    assert f"{fed[1].wrong:,} " in markdown(test) and "one stumble" in markdown(test)
    bars = figure(test, "moved")["data"][0]["text"]
    wanted = [accuracy(network, TEST), accuracy_shifted(network, TEST, 1)]
    assert bars[:2] == [f"{100 * share:.1f} %" for share in wanted] and len(bars) == 5


def test_the_books_numbers_are_quoted_as_its_own(app):
    test = app("activations.py")
    (said,) = [caption.value for caption in test.caption if SAMPLE_WEIGHT.name in caption.value]
    assert said.startswith("These are not the book's own weights")
    for number in ("0.9352", "648", "0.9207", "793", "−3511", "3384", "−13.8", "13.3"):
        assert number in said
    assert any("Bring the book's file" in link.proto.label for link in test.get("page_link"))


def test_all_official_digits_are_fed_where_they_are_here(app, monkeypatch):
    official = load_digits().split("validation")  # stands for them
    monkeypatch.setattr(results, "official_digits", lambda: official)
    assert feeding.judging_digits(load_network("scratch")) is official
    assert feeding.judging_digits(load_network("sharp")) is results.test_digits(), "too many numbers for all of them"
