"""Verdicts from made-up scores: the words must follow from the figures and from nothing else."""

import math
import re

import numpy as np
import pytest

from mnistnet import Dense, Network
from mnistnet.faithfulness import Score
from mnistnet.faithfulness.measures import MEASURES, alarm, written
from mnistnet.faithfulness.verdict import (
    LEVELS,
    figures_of,
    headline,
    judge,
    judged_views,
    nearest,
    row_title,
    title_of,
)
from mnistnet.influence import METHODS


def score(method="one_pixel", view="z1", r=1.0, rmse=0.0, gap=0.0, digits=10, doubt=0.0) -> Score:
    return Score(method, view, r, rmse, gap, 0.5, 0.7, digits, doubt)


def verdict(r, rmse, doubt=0.0, gap=0.4, digits=10):
    (one,) = judge([score(r=r, rmse=rmse, gap=gap, digits=digits), score("shapley", rmse=doubt)])
    return one.level, one.sentence


def test_an_exact_map_is_called_exact():
    assert verdict(1.0, 1e-16) == ("exact", "It is exact.")


def test_the_sentence_quotes_pattern_and_sizes():
    level, sentence = verdict(0.9991, 0.706)
    assert level == "pattern" and sentence == "Its pattern is right (r = 0.999). Its sizes are 71 % off."


@pytest.mark.parametrize(
    ("r", "rmse", "doubt"), [(0.9991, 0.706, 0), (0.31, 25.0, 0.2), (0.9, 0.05, 0), (0.8, 0.3, 1.4)]
)
def test_of_a_few_digits_no_figure_is_quoted_and_nothing_is_said_as_if_it_were_sure(r, rmse, doubt):
    level, sentence = verdict(r, rmse, doubt, digits=9)
    assert level == verdict(r, rmse, doubt)[0], "what to believe so far is the same"
    assert not re.search(r"\d", sentence) and re.search(r"\d", verdict(r, rmse, doubt)[1])
    assert " is " not in sentence.replace("Nobody can say", "")


@pytest.mark.parametrize(
    ("r", "rmse", "level", "words"),
    [
        (0.99996, 0.05, "sure", "right (r > 0.999). Its sizes are right: 5.0 % off."),
        (0.97, 0.3, "pattern", "nearly right (r = 0.970). Its sizes are 30 % off."),
        (0.92, 0.3, "pattern", "right in outline"),
        (0.799, 1.43, "rough", "only rough (r = 0.799). Its sizes are 143 % off (those of an empty map: 100 %)."),
        (0.31, 25.0, "wrong", "wrong in much (r = 0.310). Its sizes are 25-fold off"),
        (-0.2, 0.9, "wrong", "wrong in much"),
    ],
)
def test_worse_figures_get_sterner_words(r, rmse, level, words):
    assert verdict(r, rmse)[0] == level and words in verdict(r, rmse)[1]


def test_levels_never_get_better_as_the_correlation_falls():
    ranks = [list(LEVELS).index(verdict(r, 0.3)[0]) for r in np.linspace(1, -1, 81)]
    assert ranks == sorted(ranks) and len(set(ranks)) == 3


def test_a_sampled_yardstick_is_owned_up_to():
    assert "yardstick" not in verdict(0.8, 0.9, doubt=0.02)[1]
    assert "(The yardstick is sampled here, ± 16 %.)" in verdict(0.8, 0.9, doubt=0.16)[1]


def test_nothing_is_claimed_against_a_yardstick_that_does_not_agree_with_itself():
    level, sentence = verdict(0.99, 0.3, doubt=1.38, gap=4.98)
    assert level == "unknown" and "may be off by 138 % here; 30 times as many" in sentence and "by 498 %" in sentence
    assert "pattern" not in sentence


def test_the_yardsticks_own_error_counts_before_that_of_a_second_shorter_run():
    (one,) = judge([score(rmse=0.9, doubt=0.2), score("shapley", rmse=1.4, doubt=0.2)])
    assert one.level == "pattern" and "± 20 %" in one.sentence


