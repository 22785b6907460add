"""Words of the trade are explained where they stand: the first of each in the captions of a page, marked with dots."""

from functools import cache
from pathlib import Path

import streamlit as st

from mnistnet.lessons.glossary import GLOSSARY
from mnistnet.words import say, speaking
from pages.ui.state import mine

# Words that sentences need in other senses, too: a neuron's output, a standard error, the sum of two bars.
EVERYDAY = frozenset({"answer", "error", "label", "linear", "output", "sum", "threshold"})

_cards = st.components.v2.component(
    "mnistnet_explained",
    html='<div class="card" popover="manual"></div>',
    css="""
.card { position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: max-content;
  max-width: min(20rem, calc(100vw - 16px)); padding: 0.5rem 0.75rem; border: 1px solid var(--st-border-color);
  border-radius: 6px; background: var(--st-background-color); color: var(--st-text-color);
  box-shadow: 0 2px 12px rgb(0 0 0 / 0.3); font: 0.875rem/1.4 var(--st-font) }""",
    js=Path(__file__).with_name("explained.js").read_text(encoding="utf-8"),
)


def explain() -> None:
    """Let the browser explain the words that it finds in the captions of the open page."""
    _cards(data={"terms": _terms(mine().language)}, key="explained")


@cache
def _terms(language: str) -> tuple[tuple[str, str], ...]:
    """Return words with their explanations, in pairs: of a mapping Streamlit would ask whether it is a table."""
    with speaking(language):
        return tuple((say(term), say(words)) for term, words in GLOSSARY.items() if term not in EVERYDAY)
