"""The ten answers as bars that can be pressed: a list of buttons, drawn before Plotly has been unpacked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.figures import answers
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.holdings import offered
from pages.ui.kit import record
from pages.ui.state import value_of

HERE = Path(__file__)

_bars = st.components.v2.component(
    "mnistnet_answer_bars",
    html='<ol class="bars"></ol>',
    css=HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=offered.code(HERE.with_suffix(".js").read_text(encoding="utf-8")),
)


def show(outputs: NDArray[np.floating], key: str, ask: Callable[[int], None]) -> None:
    """Show outputs between 0 and 1, shape (classes,), as bars; `ask` is told which of them was pressed."""
    best = read_answer(outputs)
    alt = say("Ten bars; the longest is {best} with {confidence:share}.", best=best.best, confidence=best.confidence)
    record.note_figure(key, alt, answers(outputs))
    values = np.asarray(outputs, float).clip(0, 1).tolist()
    rows = tuple((str(place), value, say("{value:share}", value=value)) for place, value in enumerate(values))

    def pressed() -> None:
        place = _place(getattr(value_of(key), "asked", None), len(values))
        if place is not None:
            ask(place)

    _bars(data={"rows": rows, "best": best.best, "alt": alt}, key=key, on_asked_change=pressed)


def _place(told: Any, count: int) -> int | None:
    """Return which bar a browser says was pressed; None if it names none."""
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told < count else None