def test_scores_without_a_number_are_unknown():
    assert verdict(math.nan, math.nan)[0] == "unknown"


def test_a_map_whose_pixels_are_all_alike_has_no_pattern():
    level, sentence = verdict(math.nan, 0.9)
    assert level == "wrong" and sentence.startswith("It has no pattern: all pixels are alike. ")


def test_the_headline_gathers_views_of_one_level():
    scores = [score(view=v, r=r, rmse=e) for v, r, e in (("a1", 1, 0), ("z1", 0.99, 0.7), ("a2", 0.96, 0.6))]
    assert headline(judge(scores)) == "believe all of it at a1; believe where, but not how much, at z1 and a2"


def test_the_nearest_method_is_named_with_its_worst_view():
    scores = [score("shapley", v) for v in ("z1", "z3")]
    scores += [score("deep_lift", "z1", rmse=0.04), score("deep_lift", "z3", rmse=0.7)]
    scores += [
        score("two_level", "z1", rmse=0.1),
        score("two_level", "z3", rmse=0.18),
        score("occlusion", rmse=math.nan),
    ]
    assert nearest(scores) == "Nearest to Shapley over all these layers: Two-level, at worst 18 % off (at z3)."
    few = [score("deep_lift", "z1", rmse=0.04, digits=3), score("two_level", "z1", rmse=0.1, digits=3)]
    assert nearest(few) == "Nearest to Shapley over all these layers, so far: DeepLIFT."
    assert nearest(scores[:2]) == ""
    assert nearest([score("two_level")]).endswith("Two-level, exact everywhere.")


def test_figures_stand_in_their_own_cell():
    table = figures_of([score("deep_lift", "z3", r=0.25)], ["one_pixel", "deep_lift"], ["z1", "z3"], "r")
    np.testing.assert_array_equal(table, [[np.nan, np.nan], [np.nan, 0.25]])


def test_titles_fit_beside_a_table():
    titles = [title_of(name) for name in METHODS]
    assert row_title("shapley") == "Shapley again" and row_title("occlusion") == "Occlusion"
    assert len(set(titles)) == len(titles) and max(map(len, titles)) <= 16


def test_wide_views_are_left_out():
    layers = tuple(Dense(np.zeros(shape), activation="relu") for shape in ((4, 400), (400, 200), (200, 201)))
    network = Network(layers, image_shape=(2, 2))
    assert judged_views(network) == ("a2", "z2")
    assert judged_views(network, widest=3) == ("a3", "z3")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_the_alarm_is_0_for_perfect_and_never_falls_as_figures_get_worse(measure):
    perfect, bad = (1.0, -3.0) if measure.name in ("r", "insertion_minus_deletion") else (0.0, 50.0)
    alarms = alarm(measure, np.linspace(perfect, bad, 60)[:, None])[:, 0]
    assert alarms[0] == 0 and alarms[-1] == 1 and (np.diff(alarms) >= 0).all()
    assert np.isnan(alarm(measure, np.array([[np.nan], [perfect]]))[0, 0])


def test_order_is_judged_against_the_best_of_the_same_view():
    alarms = alarm(MEASURES["insertion_minus_deletion"], np.array([[10.0, 0.5], [9.5, 0.25]]))
    np.testing.assert_allclose(alarms, [[0, 0], [0.25, 1]])


def test_values_are_written_to_the_precision_that_means_something():
    r, size, order = (MEASURES[name] for name in ("r", "relative_rmse", "insertion_minus_deletion"))
    assert [written(r, v) for v in (1, 0.99996, 0.8203, -0.5, math.nan)] == ["1", ">0.999", "0.820", "−0.500", "–"]
    assert [written(size, v) for v in (3e-16, 4e-4, 0.0312, 0.706, 89.5)] == ["0 %", "< 0.1 %", "3.1 %", "71 %", "90 ×"]
    assert [written(order, v) for v in (0.747, 14.66)] == ["0.75", "14.7"]
