"""Words that stand on many pages: the question at the top, the formula one click away, what the outputs are."""

import re
from collections.abc import Sequence
from math import floor, log10

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.limits import bounds
from mnistnet.words import mark, say
from pages.ui.kit import record


def question(title: str, answer: str) -> None:
    """Open a page: a question as its title, one or two sentences that tell where the answer stands."""
    page = record.now()
    page.title, page.answer = title, answer
    with page.head or st.container():
        st.title(title, anchor=False)
        st.caption(answer)


def formula(latex: str, words: str, source: str, *, on_the_page: bool = False) -> None:
    """Show the exact formula and its source, behind one click unless it shall stand on the page."""
    with st.container() if on_the_page else st.popover(say("Formula"), icon=":material/function:"):
        st.latex(latex)
        st.markdown(words)
        st.caption(say("Source: {source}", source=source))
    record.note_source(words, source)


def paragraph(*sentences: str) -> str:
    """Return sentences one after the other; empty ones are left out."""
    return " ".join(filter(None, sentences))


def outputs_are(network: Network) -> str:
    """Return a sentence that says what the network's ten outputs mean."""
    if network.output_activation == "softmax":
        return say("The ten outputs are probabilities: softmax makes them add up to 100 %.")
    return say(
        "This network has sigmoid outputs: each lies between 0 and 1 by itself and they need not add up "
        "to 100 %. They are shown as they are, without a softmax on top."
    )


def number(value: float) -> str:
    """Return a signed number to three figures, with a true minus sign."""
    return say("{value:+.3g}", value=value).replace("-", "−") if abs(value) >= 1e-12 else "0"


def column(values: Sequence[float]) -> list[str]:
    """Return signed numbers that stand below each other, all to the place at which the largest has four figures."""
    largest = max((abs(value) for value in values), default=0.0)
    after = max(0, 3 - floor(log10(largest))) if largest else 0
    return [say(f"{{value:+z.{after}f}}", value=value) if abs(value) >= 1e-12 else "0" for value in values]


PLACES = (  # a third of the picture by rows, then by columns
    (mark("at the top left"), mark("at the top"), mark("at the top right")),
    (mark("at the left"), mark("in the middle"), mark("at the right")),
    (mark("at the bottom left"), mark("at the bottom"), mark("at the bottom right")),
)


def strongest_words(values: NDArray[np.floating]) -> str:
    """Return in words where a signed map of shape (rows, columns) is strongest, for whoever cannot see it."""
    row, column = np.unravel_index(np.abs(values).argmax(), values.shape)
    if not values[row, column]:
        return say("It is blank: nothing has any influence.")
    place = PLACES[3 * int(row) // values.shape[0]][3 * int(column) // values.shape[1]]
    return say(
        "Strongest {place}, in row {row}, column {column}: {value}.",
        place=say(place),
        row=row,
        column=column,
        value=number(float(values[row, column])),
    )


FAINT = 0.2  # of the scale's end: what lies below is hard to tell from blank paper


def faint_words(values: NDArray[np.floating], names: Sequence[str]) -> str:
    """Return which of several maps on one scale, shape (n, rows, columns), look empty and why; nothing if none does."""
    strongest = np.abs(values).max(axis=(1, 2))
    end = float(strongest.max())
    looks = zip(names, strongest, strict=True)
    return paragraph(*(_faint(name, float(largest), end) for name, largest in looks if largest < FAINT * end))


def _faint(name: str, largest: float, end: float) -> str:
    if not largest:
        return say("“{name}” is empty: it is 0 everywhere.", name=name)
    return say(
        "“{name}” looks nearly empty: nothing in it goes beyond ±{largest:.3g}, and full colour stands for ±{end:.3g}.",
        name=name,
        largest=largest,
        end=end,
    )


def unmarked(words: str) -> str:
    """Return words without mark-up, as they are read aloud to whoever cannot see a picture."""
    bare = re.sub(r":(?:green|red|blue|orange|gray)\[([^\]]*)\]", r"\1", words)
    return re.sub(r"</?\w+>|\*\*|`", "", re.sub(r"\s*<br>\s*", ": ", bare))


def longest_words(values: NDArray[np.floating], names: Sequence[str]) -> str:
    """Return in words which of several bars is the longest, and how long."""
    if not np.isfinite(values).any():
        return ""
    place = int(np.nanargmax(np.abs(values)))
    return say("The longest bar is that of {name}: {value:.3g}.", name=names[place], value=values[place])


def plain(name: str) -> str:
    """Return a name with nothing in it but letters, digits and a few signs, the first a letter or a digit.

    Files of strangers hold any text and people type any: Markdown, HTML and LaTeX need other signs, and a spreadsheet
    takes for a formula what begins with + or -.
    """
    return " ".join(re.sub(r"[^\w .,()+-]", " ", name).split()).lstrip(" .,()+-_")[: bounds.NAME.most].rstrip()


def unlinked(words: str) -> str:
    """Return words that may quote what somebody typed, so that no picture, link, HTML or formula comes of it.

    Streamlit reads them as Markdown, where a backslash takes the meaning from the sign behind it.
    """
    return re.sub(r"([\\\[\]<$`])", r"\\\1", words)


def file_name(words: str) -> str:
    """Return words as a file's name without its ending: letters, digits and hyphens."""
    return re.sub(r"[^0-9A-Za-z]+", "-", words).strip("-")[:60] or "view"
