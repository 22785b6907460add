"""Every question of every lesson has one answer, computed from what lies there; and nobody can learn them by heart."""

import json
from pathlib import Path

import numpy as np
import pytest

from mnistnet import Dense, Digits, Network, load_digits, load_network, network_names
from mnistnet.lessons import (
    LESSONS,
    WAYS,
    Choice,
    Draw,
    GuessError,
    Number,
    Order,
    Pick,
    Scene,
    examples,
    learning,
    lesson_of,
    neuron,
    pixels,
    seeing,
    shares,
    sureness,
)
from mnistnet.lessons.asking import between, larger
from mnistnet.lessons.glossary import GLOSSARY, table
from mnistnet.lessons.guesses import Answered, AnswerFileError, Handed, as_csv, as_json, counts, read_answers
from mnistnet.lessons.sheets import pupil_sheet, teacher_sheet

ROOT = Path(__file__).parents[2]
PICTURES = 20
QUESTIONS = [(lesson, step, ask) for lesson in LESSONS for step, ask in lesson.questions()]


@pytest.fixture(scope="module")
def few():
    digits = load_digits().split("test")
    return Digits(digits.images[:200], digits.labels[:200], "few")


@pytest.fixture(scope="module")
def scenes(few):
    """Every shipped network, trained and untrained, with twenty pictures shared out among them."""
    found = []
    for place, name in enumerate(network_names()):
        for trained in (True, False):
            first = Scene(load_network(name, trained=trained), few.images[0], few, 0)
            for picture in range(place % 5, 5 * (PICTURES // 5), 5):
                label = int(few.labels[picture])
                found.append(Scene(first.network, few.images[picture], few, label, first.exam))
    return found


@pytest.mark.parametrize(("lesson", "step", "ask"), QUESTIONS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_question_has_one_answer_which_depends_on_what_lies_there(lesson, step, ask, scenes):
    answers = set()
    for scene in scenes:
        question = ask(scene)
        answers.add(question.is_done if isinstance(question, Draw) else question.answer)
        assert question.judge(question.answer).right or isinstance(question, Draw)
        assert all(map(str.strip, (question.words, question.reason, question.truth, *question.hints)))
        assert is_alone(question)
    assert len(answers) > 1


def is_alone(question):
    """Return whether nothing else than the answer, and what is within its tolerance, is right."""
    match question:
        case Choice():
            return [one for one in question.options if question.judge(one).right] == [question.right]
        case Order():
            return question.judge(",".join(question.right[::-1])).right is False
        case Number():
            inside = question.low <= question.value <= question.high
            off = 1.01 * question.tolerance + 0.001
            beyond = [question.judge(repr(question.value + way * off)).right for way in (-1, 1)]
            return inside and not any(beyond) and 4 * question.tolerance < question.high - question.low
        case Pick():
            every = {(one,) for one in range(question.highest[0] + 1)} if len(question.highest) == 1 else set()
            right = [one for one in every if question.judge(",".join(map(str, one))).right]
            return not every or len(right) < len(every)
        case _:
            return True


def test_there_are_forty_questions_over_all_pages_and_every_way_leads_to_lessons():
    assert len(LESSONS) >= 8 and len(QUESTIONS) >= 40
    pages = {step.page for lesson in LESSONS for step in lesson.steps}
    assert len(pages) >= 16
    assert all(lesson_of(key) for _, keys in WAYS.values() for key in keys)
    assert lesson_of("seeing").minutes == 5 and lesson_of("none") is None


def small(weights, image, digits):
    return Scene(
        Network((Dense(np.array(weights, float), activation="softmax"),), image_shape=(2, 2)), image, digits, 1
    )


@pytest.fixture
def by_head():
    """One layer of integers: pixel 0 speaks for 0, pixel 1 for 1 twice as loud, pixel 3 for 2 and against 1."""
    image = np.array([[255, 255], [0, 255]], np.uint8)
    digits = Digits(np.array([image, np.zeros((2, 2), np.uint8)]), np.array([1, 2], np.uint8), "two")
    return small([[1, 0, 0], [0, 3, 0], [0, 0, 9], [0, -1, 1]], image, digits)


def test_answers_by_head(by_head):
    assert list(by_head.sums) == [1, 2, 1]
    assert seeing.how_much_ink(by_head).value == 3
    assert seeing.its_answer(by_head).right == (1,)
    assert by_head.gap == 1 and shares.how_many_times(by_head).right == "tens"  # e is 2.7
    share = np.e**2 / (np.e**2 + 2 * np.e)
    assert seeing.how_sure(by_head).value == pytest.approx(100 * share, abs=0.05)
    assert learning.how_surprised(by_head).value == pytest.approx(-np.log(share), abs=0.001)
    assert learning.which_way(by_head).right == "up"  # it is the label: 1 was wanted
    assert neuron.how_many_weights(by_head).value == 4
    assert neuron.the_sum(by_head).value == 1
    assert pixels.strongest_pixel(by_head).right == (0, 1)
    assert pixels.which_half(by_head).right == "upper"  # without it the sum falls by 3, without the lower it rises
    assert pixels.how_many_erased(by_head).value == 1
    assert examples.how_many_such(by_head).value == 1


@pytest.mark.parametrize(
    ("question", "right", "wrong", "nonsense"),
    [
        (Choice(words="", hints=("", ""), reason="", options={"a": "A", "b": "B"}, right="a"), "a", "b", "c"),
        (Number(words="", hints=("", ""), reason="", value=5, tolerance=1, low=0, high=9), "6", "6.1", "nan"),
        (Pick(words="", hints=("", ""), reason="", names=("row",), right=(3,), highest=(9,)), "3", "4", "10"),
        (Order(words="", hints=("", ""), reason="", options={"a": "A", "b": "B"}, right=("b", "a")), "b,a", "a,b", "a"),
        (Draw(words="", hints=("", ""), reason="", is_done=True, found="9"), "done", None, "later"),
    ],
)
def test_guesses_are_judged(question, right, wrong, nonsense):
    assert question.judge(right).right
    assert wrong is None or not question.judge(wrong).right
    with pytest.raises(GuessError):
        question.judge(nonsense)


def test_a_guess_is_told_in_words_and_one_of_other_things_as_it_is():
    both = {"words": "", "hints": ("", ""), "reason": "", "options": {"n5": "neuron 5", "n7": "neuron 7"}}
    assert [Choice(**both, right="n5").said(guess) for guess in ("n7", "n9")] == ["neuron 7", "n9"]
    assert Order(**both, right=("n5", "n7")).said("n7,n5") == "neuron 7, neuron 5"


def test_a_number_says_by_how_much_it_was_missed():
    question = Number(words="", hints=("", ""), reason="", value=0.83, tolerance=0.1, low=0, high=1, step=0.01)
    assert question.judge("0.99").words == "It is 0.83. You said 0.99: 0.16 off."
    assert question.judge("0.5").words == "It is 0.83. You said 0.50: 0.33 off."
    share = Number(words="", hints=("", ""), reason="", value=99, tolerance=5, low=0, high=100, unit="%")
    assert share.judge("78").words == "It is 99 %. You said 78: 21 percentage points off."


def test_what_a_class_hands_in_is_laid_together():
    anna = Answered("seeing", 2, "Which digit?", "7", network="sharp").guessed("1", False).guessed("7", True)
    ben = Answered("seeing", 2, "Which digit?", "7", network="sharp").guessed("=1+1", False)
    none = Answered("seeing", 3, "How sure?", "90 %")
    files = [read_answers(as_json([anna, none]), "anna"), read_answers(as_json([ben]), "ben")]
    assert files[0] == Handed("anna", (anna, none))
    assert counts(files, "seeing", 2) == {"7": (0, 1), "=1+1": (1, 1), "1": (1, 0)}
    rows = as_csv(files).decode("utf-8-sig").splitlines()
    assert rows[1] == "anna,seeing,2,Which digit?,1,7,no,yes,7"
    assert rows[2].startswith("anna,seeing,3,How sure?,,,,") and "'=1+1" in rows[3]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "mnistnet answers 1", "answers": [1]}', b"\xff"])
def test_foreign_files_are_no_answers(content):
    with pytest.raises(AnswerFileError, match="not a file of answers"):
        read_answers(content, "x")


def test_a_file_with_a_wrong_type_is_no_answer():
    broken = json.loads(as_json([Answered("seeing", 2, "q", "7")]))
    for name, value in {"step": "2", "guesses": [1], "right": [True], "question": "q" * 1000}.items():
        found = {**broken, "answers": [{**broken["answers"][0], name: value}]}
        with pytest.raises(AnswerFileError):
            read_answers(json.dumps(found).encode(), "x")


def test_many_guesses_keep_the_first_and_the_last():
    one = Answered("seeing", 2, "q", "7")
    for number in range(50):
        one = one.guessed(str(number), False)
    assert one.first == "0" and one.last == "49" and len(one.guesses) == 8


def test_sheets_hold_every_question_and_the_teachers_the_answers(few):
    scene = Scene(load_network("scratch"), few.images[3], few, int(few.labels[3]))
    for lesson in LESSONS:
        told, asked = teacher_sheet(lesson, lambda step: scene), pupil_sheet(lesson, lambda step: scene)
        for _, ask in lesson.questions():
            words = ask(scene).words.replace("'", "&#x27;").replace('"', "&quot;")
            assert words in told and words in asked
        assert "class='answer'" in told and "class='answer'" not in asked
        assert "http" not in told + asked


def test_what_gives_an_answer_away_stands_behind_a_turn_of_the_pupils_sheet(few):
    seeing = next(one for one in LESSONS if one.key == "seeing")
    for number in range(5):
        scene = Scene(load_network("scratch"), few.images[number], few, int(few.labels[number]))
        which, how_sure = (ask(scene) for _, ask in seeing.questions()[1:3])
        before, after = pupil_sheet(seeing, lambda step, scene=scene: scene).split("class='over'")
        assert which.words in before and f"It answers {which.truth}." in how_sure.words
        assert how_sure.words in after and f"answers {which.truth}" not in before, "whoever reads on has the answer"
    neuron = next(one for one in LESSONS if one.key == "neuron")
    assert "class='over'" not in pupil_sheet(neuron, lambda step: scene), "where nothing is given away paper is saved"


def test_every_word_of_a_lesson_stands_in_the_glossary_and_the_readme_prints_it():
    assert {term for lesson in LESSONS for term in lesson.vocabulary} <= set(GLOSSARY)
    assert table() in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "width", "low", "high", "words"),
    [
        (-1.98, 1.98, -1e6, 1e6, "It lies between −2 and 0."),
        (45.36, 22.68, 0, 1e5, "It lies between 40 and 60."),
        (100, 20, 0, 100, "It lies between 80 and 100."),
        (0, 20, 0, 100, "It lies between 0 and 20."),
        (0.86, 0.4, -10, 1e6, "It lies between 0.8 and 1.2."),
    ],
)
def test_a_hint_names_two_round_numbers_and_never_the_answer_alone(value, width, low, high, words):
    assert between(value, width, low, high) == words


