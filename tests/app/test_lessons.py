"""A lesson asks before it shows, says whether a guess is right, and keeps what was guessed."""

import numpy as np
import pytest

from mnistnet import load_digits, load_network
from mnistnet.lessons import LESSONS, Choice, Draw, Number, Order, Pick, Scene
from mnistnet.lessons.guesses import Answered, as_json
from pages.ui.rooms.lessons import teach
from pages.ui.state import Board
from tests.wrong_guesses import wrong

from .conftest import chart, table, told

DIGITS = load_digits().split("test")
COVER = "Covered until you have guessed"


def covers(test) -> bool:
    return any(COVER in one.proto.body for one in test.get("html"))


def address(test) -> dict[str, str]:
    return dict(test.session_state["visitor"].address)


def press(test, key: str):
    test.button(key=key).click().run()
    assert not test.exception, test.exception
    return test


def put(test, question, lesson: str, step: int, guess: str) -> None:
    """Say a guess by the control of its kind."""
    key = f"guess_{lesson}_{step}"
    match question:
        case Choice():
            test.button_group(key=key).set_value(guess)
        case Number():
            test.number_input(key=key).set_value(float(guess))
        case Pick() if len(question.names) == 1:
            test.button_group(key=key).set_value(int(guess))
        case Pick():
            for name, number in zip(question.names, guess.split(","), strict=True):
                test.number_input(key=f"{key}_{name}").set_value(int(number))
        case Order():
            test.multiselect(key=key).set_value(guess.split(","))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_a_lesson_is_walked_from_end_to_end_once_rightly_and_once_wrongly(app, lesson):
    test = app(lesson.steps[0].page + ".py", lesson=lesson.key, step="1", network="scratch")
    net = load_network("scratch")
    for number, step in enumerate(lesson.steps, 1):
        assert address(test)["lesson"] == lesson.key and address(test)["step"] == str(number)
        assert test.session_state["visitor"].page == ("" if step.page == "draw" else step.page)
        assert address(test)["network"] == "scratch"
        asked = {name: "a3" if text == "sums" else text for name, text in step.choices.items() if text}
        assert number == 1 or asked.items() <= test.session_state["visitor"].shown.choices.items()
        if step.ask is not None:
            place = 3 if step.page in ("draw", "my_handwriting") else 0  # the sample on the board, the first test digit
            label = None if place else int(DIGITS.labels[place])
            question = step.ask(Scene(net, DIGITS.images[place], DIGITS, label))
            assert covers(test) == bool(step.covers)
            if isinstance(question, Draw):
                press(test, "lesson_guess")
                assert "Draw it on the board first." in told(test.toast) and not test.success
                test.session_state["visitor"].board.history.append(Board(digit=DIGITS.images[place]))
            else:
                put(test, question, lesson.key, number, wrong(question))
                press(test, "lesson_guess")
                assert question.reason in told(test.warning) and not covers(test)
                put(test, question, lesson.key, number, question.answer)
            press(test, "lesson_guess")
            judged = told((*test.success, *test.warning))
            assert question.judge(question.answer).words in judged and question.reason in judged
            if not isinstance(question, Draw):
                both = "; ".join(map(question.said, (wrong(question), question.answer)))
                assert f"You guessed: {both}." in [one.value for one in test.caption]
        if number < len(lesson.steps):
            press(test, "lesson_next")
            test.switch_page(lesson.steps[number].page + ".py")  # as the browser, which now is on that page
    press(test, "lesson_leave")
    assert "lesson" not in address(test) and not covers(test)
    answered = test.session_state["visitor"].course.answered
    assert len(answered) == len(lesson.questions())


def test_another_picture_asks_anew_and_hints_come_one_by_one(app):
    test = app("probabilities.py", lesson="shares", step="1")
    press(press(test, "lesson_hint"), "lesson_hint")
    assert sum("lightbulb" in one.value for one in test.caption) == 2
    assert not [one for one in test.button if one.key == "lesson_hint"]
    press(test, "lesson_open")
    assert not covers(test) and test.info
    test.number_input(key="digit").set_value(5).run()
    assert covers(test), "another picture is another question"


