"""What a living picture shows: which network and picture, which node is lit, how many lines, and by which measure."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.lines import Gap, answered, carried
from mnistnet.words import mark, say
from pages.ui.bench.lit import lit_node
from pages.ui.kit import choices
from pages.ui.state import value_of

LINES, LINES_OF = "lines", "lines_of"
ALL, USUAL = 0, 30
COUNTS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 1000, 3000, 10_000, ALL)
SHARE, CARRY = "share", "carry"
MODES = {SHARE: mark("What made the answer"), CARRY: mark("What each node sends")}


@dataclass(frozen=True, eq=False)
class Subject:
    """What a living picture shows: a network and a picture, which node is lit, how many lines, and by which measure."""

    network: Network
    image: NDArray[np.uint8]
    lit: tuple[int, int]
    answer: int
    count: int
    mode: str

    @property
    def target(self) -> int:
        """The answer whose making is shown: the one that is lit, else the one that is given."""
        return self.lit[1] if self.is_answer else self.answer

    @property
    def is_answer(self) -> bool:
        """Whether an answer is lit."""
        return self.lit[0] == len(self.network.dense_layers)

    def gaps(self) -> tuple[Gap, ...]:
        """Return what passes between the layers."""
        if self.mode == CARRY:
            return carried(self.network, self.image)
        return answered(self.network, self.image, self.target)


def subject_of(network: Network, image: NDArray[np.uint8], answer: int) -> Subject:
    """Return what the living picture shows of a network that gives this answer, by what was touched and chosen."""
    count, mode = value_of(LINES, USUAL), value_of(LINES_OF, SHARE)
    return Subject(network, image, lit_node(network, answer), answer, count, mode)


def choose() -> None:
    """Show how many lines are drawn, and what they stand for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choices.segmented(
            say("Lines"),
            MODES,
            key=LINES_OF,
            help=say(
                "What made the answer: how far each line moved the sum of the answer that is lit, against blank paper; "
                "orange up, blue down. What each node sends: its output times the weight of the line."
            ),
        )
        everything = say("all of them, 100 %")
        choices.select_slider(
            say("How many"),
            COUNTS,
            key=LINES,
            default=USUAL,
            format_func=lambda count: say("{count:,}", count=count) if count else everything,
            width=260,
        )
