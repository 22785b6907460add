"""How a guess is made: one control for each kind of question, and what it says as a short text."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from mnistnet.lessons import Choice, Draw, Number, Order, Pick, Question
from mnistnet.lessons.questions import DONE
from mnistnet.words import say
from pages.ui.state import value_of

FEW = 10  # so many numbers stand side by side as buttons


def show(question: Question, key: str) -> None:
    """Show the control of a question; a drawing needs none."""
    match question:
        case Choice():
            _buttons(list(question.options), key, question.options)
        case Pick() if _is_one_of_few(question):
            numbers = list(range(question.highest[0] + 1))
            _buttons(numbers, key, {number: str(number) for number in numbers})
        case Pick():
            _show_numbers(question, key)
        case Number():
            _show_number(question, key)
        case Order():
            words = say("Choose them one after the other")
            names = question.options
            st.multiselect(words, list(names), key=key, format_func=names.__getitem__, width=320)


def read(question: Question, key: str) -> str | None:
    """Return what the control says; None while it says nothing."""
    if isinstance(question, Draw):
        return DONE
    if isinstance(question, Pick) and not _is_one_of_few(question):
        values = [value_of(f"{key}_{name}") for name in question.names]
        return None if None in values else ",".join(map(str, values))
    value = value_of(key)
    if isinstance(question, Order):
        return ",".join(value) if value else None
    return None if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


def _is_one_of_few(question: Pick) -> bool:
    return len(question.names) == 1 and question.highest[0] < FEW


def _buttons(options: list[str] | list[int], key: str, labels: Mapping[Any, str]) -> None:
    st.pills(say("Your guess"), options, key=key, format_func=labels.__getitem__, label_visibility="collapsed")


def _show_number(question: Number, key: str) -> None:
    label = say("Your guess, in {unit}", unit=question.unit) if question.unit else say("Your guess")
    low, high = float(question.low), float(question.high)
    st.number_input(label, low, high, None, float(question.step), key=key, width=200, format="%g")


def _show_numbers(question: Pick, key: str) -> None:
    with st.container(horizontal=True, width="content"):
        for name, most in zip(question.names, question.highest, strict=True):
            st.number_input(name, 0, most, None, key=f"{key}_{name}", width=150)
