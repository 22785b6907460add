"""Where a lesson leads: each step has its page and its choices there, and an address that opens it."""

import streamlit as st

from mnistnet.lessons import lesson_of
from pages.ui.bench.doors import FIRST
from pages.ui.holdings import course
from pages.ui.kit import address, choices
from pages.ui.state import mine

LESSON, STEP = "lesson", "step"
ALL = "lessons"  # the page of all lessons


def enter(page: str) -> None:
    """Take the lesson from the address, open the page of its step where that is another, and note both."""
    key, number = address.asked(LESSON), address.asked(STEP)
    if key is not None:
        _take(page, key, number)
    elif address.is_restored(LESSON):
        course.leave()
    if mine().course.goes:
        _go(page or FIRST.file)
    is_open = bool(mine().course.lesson)
    address.note(LESSON, mine().course.lesson if is_open else None)
    address.note(STEP, str(mine().course.step) if is_open else None)


def shows() -> str:
    """Return the key of what the open step speaks of; empty for the top of its page, or where none is open."""
    step = course.step()
    return "" if step is None else step.shows


def _take(page: str, key: str, number: str | None) -> None:
    found = lesson_of(key)
    if found is None or not (number or "1").isdecimal() or not 0 < int((number or "1")[:3]) <= len(found.steps):
        address.in_vain(LESSON, f"{key}, {number}")
        return
    course.go_to(key, int(number or "1"))
    mine().course.goes = not page and not address.is_restored(LESSON)  # another page says itself what is seen


def _go(page: str) -> None:
    """Open the page of the step, which takes its choices from what is remembered, or after the last that of all."""
    mine().course.goes = False
    step = course.step()
    if step is not None:
        choices.recall(step.choices)
    goal = ALL if step is None else step.page
    if goal != page:
        st.switch_page(f"{goal}.py")
