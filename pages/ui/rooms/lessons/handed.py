"""The answers that a class has handed in, laid together: a table, and for each question who guessed what."""

import numpy as np
import pandas as pd
import streamlit as st

from mnistnet.figures.bars import bars
from mnistnet.lessons import lesson_of
from mnistnet.lessons.guesses import Answered, AnswerFileError, Handed, as_csv, counts, read_answers
from mnistnet.limits import bounds
from mnistnet.words import say
from pages.ui.kit import choices, upload
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.tell import tell
from pages.ui.kit.text import plain

FILES = upload.Box("handed", ("json",), most=60, bound=bounds.ANSWERS)


def show() -> None:
    """Show where files are handed in, and what they hold; nothing of them is kept."""
    FILES.ask(
        say("Files that your pupils have handed in"),
        say("They are laid together here and nowhere kept. Nobody's name is asked for: a file's name is its row."),
    )
    handed = FILES.read(_read) if FILES.files else None
    if handed:
        _show_table(handed)
        _show_question(handed)


def _read(files: tuple[upload.File, ...]) -> list[Handed]:
    """Return what some files hold; those that are no answers are named."""
    handed = []
    for name, content in files:
        try:
            handed.append(read_answers(content, plain(name.removesuffix(".json"))))
        except AnswerFileError as error:
            tell(error)
    return handed


def _show_table(handed: list[Handed]) -> None:
    rows = [
        {
            say("pupil"): one.pupil,
            say("answered"): sum(bool(answer.guesses) for answer in one.answers),
            say("skipped"): sum(not answer.guesses for answer in one.answers),
            say("right at first"): sum(answer.right[0] for answer in one.answers if answer.right),
            say("right at last"): sum(answer.right[-1] for answer in one.answers if answer.right),
        }
        for one in handed
    ]
    show_sortable(pd.DataFrame(rows), "class", say("What each pupil has answered"))
    words = say("All answers (.csv)")
    st.download_button(words, as_csv(handed), "class.csv", "text/csv", key="class_csv", on_click="ignore")


def _title(lesson: str) -> str:
    """Return what a lesson is called; of one that is not known its key."""
    found = lesson_of(lesson)
    return lesson if found is None else say(found.title)


def _show_question(handed: list[Handed]) -> None:
    """Show the guesses at one question, at first and at last."""
    asked: dict[str, Answered] = {}
    for one in handed:
        for answer in one.answers:
            asked.setdefault(f"{answer.lesson}-{answer.step}", answer)
    if not asked:
        return
    labels = {key: f"{_title(one.lesson)} {one.step}: {one.question}" for key, one in asked.items()}
    chosen = asked[choices.select(say("Question"), labels, key="class_question")]
    found = counts(handed, chosen.lesson, chosen.step)
    if not found:
        st.caption(say("Nobody has guessed at this question."))
        return
    sides = (say("At first"), 0), (say("At last"), 1)
    for column, (title, when) in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column:
            st.markdown(f"**{title}**")
            values = np.array([both[when] for both in found.values()], float)
            most = next(iter(found))
            alt = say("How many pupils gave each guess; most often {guess}.", guess=most)
            show_figure(bars(values, list(found), height=40 + 30 * len(found), digits=0), f"class_{when}", alt=alt)
