"""The Draw page with its canvas replaced by strokes of our own."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet import network_names
from mnistnet.drawing import ALL_STEPS
from pages.ui.bench import board


@pytest.fixture
def strokes(monkeypatch):
    """Return a list; the pictures put into it are what the canvas gives, the last one first."""
    drawn = []

    def fake(shown, width, key):
        if not drawn:
            return shown, None
        objects = [{"stroke": len(drawn)}]
        return {"objects": objects}, drawn[-1]

    monkeypatch.setattr(board, "_canvas", fake)
    return drawn


def vertical_bar() -> bytes:
    """Return the canvas with a vertical bar as a PNG, well away from the middle."""
    rgba = np.zeros((280, 280, 4), np.uint8)
    rgba[..., 3] = 255
    rgba[20:180, 30:50, :3] = 255
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, "PNG")
    return file.getvalue()


def headline(test) -> str:
    return test.header[0].value


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


def test_every_network_gives_its_verdict(app, strokes):
    table = app("draw.py").dataframe[0].value
    assert list(table["network"]) == list(network_names()) and table["answer"].between(0, 9).all()


def test_steps_of_reading_can_be_left_out(app, strokes):
    test = app("draw.py")
    strokes.append(vertical_bar())
    test.run()
    placed = canvas_digit(test)
    assert any("Centre of mass" in m.value for m in test.markdown)
    test.pills(key="steps").set_value(["box_and_scale"]).run()
    assert not test.exception and not any("Centre of mass" in m.value for m in test.markdown)
    assert not np.array_equal(canvas_digit(test), placed)


def canvas_digit(test) -> np.ndarray:
    """Return the digit that the page's networks see."""
    state = test.session_state["visitor"].board.history[-1]
    chosen = test.session_state["steps"]
    return board._read(state.png, tuple(s for s in ALL_STEPS if s in chosen)).digit
