"""What does a network make of digits that it never saw? It is trained without them, beside one that saw all."""

import numpy as np
import pandas as pd
import streamlit as st

from mnistnet import snippets
from mnistnet.figures.comparison import confusion_difference
from mnistnet.mistakes import Exam
from mnistnet.never_seen import Shift, Withheld, shifts, withheld
from mnistnet.words import plural, say
from mnistnet.words.told import Told
from pages.ui.holdings import results
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.never_seen import choosing, training

FEW = 3  # changes that are told in words


def tell_story() -> None:
    """Show the view: what is withheld, and what is read otherwise for it."""
    question(
        say("What does it make of a digit that it never saw?"),
        say("Keep digits from a network, train it beside one that saw them all, and compare what they read."),
    )
    left, right = st.columns([5, 6], gap="large")
    with left:
        what = choosing.choose()
        choosing.note()
        st.caption(_left_words(what))
        training.train_button(what)
    three = training.known(what)
    with right:
        if three is None:
            _invite()
        else:
            _show_consequences(three)


def _left_words(what: Withheld) -> str:
    """Return how many digits stay to learn from."""
    digits = results.embedded("train")
    try:
        stay = withheld(digits, what)
    except Told as reason:
        tell(reason)
        return ""
    return say(
        "{stay:,} of {all:,} digits stay to learn from; {wrong:,} of them have a wrong label.",
        stay=len(stay),
        all=len(digits),
        wrong=round(what.wrong * len(stay)),
    )


def _invite() -> None:
    st.header(say("What will it read instead?"), anchor=False)
    st.markdown(
        say(
            "Without a single 4 it has no idea that there is such a digit, and it can never answer 4. What do you "
            "think it will answer to a 4? Write it down, then press **Train without them**: it takes a second or two."
        )
    )


def _show_consequences(three: training.Three) -> None:
    """Show in words, as a picture and as a table what the changed network reads otherwise."""
    digits = results.embedded("test")
    first, changed, again = (results.exam(one, digits) for one in (three.original, three.changed, three.again))
    found, chance = shifts(first, changed), shifts(first, again)
    title = _shift_words(found[0]) if found else say("Nothing is read wrong more often than before.")
    st.header(title, anchor=False)
    said = paragraph(*(_shift_words(one) for one in found[1:FEW]), _chance_words(chance))
    st.markdown(said)
    figure = confusion_difference(np.asarray(changed.confusion - first.confusion))
    show_figure(figure, "never_difference", alt=paragraph(title, said))
    st.caption(say("How often each label got each answer: with all digits seen, and now. Orange: more often now."))
    _show_accuracies(three, (first, changed, again))
    st.button(
        say("Put both on the bench"),
        key="never_bench",
        icon=":material/compare:",
        on_click=training.put_both_on_bench,
        args=(three,),
        help=say("The changed network, and the original as the second beside it: every page shows both."),
    )
    where = say("in the table, for the network that did not see everything")
    code(say("What it reads"), where, snippets.mistakes, three.changed, digits, changed)


def _shift_words(one: Shift) -> str:
    return plural(
        "{n} of {all} digits {label} is now read as {answer} (before: {before}).",
        "{n} of {all} digits {label} are now read as {answer} (before: {before}).",
        one.count,
        all=one.all,
        label=one.label,
        answer=one.answer,
        before=one.before,
    )


def _chance_words(chance: list[Shift]) -> str:
    """Return how much changes where nothing but the start of training is another one."""
    most = max((one.count - one.before for one in chance), default=0)
    return say(
        "Chance alone, a second seed with all digits, makes no confusion more frequent by more than {most}.", most=most
    )


def _show_accuracies(three: training.Three, exams: tuple[Exam, Exam, Exam]) -> None:
    rows = [
        {
            say("network"): network.name,
            say("reads right"): say("{right:share}", right=exam.accuracy),
            say("of"): len(exam.labels),
        }
        for network, exam in zip((three.original, three.changed, three.again), exams, strict=True)
    ]
    show_sortable(pd.DataFrame(rows), "never_accuracies", say("How many test digits each network reads."))
