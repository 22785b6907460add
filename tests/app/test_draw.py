"""The Draw page, its board drawn on by strokes of our own."""

import json

import numpy as np
import pytest

from mnistnet import load_digits, load_network, network_names
from mnistnet.drawing import ALL_STEPS
from mnistnet.drawing.packed import pack_digit
from mnistnet.drawing.reading import read_ink
from pages.ui.bench import answer_bars, board, board_reading

from .conftest import BAR, on_bench, only, told

SAMPLE = load_digits().split("test").images[board.FIRST_DIGIT]


def headline(test) -> str:
    """Return the one heading that is no question, but the answer."""
    return only(one.value for one in test.header if not one.value.endswith("?"))


def says(test) -> str:
    return " ".join(element.value for element in (*test.caption, *test.markdown))


def test_the_first_stroke_wipes_the_sample_and_undo_takes_back_one_stroke_each(app, hand):
    test = app("draw.py")
    before = headline(test)
    assert before.startswith("It answers ") and "a sample" in says(test) and "our drawing" not in says(test)
    assert test.button(key="undo").disabled
    hand.append(BAR)
    test.run()
    alone = canvas_digit(test)
    assert headline(test).startswith("It answers 1") and not alone[SAMPLE > 0].all() and "a sample" not in says(test)
    hand.append([(40, 100), (140, 100)])
    test.run()
    assert not np.array_equal(canvas_digit(test), alone)
    test.button(key="undo").click().run()
    assert np.array_equal(canvas_digit(test), alone)
    test.button(key="undo").click().run()
    assert headline(test) == before and "a sample" in says(test) and test.button(key="undo").disabled


def test_a_stroke_that_comes_with_a_press_of_a_button_is_there_before_the_button_acts(app, hand):
    test = app("draw.py")
    hand.append(BAR)
    test.button(key="clear").click().run()
    assert "Nothing is drawn yet" in told(test.info)
    test.button(key="undo").click().run()
    assert headline(test).startswith("It answers 1")
    hand.append([(140, 20), (140, 180)])
    test.button(key="undo").click().run()
    assert len(test.session_state["visitor"].board.history) == 2, "the sample, and the first stroke"


def test_the_picture_says_why_this_and_not_another_and_a_dot_is_no_digit(app, hand):
    test = app("draw.py")
    hand.append(BAR)
    test.run()
    assert "1, and not" in says(test) and "came second" in says(test)
    test.segmented_control(key="why_not").set_value("5").run()
    assert "1, and not 5" in says(test) and "came second" not in says(test)
    test.button(key="clear").click().run()
    hand.append([(140, 140)])
    test.run()
    assert headline(test) == "I see no digit here" and "It answers" in says(test)


def test_the_bars_are_the_ten_answers_and_nonsense_presses_none(app):
    test = app("draw.py")
    (drawn,) = (one.proto for one in test.get("bidi_component") if one.proto.component_name.endswith("answer_bars"))
    outputs = load_network("sharp").predict(SAMPLE)[0]
    told_of = json.loads(drawn.json)
    assert [row[:2] for row in told_of["rows"]] == [[str(place), pytest.approx(y)] for place, y in enumerate(outputs)]
    assert told_of["best"] == outputs.argmax()
    assert [answer_bars._place(told, 10) for told in (0, 9, 10, -1, True, "3", None, 2.0)] == [0, 9, *[None] * 6]


def test_nothing_drawn_is_a_sentence_and_undo_brings_the_drawing_back(app, hand):
    test = app("draw.py")
    before = headline(test)
    test.button(key="clear").click().run()
    assert not test.exception and "Nothing is drawn yet" in told(test.info) and not test.get("plotly_chart")
    test.query_params["go"], test.query_params["picture"] = "1", "drawing"
    test.switch_page("influence.py").run()
    assert not test.exception and "Draw a digit" in told(test.info) and not test.get("plotly_chart")
    test.switch_page("draw.py").run()
    test.button(key="undo").click().run()
    assert headline(test) == before


def test_the_drawing_survives_a_page_change_and_can_be_looked_at(app, hand):
    test = app("draw.py")
    hand.append(BAR)
    test.run()
    drawn = headline(test)
    test.switch_page("influence.py").run()
    test.segmented_control(key="picture").set_value("Drawing").run()
    assert not test.exception and "your drawing" in on_bench(test)
    test.switch_page("draw.py").run()
    assert headline(test) == drawn


