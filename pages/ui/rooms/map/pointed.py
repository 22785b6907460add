"""The digit at which somebody points on the map, beside the words there; the browser fetches all of them once."""

from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Digits
from pages.ui.holdings import offered

_card = st.components.v2.component(
    "mnistnet_pointed",
    html='<canvas width="28" height="28" aria-hidden="true"></canvas>',
    css="""
canvas { position: fixed; display: none; width: 84px; height: 84px; pointer-events: none; image-rendering: pixelated;
  z-index: 1000; border: 1px solid var(--st-border-color); background: var(--st-background-color);
  color: var(--st-text-color) }""",
    js=Path(__file__).with_name("pointed.js").read_text(encoding="utf-8"),
)


def show_pictures(digits: Digits, numbers: NDArray[np.intp]) -> None:
    """Show each digit where somebody points at it; `numbers`, shape (n,), are what the points carry."""
    address = offered.digits(digits)
    if address:
        known = [] if np.array_equal(numbers, np.arange(len(digits))) else numbers.tolist()
        _card(data={"digits": address, "numbers": known}, key="pointed")
