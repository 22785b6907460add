"""The Compare page: a proposal before any choice, counts, chance, filters, likeness and matched nodes."""

import re

import numpy as np
import pytest

from mnistnet import Dense, Network, influence, load_digits, load_network, network_names
from mnistnet.comparison import KINDS, compare, likeness
from mnistnet.weight_files import SavedNetwork
from pages.ui.bench.side_by_side import NOT_SHARED, SHARED
from pages.ui.rooms.compare.answers import draws
from pages.ui.rooms.compare.disagreements import largest_change
from pages.ui.state import KeptNetwork

from .conftest import charts, table

DIGITS = load_digits().split("test")
PAIR = compare(load_network("scratch"), load_network("nielsen"), DIGITS)


def words(test) -> str:
    return "\n".join(e.value for e in (*test.markdown, *test.caption, *test.info))


def gallery(test) -> list[int]:
    """Return the numbers of the digits in the gallery."""
    shown = [one["data"] for one in charts(test)]
    found = [data[2]["customdata"] for data in shown if len(data) == 3 and "<br>" in str(data[1].get("text"))]
    return found[0] if found else []


def test_before_any_choice_it_compares_with_a_proposal(app):
    test = app("compare.py")
    assert test.selectbox(key="beside").value == "none"
    assert "scratch is compared with **sharp**, a proposal" in words(test)
    assert "**scratch** reads **97.2 %** and **sharp** **99.2 %**" in words(test)
    test.switch_page("influence.py").run()
    assert not any("sharp, epoch" in m.value for m in test.markdown), "a proposal is not put on the bench"
    assert "sharp is compared with **scratch**" in words(app("compare.py", network="sharp"))


def test_the_counts_are_those_of_the_library(app):
    shown = table(app("compare.py", beside="nielsen"), "counts")
    counts = [int(cell) for cell in (*shown.iloc[:, 1], *shown.iloc[:, 2])]
    assert counts == [PAIR.counts[KINDS[i]] for i in (0, 2, 1, 3)] and sum(counts) == 1000


def test_chance_in_plain_words(app):
    said = words(app("compare.py", beside="nielsen"))
    one, other = PAIR.counts["only-first"], PAIR.counts["only-second"]
    assert f"{one + other} digits part them: {one} for scratch, {other} for nielsen." in said
    assert f"by chance in {draws(PAIR.p_value)}: hardly chance." in said


@pytest.mark.parametrize(
    ("p", "said"),
    [(1, "100 of 100 draws"), (0.031, "3 of 100 draws"), (0.0042, "42 of 10,000 draws"), (1e-9, "fewer than 1 of")],
)
def test_how_often_is_told_in_whole_draws(p, said):
    assert draws(p).startswith(said)


def test_all_disagreements_are_there_the_farthest_first(app):
    test = app("compare.py", beside="nielsen")
    assert gallery(test) == PAIR.disagreements()[:42].tolist()


@pytest.mark.parametrize("kind", KINDS[1:])
def test_filters(app, kind):
    test = app("compare.py", beside="nielsen")
    test.selectbox(key="compare_kind").select(kind).run()
    assert gallery(test) == PAIR.disagreements(kind)[:42].tolist()
    label = int(DIGITS.labels[gallery(test)[0]])
    test.selectbox(key="compare_label").select(label).run()
    assert gallery(test) == PAIR.disagreements(kind, label=label).tolist()


def test_a_link_opens_one_cell(app):
    label, answer = np.unravel_index(np.abs(PAIR.confusion_difference).argmax(), (10, 10))
    test = app("compare.py", beside="nielsen", compare_label=str(label), compare_answer=str(answer))
    assert gallery(test) == PAIR.disagreements(label=label, answer=answer).tolist() != []