def test_two_digits_beside_each_other_are_read_as_a_row_and_the_strip_says_so_too(app, hand):
    test = app("draw.py")
    hand.append([(50, 50), (110, 50), (80, 200)])
    hand.append([(200, 60), (200, 220)])
    test.run()
    assert headline(test) == "From left to right: 7 1" and f"**{headline(test)}**" in on_bench(test)
    link = test.session_state["visitor"].address["drawing"]
    assert link.startswith("~") and headline(app("draw.py", drawing=link)) == headline(test), "a link loses the row"
    test.query_params["go"], test.query_params["picture"] = "1", "drawing"
    test.switch_page("influence.py").run()
    assert "your drawing" in on_bench(test) and "left to right" not in on_bench(test), "here it is one picture"
    assert "**2 digits, taken for one**: it would answer " in on_bench(test)


def test_another_sample_stands_in_the_address_and_a_stroke_wipes_it_too(app, hand):
    test = app("draw.py")
    test.button(key="dice").click().run()
    visitor = test.session_state["visitor"]
    number = visitor.board.history[-1].sample
    assert visitor.address.get("drawing") == f".{number}"
    assert app("draw.py", drawing=f".{number}").session_state["visitor"].board.history[-1].sample == number
    hand.append(BAR)
    test.run()
    assert headline(test).startswith("It answers 1")


def test_every_network_gives_its_verdict(app, hand):
    (shown,) = (one.value for one in app("draw.py").markdown if one.value.startswith("| network |"))
    rows = [line.strip("| ").split(" | ") for line in shown.splitlines()[2:]]
    answers = [str(load_network(name).predict(SAMPLE)[0].argmax()) for name in network_names()]
    assert [row[:2] for row in rows] == [list(pair) for pair in zip(network_names(), answers, strict=True)]


def test_steps_of_reading_can_be_left_out(app, hand):
    test = app("draw.py")
    hand.append(BAR)
    test.run()
    placed = canvas_digit(test)
    assert "Centre of mass" in steps_of(test)
    test.pills(key="steps").set_value(["box_and_scale"]).run()
    assert not test.exception and "Centre of mass" not in steps_of(test)
    assert not np.array_equal(canvas_digit(test), placed)


def steps_of(test) -> str:
    """Return the steps of reading, as the page has them."""
    (steps,) = (one.proto.body for one in test.get("html") if 'class="captioned beside"' in one.proto.body)
    return steps


def canvas_digit(test) -> np.ndarray:
    """Return the digit that the page's networks see."""
    state = test.session_state["visitor"].board.history[-1]
    chosen = test.session_state["steps"]
    return board_reading.read(state.png, tuple(s for s in ALL_STEPS if s in chosen)).digit


def test_a_kept_reading_is_the_reading():
    ink = np.zeros((280, 280), np.uint8)
    ink[60:220, 130:150] = 255
    ink[60:80, 100:150] = 200
    png = board.canvas.png_of(ink)
    wanted = read_ink(ink / np.float32(255), steps=ALL_STEPS)
    found = board_reading.read(png, tuple(ALL_STEPS))
    assert [(step.name, step.sentence) for step in found.steps] == [(s.name, s.sentence) for s in wanted.steps]
    assert all(np.array_equal(a.picture, b.picture) for a, b in zip(found.steps, wanted.steps, strict=True))
    assert np.array_equal(found.digit, wanted.digit) and len(found.steps) == 5
    assert not found.digit.flags.writeable and not any(step.picture.flags.writeable for step in found.steps)
    kept = board_reading._reading(png, tuple(ALL_STEPS))[1]
    assert sum(len(step.pixels) for step in kept) < sum(step.picture.nbytes for step in wanted.steps) / 20
    assert board_reading.read(b"", ()).digit is None and board_reading.read_digit(b"", ()) is None


def test_what_has_no_steps_is_called_what_it_is(app):
    from_link = app("draw.py", drawing=pack_digit(SAMPLE))
    assert "only the 28 × 28 pixels were kept" in says(from_link) and "is a test digit" not in says(from_link)
    test = app("draw.py")
    assert "is a test digit" in says(test)
    test.button(key="clear").click().run()
    assert "is a test digit" not in says(test)
