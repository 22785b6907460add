"""The lessons that a visitor takes: which one is open, at which step, and what was guessed."""

from collections.abc import Mapping

from mnistnet.desk.parts import LONGEST_CHOICE
from mnistnet.lessons import LESSONS, Lesson, Step, lesson_of
from mnistnet.lessons.guesses import Answered, packed, unpacked
from mnistnet.words import say
from pages.ui.state import mine

GUESS = "guess:"  # before the lesson and the step: how a desk calls what was guessed


def lesson() -> Lesson | None:
    """Return the open lesson; None while none is."""
    return lesson_of(mine().course.lesson)


def step() -> Step | None:
    """Return the step at which the open lesson stands."""
    found = lesson()
    return None if found is None else found.steps[min(mine().course.step, len(found.steps)) - 1]


def place() -> tuple[str, int]:
    """Return the key of the open lesson, and the number of its step."""
    return mine().course.lesson, mine().course.step


def go_to(key: str, number: int = 1) -> None:
    """Open a step of a lesson; its page is opened when the page runs next."""
    found = lesson_of(key)
    if found is not None:
        mine().course.lesson, mine().course.step = key, min(max(number, 1), len(found.steps))
        mine().course.goes = True


def finish() -> None:
    """Close the lesson, and go to where all of them are; what was guessed can be handed in there."""
    leave()
    mine().course.goes = True


def leave() -> None:
    """Close the lesson; what was guessed is kept."""
    mine().course.lesson, mine().course.step, mine().course.goes = "", 1, False


def is_told(about: str) -> bool:
    """Return whether the answer of the open step may be seen: it was guessed, or uncovered, about what lies there."""
    return mine().course.about.get(place()) == about


def note(answer: Answered, about: str, told: str) -> None:
    """Keep a guess, and what was said of it."""
    course = mine().course
    course.answered[place()] = answer
    course.about[place()], course.told[place()] = about, told


def done(one: Lesson) -> tuple[int, int]:
    """Return how many of a lesson's questions were answered or skipped, and how many it has."""
    asked = one.questions()
    return sum((one.key, number) in mine().course.answered for number, _ in asked), len(asked)


def all_answers() -> list[Answered]:
    """Return everything that was guessed or skipped, in the order of the lessons."""
    order = {one.key: number for number, one in enumerate(LESSONS)}
    return sorted(mine().course.answered.values(), key=lambda one: (order.get(one.lesson, 99), one.step))


def progress_words(one: Lesson) -> str:
    """Return how far a lesson has come."""
    count, whole = done(one)
    return say("{count} of {whole} answered", count=count, whole=whole) if count else say("not begun")


def as_texts() -> dict[str, str]:
    """Return what was guessed as a desk keeps it."""
    answered = mine().course.answered
    return {f"{GUESS}{key}:{step}": packed(one, LONGEST_CHOICE) for (key, step), one in answered.items()}


def taken_out(texts: Mapping[str, str]) -> dict[str, str]:
    """Take what was guessed out of a desk's choices, and return the others."""
    for name, text in texts.items():
        if name.startswith(GUESS):
            _take(name.removeprefix(GUESS), text)
    return {name: text for name, text in texts.items() if not name.startswith(GUESS)}


def _take(name: str, text: str) -> None:
    key, _, number = name.partition(":")
    found = lesson_of(key)
    if found is not None and number.isdecimal() and 0 < int(number) <= len(found.steps):
        answer = unpacked(key, int(number), text)
        if answer is not None:
            mine().course.answered.setdefault((key, int(number)), answer)