def test_a_product_comes_true_with_the_numbers_that_are_said(scenes):
    for scene in scenes:
        question = seeing.one_line(scene)
        sent, weight = (
            float(part.strip("().").replace("−", "-")) for part in question.hints[1].split("is ")[1].split(" × ")
        )
        rounded = 0.0051 + 0.00501 * abs(weight) + 0.000501 * abs(sent)
        assert sent * weight == pytest.approx(question.value, abs=rounded)


def test_a_sum_below_nothing_is_said_with_a_true_sign(scenes):
    question = next(one for one in map(neuron.the_sum, scenes) if one.value < 0)
    near = f"{question.value + 0.01:.2f}"
    assert "-" not in question.truth + question.judge("5").words + question.judge(near).words
    assert question.judge(near).right


def test_two_that_differ_by_less_than_a_tenth_are_alike():
    found = [larger({"left": 2.40, "right": other}) for other in (2.41, 2.7, 1.0, 0.0)]
    assert found == ["both", "right", "left", "left"]


def test_being_as_sure_as_right_is_neither_too_sure_nor_too_modest(scenes):
    answers = {sureness.over_or_under(scene).right for scene in scenes}
    assert len(answers) > 1
    full = Scene(load_network("scratch"), scenes[0].image, load_digits().split("test"))
    assert sureness.over_or_under(full).right == "just"  # 97.1 % sure, and 97.2 % right