def test_a_guess_is_seen_again_after_a_reload_and_covers_where_something_else_is_asked(app):
    test = app("probabilities.py", lesson="shares", step="1")
    press(test, "lesson_open")
    course = test.session_state["visitor"].course
    said = told(test.info)
    course.about.clear(), course.told.clear()  # a desk keeps what was guessed, and not what was said of it
    test.run()
    assert not covers(test) and told(test.info) == said
    course.about.clear(), course.told.clear()
    test.number_input(key="digit").set_value(5).run()
    assert covers(test) and not test.info


def test_what_is_near_enough_is_not_called_right():
    facts = {"words": "How many?", "hints": ("", ""), "reason": "Counted."}
    question = Number(value=108, tolerance=22, low=0, high=784, unit="pixels", **facts)
    assert question.judge("108").words == "Right: it is 108 pixels."
    assert question.judge("90").words == "Near enough: it is 108 pixels, and you said 90."


def test_guesses_survive_on_a_desk_and_lessons_that_are_not_known_are_named(app):
    test = app("lessons.py", lesson="alchemy")
    assert "lesson=alchemy" in told(test.toast)
    test.session_state["visitor"].course.answered["seeing", 2] = Answered("seeing", 2, "q", "7").guessed("1", False)
    press(test, "begin_seeing")
    assert test.session_state["visitor"].page == ""
    desk = test.session_state["visitor"].course
    assert desk.step == 1 and desk.lesson == "seeing"


def test_a_teachers_link_hides_and_the_reader_shows_again(app):
    test = app("influence.py", hide="method,trust,nonsense")
    styles = [one.proto.body for one in test.get("html")]
    hidden = [one for one in styles if one.startswith("<style>.st-key-method")]
    assert hidden and 'href$="/trust"' in hidden[0]
    assert "hide=nonsense" in told(test.toast) and address(test)["hide"] == "method,trust"
    press(test, "show_everything")
    assert "hide" not in address(test)


def test_what_a_class_hands_in_stands_in_one_table(app):
    test = app("lessons.py")
    one = Answered("seeing", 2, "Which digit?", "7").guessed("1", False).guessed("7", True)
    test.file_uploader(key="handed_0").set_value(
        [("anna.json", as_json([one]), "application/json"), ("ben.json", b"[]", "application/json")]
    ).run()
    assert not test.exception and "ben" in told(test.error)
    assert table(test, "class").to_numpy().tolist() == [["anna", 1, 0, 0, 1]]
    np.testing.assert_array_equal(chart(test, "class_0")["data"][0]["y"], ["1", "7"])


def test_a_teachers_sheet_asks_about_what_each_page_shows(app, monkeypatch):
    saved = {}
    monkeypatch.setattr(teach.st, "download_button", lambda _, sheet, name, *__, **___: saved.update({name: sheet}))
    app("lessons.py", network="scratch", teach_what="seeing")
    sheet = saved["seeing-teacher.html"]().decode()
    sample, first = (DIGITS.images[number] for number in (3, 0))
    assert f"{np.count_nonzero(sample)} of 784 pixels hold ink" in sheet, "the first steps are about the board's sample"
    assert f"{np.count_nonzero(first)} of 784 pixels hold ink" not in sheet
    assert "turned by 30° clockwise. Does it still answer 4?" in sheet, "others are about the bench's picture"
    assert sheet.count("data:image/svg+xml") == 1, "the link, to scan"


@pytest.mark.parametrize(
    ("host", "network", "says"),
    [
        ("http://localhost:8501", "scratch", ["on this computer alone"]),
        ("https://school.example", "scratch", []),
        ("https://school.example", "mine", ["Only you have this network"]),
    ],
)
def test_a_teacher_is_told_whom_the_link_does_not_open_for(monkeypatch, host, network, says):
    warned = []
    monkeypatch.setattr(teach.st, "warning", lambda words, **_: warned.append(words))
    monkeypatch.setattr(teach, "value_of", lambda _: network)
    teach.tell_who_cannot_open(f"{host}/?lesson=seeing", "seeing")
    assert len(warned) == len(says) and all(map(str.__contains__, warned, says))


def test_who_has_looked_elsewhere_is_led_back_to_the_page_of_the_step(app):
    test = app("draw.py", lesson="seeing", step="1")
    assert not [one for one in test.button if one.key == "lesson_there"]
    test.switch_page("map.py").run()
    assert "Draw" in test.button(key="lesson_there").label
    press(test, "lesson_there")
    assert test.session_state["visitor"].page == "" and address(test)["step"] == "1"
