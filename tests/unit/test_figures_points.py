"""The map of digits, by its data."""

import numpy as np

from mnistnet.figures.points import DOTS, digit_in_dots, digit_map, with_pictures
from mnistnet.figures.theme import MARK, WRONG

POINTS = np.random.default_rng(0).normal(size=(12, 2))
LABELS = np.arange(12) % 3
ANSWERS = np.where(np.arange(12) == 5, 0, LABELS)


def test_every_digit_is_a_point_of_its_class_and_carries_its_number():
    figure = digit_map(POINTS, LABELS, ANSWERS)
    for label, trace in enumerate(figure.data[:3]):
        assert trace.name == str(label) and list(trace.customdata) == [label, label + 3, label + 6, label + 9]
        np.testing.assert_allclose(trace.x, POINTS[label == LABELS, 0], rtol=1e-6)
    assert len({trace.marker.symbol for trace in figure.data[:3]}) == 3, "not by colour alone"


def test_errors_are_ringed_and_say_what_they_were_read_as():
    figure = digit_map(POINTS, LABELS, ANSWERS)
    rings = next(trace for trace in figure.data if trace.name == "error")
    assert rings.marker.color == WRONG and list(rings.x) == [POINTS[5, 0]]
    assert figure.data[2].text[1].endswith("number 5: a 2, read as 0 ✗")
    assert figure.data[2].text[0].endswith("number 2: a 2 ✓")


def test_a_map_that_is_taken_home_shows_each_digit_by_itself():
    figure = digit_map(POINTS, LABELS, ANSWERS, here=(1, 2))
    pictured = with_pictures(figure, LABELS, [*map(str, range(100, 112))])
    assert pictured.data[2].text[1] == "105<br>number 5: a 2, read as 0 ✗"
    assert figure.data[2].text[1] == "number 5: a 2, read as 0 ✗", "the other stays as it is"
    assert [trace.name for trace in pictured.data] == [trace.name for trace in figure.data]
    assert pictured.layout == figure.layout


def test_names_stand_over_the_middle_of_their_class():
    names = next(trace for trace in digit_map(POINTS, LABELS, ANSWERS).data if trace.mode == "text")
    assert list(names.text) == ["<b>0</b>", "<b>1</b>", "<b>2</b>"]
    np.testing.assert_allclose(names.y[1], np.median(POINTS[LABELS == 1, 1]))


def test_the_star_is_there_only_when_there_is_a_place():
    assert not [t for t in digit_map(POINTS, LABELS, ANSWERS).data if t.marker.color == MARK]
    (star,) = [
        t for t in digit_map(POINTS, LABELS, ANSWERS, here=(1, 2), here_words="yours").data if t.marker.color == MARK
    ]
    assert (star.x[0], star.y[0], star.name) == (1, 2, "yours")


def test_a_digit_in_dots_is_the_digit():
    image = np.zeros((28, 28), np.uint8)
    image[5:14, 8:13] = np.random.default_rng(3).choice([0, 255], (9, 5))
    image[5, 8] = image[13, 12] = 255
    lines = digit_in_dots(image).split("<br>")
    signs = np.array([[ord(c) - 0x2800 for c in line] for line in lines])
    read = np.zeros((signs.shape[0] * 4, signs.shape[1] * 2), bool)
    for row, column in np.ndindex(4, 2):
        read[row::4, column::2] = signs & DOTS[row, column]
    assert np.array_equal(read[:9, :5], image[5:14, 8:13] > 85) and not read[9:].any() and not read[:, 5:].any()
    assert digit_in_dots(np.zeros((28, 28), np.uint8)) == "⠀"
