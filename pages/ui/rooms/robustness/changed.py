"""The changed digit of the Robustness page, and what every network answers to it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.readout import Answer, read_answer
from mnistnet.robustness import change_all
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit.pictures import STAGE, show_digit
from pages.ui.kit.tables import show_sortable
from pages.ui.kit.text import paragraph
from pages.ui.state import Picture

Images = NDArray[np.uint8]


def changed(picture: Picture, strengths: dict[str, float]) -> Images:
    """Return the picture on the bench with all changes."""
    return change_all(picture.image[None], strengths)[0]


def show_changed(image: Images, picture: Picture, networks: Sequence[Network]) -> None:
    """Show the changed picture with the answers of the networks on the bench, and whether they are right."""
    for network in networks:
        answer = read_answer(network.predict(image)[0], picture.label)
        words = say(
            "{network} answers {answer}, {confidence:share}",
            network=bench.called(network),
            answer=_ticked(answer),
            confidence=answer.confidence,
        )
        st.header(words, anchor=False)
    show_digit(image, alt=say("{picture}, changed", picture=picture.words), size=STAGE)


def show_verdicts(image: Images, picture: Picture) -> None:
    """Show what every network says of the changed picture, and of the picture as it is."""
    rows = []
    for name, network in bench.all_networks().items():
        now, before = (_said(read_answer(network.predict(each)[0], picture.label)) for each in (image, picture.image))
        rows.append((name, now, before))
    table = pd.DataFrame(rows, columns=[say("network"), say("changed"), say("as it is")])
    answers = "; ".join(f"{name}: {now}" for name, now, _ in rows)
    with st.container(key="robust_answers"):
        show_sortable(table, "answers_changed", say("What every network answers to it. {answers}", answers=answers))
    known = say("✓ and ✗ say whether that is right.")
    right = say("Nobody knows the right answer.") if picture.label is None else known
    st.caption(paragraph(say("What every network answers to this picture, and how sure it is."), right))


def _said(answer: Answer) -> str:
    return say("{answer} {confidence:share}", answer=_ticked(answer), confidence=answer.confidence)


def _ticked(answer: Answer) -> str:
    """Return an answer with the mark of whether it is right, where that is known."""
    return f"{answer.best}{'' if answer.right is None else ' ✓' if answer.right else ' ✗'}"
