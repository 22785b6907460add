"""The Mistakes page: filters, the open mistake and the threshold."""

import re

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network
from mnistnet.mistakes import examine
from mnistnet.mistakes.calibration import reliability
from mnistnet.words import share
from pages.ui.holdings import results
from pages.ui.kit.confusions import most_often
from pages.ui.rooms.mistakes.calibration import calibration_words

from .conftest import charts, said, told

DIGITS = load_digits().split("test")
EXAM = examine(load_network("scratch"), DIGITS)


def gallery(test) -> list[int]:
    walls = [c for c in charts(test) if any("number %{customdata}" in str(t.get("hovertemplate")) for t in c["data"])]
    return walls[0]["data"][2]["customdata"] if walls else []


def test_all_mistakes_are_there_the_surest_first(app):
    test = app("mistakes.py")
    assert gallery(test) == EXAM.mistakes().tolist()
    assert f"**{len(EXAM.mistakes())} of 1,000 misread**, {share(EXAM.accuracy)} read right" in said(test)
    (table,) = [part.value.splitlines()[2:] for part in test.markdown if "by chance" in part.value]
    official = load_network("scratch").test_accuracy
    assert table[0].startswith(f"| {share(EXAM.accuracy)} | 1,000 |") and "10,000" in table[2]  # held back
    assert table[1].startswith(f"| {share(official)} | 10,000 |")
    assert test.selectbox(key="open_mistake").value == EXAM.mistakes()[0]


def test_filters_and_order(app):
    label = int(EXAM.labels[EXAM.mistakes()[-1]])
    test = app("mistakes.py", mistake_label=str(label))
    assert gallery(test) == EXAM.mistakes(label=label).tolist()
    test.selectbox(key="mistake_order").select("closest").run()
    assert gallery(test) == EXAM.mistakes(label=label, order="closest").tolist()
    assert test.selectbox(key="open_mistake").value in EXAM.mistakes(label=label)


def test_a_filter_that_lets_nothing_through_is_a_sentence(app):
    counts = EXAM.confusion
    label, answer = np.argwhere(counts == 0)[0]
    test = app("mistakes.py", mistake_label=str(label), mistake_answer=str(answer))
    assert "no such mistake" in told(test.info) and not gallery(test)
    assert any("I don't know" in s.label or "I don’t know" in s.label for s in test.slider), "the rest is still there"


def test_a_link_opens_one_mistake(app):
    number = int(EXAM.mistakes()[5])
    test = app("mistakes.py", open_mistake=str(number))
    assert test.selectbox(key="open_mistake").value == number
    said = f"It answers {EXAM.answers[number]} with"
    assert any(said in caption.value for caption in test.caption)


def test_the_digits_most_like_a_mistake_stand_below_it_the_nearest_first(app):
    test, known = app("mistakes.py"), load_digits().split("train")
    (shown,) = (one.proto.body for one in test.get("html") if 'class="captioned"' in one.proto.body)
    seen = DIGITS.images[EXAM.mistakes()[0]].astype(float)
    far = np.sqrt(((known.images - seen) ** 2).sum(axis=(1, 2))) / 255
    nearest = np.argsort(far)[:12]
    names = ["an 8" if known.labels[number] == 8 else f"a {known.labels[number]}" for number in nearest]
    expected = [f"<b>{name}</b> <span>· {far[number]:.1f}</span>" for name, number in zip(names, nearest, strict=True)]
    assert re.findall("<figcaption>(.*?)</figcaption>", shown) == expected


def test_the_digit_on_the_bench_is_opened_if_it_is_a_mistake(app):
    number = int(EXAM.mistakes()[3])
    test = app("probabilities.py", digit=str(number))
    test.switch_page("mistakes.py").run()
    assert test.selectbox(key="open_mistake").value == number


def test_the_receipt_balances(app):
    test = app("mistakes.py")
    paper = next(m.value for m in test.markdown if "Receipt" in m.value)
    total, change = (line.split("|")[2] for line in paper.splitlines()[2:4])
    assert total == change


def test_the_threshold_says_how_many_and_how_many_right(app):
    test = app("mistakes.py", least="0.5")
    sure = EXAM.confidences >= 0.5
    said = next(m.value for m in test.markdown if m.value.startswith("It answers **"))
    assert f"**{sure.mean():.1%}**".replace("%", " %") in said
    assert f"**{EXAM.right[sure].mean():.1%}**".replace("%", " %") in said
    test.slider(key="least").set_value(1.0).run()
    assert not test.exception


def test_the_matrix_holds_every_digit(app):
    test = app("mistakes.py")
    matrix = next(one for one in charts(test) if "✓" in str(one["data"][1]))
    cells = next(t for t in matrix["data"] if t.get("mode") == "markers")
    assert sum(int(text.split(": ")[1].split()[0]) for text in cells["text"]) == len(DIGITS)


def test_where_nothing_is_misread_it_does_not_send_to_another_label(app, monkeypatch):
    right = np.flatnonzero(EXAM.right)[:50]
    few = Digits(DIGITS.images[right], DIGITS.labels[right], DIGITS.name)
    monkeypatch.setattr(results, "test_digits", lambda: few)
    test = app("mistakes.py")
    assert not test.exception
    assert any("reads each of these 50 digits right" in info.value for info in test.info)
    assert any("of each 100.0 % are read right" in caption.value for caption in test.caption)


def test_mistakes_that_are_as_frequent_are_told_too():
    counts = np.diag([9, 9, 9])
    assert most_often(counts) == ""
    counts[2, 0] = 3
    assert most_often(counts) == "Most often a 2 is taken for a 0: 3 times."
    counts[1, 2] = 3
    assert most_often(counts) == "Most often a 1 is taken for a 2: 3 times. A 2 is taken for a 0 as often."
    counts[0, 1] = 3
    assert most_often(counts).endswith(": 3 times. 2 other mistakes are as frequent.")


@pytest.mark.parametrize(("sure", "says"), [(0.99, "surer than"), (0.905, "honest, as far as"), (0.7, "more modest")])
def test_what_chance_could_have_done_is_not_called_modest_or_too_sure(sure, says):
    right = np.arange(400) < 360
    words = calibration_words(reliability(np.full(400, sure), right))
    assert f"On average it is {share(sure)} sure and 90.0 % right: {says}" in words
