"""The Draw page with its canvas replaced by strokes of our own."""

import numpy as np
import pytest

from pages.ui import canvas


@pytest.fixture
def strokes(monkeypatch):
    """Return a list; the pictures put into it are what the canvas gives, the last one first."""
    drawn = []

    def fake(shown, width, key):
        if not drawn:
            return shown, None
        objects = [{"stroke": len(drawn)}]
        return {"objects": objects}, drawn[-1]

    monkeypatch.setattr(canvas, "_canvas", fake)
    return drawn


def vertical_bar() -> np.ndarray:
    rgba = np.zeros((280, 280, 4), np.uint8)
    rgba[..., 3] = 255
    rgba[50:230, 130:150, :3] = 255
    return rgba


def headline(test) -> str:
    return test.subheader[0].value


def test_the_first_screen_holds_a_digit_and_an_answer(app, strokes):
    test = app("draw.py")
    assert headline(test).startswith("It answers ") and len(test.get("plotly_chart")) == 3


def test_a_stroke_changes_the_answer_and_undo_takes_it_back(app, strokes):
    test = app("draw.py")
    before = headline(test)
    strokes.append(vertical_bar())
    test.run()
    assert headline(test).startswith("It answers 1") and headline(test) != before
    strokes.clear()
    test.button(key="undo").click().run()
    assert headline(test) == before
    assert test.button(key="undo").disabled


def test_nothing_drawn_is_a_sentence_and_undo_brings_the_drawing_back(app, strokes):
    test = app("draw.py")
    before = headline(test)
    test.button(key="clear").click().run()
    assert not test.exception and "Nothing is drawn yet" in test.info[0].value and not test.get("plotly_chart")
    test.button(key="undo").click().run()
    assert headline(test) == before


def test_the_drawing_survives_a_page_change_and_can_be_looked_at(app, strokes):
    test = app("draw.py")
    strokes.append(vertical_bar())
    test.run()
    drawn = headline(test)
    strokes.clear()
    test.switch_page("influence.py").run()
    test.segmented_control(key="picture").set_value("Drawing").run()
    assert not test.exception and "your drawing" in test.sidebar.markdown[0].value
    test.switch_page("draw.py").run()
    assert headline(test) == drawn


def test_a_test_digit_can_be_put_on_the_board(app, strokes):
    test = app("draw.py")
    test.button(key="dice").click().run()
    assert not test.exception and not test.button(key="undo").disabled
