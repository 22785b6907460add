"""All lessons with what they are for, how long they take and how far one has come, and one's own answers."""

from functools import partial

import pandas as pd
import streamlit as st

from mnistnet.lessons import LESSONS, WAYS, Lesson, lesson_of
from mnistnet.lessons.glossary import GLOSSARY, explained
from mnistnet.lessons.guesses import Handed, as_csv, as_json
from mnistnet.words import mark, plural, say
from pages.ui.holdings import course
from pages.ui.kit import record
from pages.ui.state import mine

WAY_WORDS = {
    "minutes": mark("With a phone, alone: draw, see, and fool it."),
    "school": mark("45 minutes for a class: what it sees, what a neuron is, what examples do."),
    "books": mark("All eight, beside one of the books that build a network from scratch."),
}
MY_ANSWERS = mark("my answers")


def show_ways() -> None:
    """Show the three ways in."""
    for column, (key, (title, lessons)) in zip(st.columns(3, gap="medium"), WAYS.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.header(say(title), anchor=False)
            st.markdown(say(WAY_WORDS[key]))
            next_one = _next_of(lessons)
            label = say("Begin") if not course.done(next_one)[0] else say("Go on")
            start = partial(course.go_to, next_one.key, _next_step(next_one))
            kind = "primary" if key == "minutes" else "secondary"
            st.button(label, key=f"way_{key}", type=kind, on_click=start)  # type: ignore[arg-type]


def _next_of(keys: tuple[str, ...]) -> Lesson:
    """Return the first of some lessons that is not finished; the first, if all are."""
    found = [one for one in map(lesson_of, keys) if one is not None]
    return next((one for one in found if course.done(one)[0] < course.done(one)[1]), found[0])


def _next_step(one: Lesson) -> int:
    """Return the first step whose question waits for a guess; the first, if none does."""
    return next((step for step, _ in one.questions() if (one.key, step) not in mine().course.answered), 1)


def show_lessons() -> None:
    """Show every lesson."""
    rows = [(say(one.title), one.minutes, len(one.questions()), ", ".join(one.codes)) for one in LESSONS]
    columns = [say("lesson"), say("minutes"), say("questions"), say("standards")]
    record.note_table("lessons", say("All lessons"), lambda: pd.DataFrame(rows, columns=columns))
    for number, one in enumerate(LESSONS, 1):
        with st.container(border=True, key=f"lesson_{one.key}", horizontal=True, vertical_alignment="center"):
            facts = say(
                "{minutes} minutes · {audience} · {progress}",
                minutes=one.minutes,
                audience=say(one.audience),
                progress=course.progress_words(one),
            )
            st.markdown(f"**{number}. {say(one.title)}**  \n:small[{facts}]", width="stretch")
            with st.popover(say("What for"), type="tertiary"):
                _show_aims(one)
            start = partial(course.go_to, one.key, _next_step(one))
            label = say("Go on") if course.done(one)[0] else say("Begin")
            st.button(label, key=f"begin_{one.key}", on_click=start)


def _show_aims(one: Lesson) -> None:
    st.markdown(say("**Afterwards you can**"))
    st.markdown("\n".join(f"- {say(aim)}" for aim in one.objectives))
    st.markdown("\n".join(f"- {explained(term)}" for term in one.vocabulary))
    st.caption(" · ".join(one.codes))


def show_words() -> None:
    """Show every word of the trade, one click away."""
    with st.popover(say("All words of the trade"), icon=":material/dictionary:"):
        st.markdown("\n".join(f"- {explained(term)}" for term in GLOSSARY))


def show_answers() -> None:
    """Show what the visitor has guessed, to be taken home or handed in."""
    answers = course.all_answers()
    if not answers:
        st.caption(say("Nothing guessed yet. What you guess is kept with your desk, and can be handed in as one file."))
        return
    right = sum(bool(one.right) and one.right[0] for one in answers)
    st.markdown(
        plural(
            "{n} question answered or skipped, {right} right at the first guess.",
            "{n} questions answered or skipped, {right} right at the first guess.",
            len(answers),
            right=right,
        )
    )
    with st.container(horizontal=True):
        st.download_button(
            say("Hand in (.json)"),
            as_json(answers),
            "my-answers.json",
            "application/json",
            key="hand_in",
            on_click="ignore",
        )
        table = as_csv([Handed(say(MY_ANSWERS), tuple(answers))])
        words = say("As a table (.csv)")
        st.download_button(words, table, "my-answers.csv", "text/csv", key="answers_csv", on_click="ignore")
