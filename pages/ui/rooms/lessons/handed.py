"""The answers that a class has handed in, laid together: a table, and for each question who guessed what."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from mnistnet.figures.bars import bars
from mnistnet.lessons.guesses import Answered, AnswerFileError, Handed, as_csv, counts, read_answers
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.tell import tell
from pages.ui.kit.text import plain

MOST_FILES = 60
MEGABYTES = 1


def show() -> None:
    """Show where files are handed in, and what they hold; nothing of them is kept."""
    files = st.file_uploader(
        say("Files that your pupils have handed in"),
        ["json"],
        key="handed",
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        help=say("They are laid together here and nowhere kept. Nobody's name is asked for: a file's name is its row."),
    )
    handed = _read(files[:MOST_FILES])
    if len(files) > MOST_FILES:
        st.warning(say("Only the first {most} files are read.", most=MOST_FILES))
    if handed:
        _show_table(handed)
        _show_question(handed)


def _read(files: Sequence[UploadedFile]) -> list[Handed]:
    handed = []
    for file in files:
        name = plain(file.name.removesuffix(".json"))
        try:
            handed.append(read_answers(file.getvalue(), name))
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


def _show_question(handed: list[Handed]) -> None:
    """Show the guesses at one question, at first and at last."""
    asked: dict[str, Answered] = {}
    for one in handed:
        for answer in one.answers:
            asked.setdefault(f"{answer.lesson}-{answer.step}", answer)
    if not asked:
        return
    labels = {key: f"{one.lesson} {one.step}: {one.question}" for key, one in asked.items()}
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