def test_a_filter_that_lets_nothing_through_is_a_sentence(app):
    alone = next(n for n in range(100) if not len(PAIR.disagreements(label=n // 10, answer=n % 10)))
    test = app("compare.py", beside="nielsen", compare_label=str(alone // 10), compare_answer=str(alone % 10))
    assert "They disagree on no such digit" in words(test) and not gallery(test)


def test_the_matrix_holds_the_difference(app):
    test = app("compare.py", beside="nielsen")
    cells = [t for one in charts(test) for t in one["data"] if "text" in t]
    told = next(t["text"] for t in cells if str(t["text"][0]).startswith("label 0, answer 0"))
    found = [int(text.rsplit(": ", 1)[1].replace("−", "-")) for text in told]
    assert found == PAIR.confusion_difference.ravel().tolist()


def test_likeness_is_that_of_the_library(app):
    test = app("compare.py", beside="nielsen")
    values = likeness(load_network("scratch"), load_network("nielsen"), DIGITS.images).values
    texts = [t["text"] for one in charts(test) for t in one["data"] if "text" in t]
    assert [f"{value:.2f}" for value in values.ravel()] in texts


def test_answers_are_matched_though_the_layers_have_other_names(app):
    test = app("compare.py", beside="nielsen", matched_node="3")
    assert test.segmented_control(key="matched").options == ["sums of the answers", "answers"]
    for name, view in (("scratch", "a3"), ("nielsen", "a2")):
        maps = influence.shapley(load_network(name), DIGITS.images[0], views=[view])
        assert f"All pixels together move it by {maps.total(view)[3]:+.3g}".replace("-", "−") in words(test)


def test_how_far_chance_may_put_a_map_off_is_said_where_it_had_a_say(app):
    said = words(app("compare.py", beside="sharp", matched_node="4"))
    assert len(re.findall(r"chance may put this map off by [0-9.]+ % of its size", said)) == 2
    assert "chance may put" not in words(app("compare.py", beside="scratch", beside_epoch_scratch="3", matched="z1"))


def test_layers_of_the_same_shape_are_matched_by_name(app):
    test = app("compare.py", beside="scratch", matched="z1", matched_node="20")
    assert test.segmented_control(key="matched").options == list(load_network("scratch").views)
    assert test.number_input(key="matched_node").value == 20
    assert "unless both are epochs of one training" in words(test)


def test_a_layer_that_another_pair_does_not_have_gives_way(app):
    test = app("compare.py", beside="scratch", matched="z1")
    test.selectbox(key="beside").select("nielsen").run()
    assert not test.exception and test.segmented_control(key="matched").value == "sums"


def test_maps_of_answers_share_a_scale_only_in_the_same_unit(app):
    for second, shared in (("sharp", SHARED), ("nielsen", NOT_SHARED)):
        assert shared in words(app("compare.py", beside=second))


@pytest.mark.parametrize("first", network_names())
@pytest.mark.parametrize("second", network_names())
def test_any_two_networks(app, first, second):
    test = app("compare.py", network=first, beside=second)
    assert "of 1,000 test digits" in words(test) and len(test.get("plotly_chart")) >= 6


def test_other_classes_are_a_sentence(app):
    few = Network((Dense(np.random.default_rng(0).normal(size=(784, 4)), np.zeros(4), "softmax"),), name="few")
    test = app("compare.py")
    test.session_state["visitor"].networks = {"few": KeptNetwork(SavedNetwork(few))}
    test.run()
    test.selectbox(key="beside").select("few").run()
    assert not test.exception
    assert "The first network chooses from 10 classes and the second from 4" in words(test)
    assert "no node can be matched" in words(test)


def test_every_picture(app):
    test = app("compare.py", beside="nielsen")
    for kind in ("Drawing", "Mean digit", "White", "Test digit"):
        test.segmented_control(key="picture").set_value(kind).run()
        assert not test.exception


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({(2, 2): 4}, "sharp reads 4 more of the 2s right."),
        ({(2, 2): -4}, "sharp reads 4 fewer of the 2s right."),
        ({(1, 2): 1}, "sharp reads 1 more of the 1s as a 2."),
        ({(1, 2): -3, (0, 0): 3}, "sharp reads 3 more of the 0s right. In 1 other cell they differ as much."),
    ],
)
def test_the_largest_change_is_counted_in_digits(cells, says):
    difference = np.zeros((3, 3), int)
    for cell, count in cells.items():
        difference[cell] = count
    assert largest_change(difference, "sharp") == f"Largest: {says}"
