"""The part of the Activations page about softmax: shift, temperature, and a batch of rows."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, snippets
from mnistnet.basics.temperature import softmax_at, softmax_over_everything
from mnistnet.figures import answers
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import show_table
from pages.ui.kit.text import number

BATCH = 5  # digits in the batch


def show_softmax(network: Network) -> None:
    """Show the softmax of the sums for the picture on the bench, with a shift and a temperature, and a batch."""
    seen = bench.picture()
    with st.container(horizontal=True):
        shift = choices.slider(say("Add to every sum"), -50.0, 50.0, key="shift", default=0.0, width=340, step=1.0)
        temperature = choices.slider(say("Temperature"), 0.2, 5.0, key="temperature", default=1.0, width=340, step=0.1)
    sums = sums_of(network, seen.image)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        shares = softmax_at(sums, temperature, shift)
        largest = read_answer(shares)
        alt = say(
            "Softmax of the ten sums for {words}; the largest is {best} with {confidence:share}.",
            words=seen.words,
            best=largest.best,
            confidence=largest.confidence,
        )
        show_figure(answers(shares, height=270), "softmax", alt=alt)
        st.caption(
            say(
                "The sums at the outputs of {name} for {words}, made into shares by a softmax.",
                name=network.name,
                words=seen.words,
            )
        )
    with right:
        evens = say("A temperature above 1 evens the shares out, below 1 the largest takes more.")
        st.markdown(f"{shift_words(sums, shift)} {evens}")
        show_table(batch_table(network), "softmax_batch", say("Softmax of a batch, row by row"))
        code(
            say("Softmax"),
            say("at the bars of “What does softmax care about?”"),
            snippets.shares,
            network,
            seen.image,
            temperature,
            shift,
        )
        where = say("in the table of the batch, row by row: “its row adds up to” and “as one long row”")
        batch = results.test_digits().images[:BATCH]
        code(say("Softmax of a batch"), where, snippets.softmax_of_a_batch, network, batch)
        st.caption(
            say("A batch holds one digit a row. Each row needs its own softmax, or its shares do not add up to 1.")
        )


def sums_of(network: Network, image: NDArray[np.uint8]) -> NDArray[np.floating]:
    """Return the sums that arrive at the outputs, shape (classes,)."""
    return network.trace(image)[network.views[-2]][0]


def shift_words(sums: NDArray[np.floating], shift: float) -> str:
    """Return a sentence about how much a shift changed."""
    if shift == 0:
        return say("Adding the same number to all ten sums changes nothing: move the slider and see.")
    gap = np.abs(softmax_at(sums, shift=shift) - softmax_at(sums)).max()
    if gap == 0:
        return say("Adding {shift} to all ten sums changes nothing at all.", shift=number(shift))
    return say(
        "Adding {shift} to all ten sums changes at most {gap}, which is rounding.",
        shift=number(shift),
        gap=say("{gap:.0e}", gap=gap),
    )


def batch_table(network: Network) -> list[dict[str, str]]:
    """Return answer and sum of shares for each digit of a small batch, with a softmax a row and with one for all."""
    digits = results.test_digits()
    sums = network.trace(digits.images[:BATCH])[network.views[-2]]
    right, wrong = softmax_at(sums), softmax_over_everything(sums)
    return [
        {
            say("digit"): say("number {number}, a {label}", number=i, label=digits.labels[i]),
            say("its answer"): say("{answer}, {share:share}", answer=right[i].argmax(), share=right[i].max()),
            say("its row adds up to"): say("{total:.3f}", total=right[i].sum()),
            say("as one long row"): say("{total:.3f}", total=wrong[i].sum()),
        }
        for i in range(BATCH)
    ]
