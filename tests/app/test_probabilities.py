"""The Probabilities page: walking through the test split, right and wrong."""

import numpy as np

from mnistnet import load_digits, load_network
from mnistnet.figures import share

from .conftest import chart, said

DIGITS = load_digits().split("test")


def test_it_shows_label_and_answer_of_the_digit_in_the_address(app):
    test = app("probabilities.py", digit="17")
    best = load_network("scratch").predict(DIGITS.images[17]).argmax()
    assert f"Label **{DIGITS.labels[17]}**, answer **{best}**" in said(test)


def test_next_mistake_goes_to_the_next_wrong_answer(app):
    wrong = np.flatnonzero(load_network("scratch").predict(DIGITS.images).argmax(axis=1) != DIGITS.labels)
    test = app("probabilities.py")
    for expected in wrong[:2]:
        test.button(key="mistake").click().run()
        assert test.number_input(key="digit").value == expected
        assert "✗ wrong" in said(test)


def test_a_label_goes_to_its_first_digit_and_random_stays_with_it(app):
    test = app("probabilities.py")
    test.selectbox(key="label").select(7).run()
    assert test.number_input(key="digit").value == np.flatnonzero(DIGITS.labels == 7)[0]
    for _ in range(5):
        test.button(key="random").click().run()
        assert DIGITS.labels[test.number_input(key="digit").value] == 7
    test.number_input(key="digit").set_value(8).run()  # a 4: the filter would not be true any more
    assert test.number_input(key="digit").value == 8 and test.selectbox(key="label").value == "any"
    assert "label" not in test.session_state["visitor"].address


def test_a_link_to_a_label_opens_its_first_digit(app):
    assert app("probabilities.py", label="3").number_input(key="digit").value == np.flatnonzero(DIGITS.labels == 3)[0]


def steps(test) -> list[list[str]]:
    """Return the cells of the table of the softmax as it is written on the page; empty where there is none."""
    tables = (one.value for one in test.markdown if one.value.startswith("| digit |"))
    return [row.strip("| ").split(" | ") for table in tables for row in table.splitlines()[2:]]


def test_softmax_is_worked_out_only_where_there_is_one(app):
    net = load_network("scratch")
    sums = net.trace(DIGITS.images[0])["a3"][0].astype(float)
    powers = np.exp(sums - sums.max())
    found = [[float(cell.replace("−", "-")) for cell in row[:4]] for row in steps(app("probabilities.py"))]
    np.testing.assert_allclose(found, np.c_[range(10), sums, sums - sums.max(), powers], rtol=6e-3, atol=1e-12)
    written = [row[4].replace("\u202f", " ") for row in steps(app("probabilities.py"))]
    assert written == [share(one) for one in powers / powers.sum()]
    test = app("probabilities.py", network="nielsen")
    assert not steps(test)
    assert any("sigmoid outputs" in caption.value for caption in test.caption)


def test_the_wall_can_be_turned_over(app):
    numbers = chart(app("probabilities.py", wall="2"), "wall_chart")["data"][2]["customdata"]
    assert numbers == list(range(60, 120))
