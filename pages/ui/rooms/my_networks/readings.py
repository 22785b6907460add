"""The readings of a file that does not say all: how many digits each gets right, and which shall be taken."""

from dataclasses import replace

import streamlit as st

from mnistnet import Network
from mnistnet.figures import share
from mnistnet.weight_files import ENCODINGS, Opened, chance_words, less_moments, rival_words, with_doubt
from mnistnet.weight_files.moments import WORDS
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.incoming import computing
from pages.ui.kit.tables import show_table
from pages.ui.rooms.my_networks.brought import Brought

__all__ = ["ask", "show_accuracies"]

OUTPUTS = ("softmax", "sigmoid")


def show_accuracies(brought: Brought, hidden: bool) -> None:
    """Show the accuracy of every reading: inputs down, activations across."""
    best, reading = brought.candidates[0][0], brought.reading
    candidates = [pair for pair in brought.candidates if pair[0].way == best.way]
    columns = list(dict.fromkeys(guess.activation for guess, _ in candidates))
    hidden = hidden and columns != ["each"]  # its own, which the file says
    rows: dict[str, dict[str, str]] = {}
    for guess, measured in candidates:
        cell = f"{share(measured)}{' ✓' if guess == best and not reading.is_chance else ''}"
        rows.setdefault(guess.encoding_name, {})[guess.activation if hidden else "all"] = cell
    order = [*(name for name in ENCODINGS if name in rows), *(name for name in rows if name not in ENCODINGS)]
    names = columns if hidden else ["all"]
    told = mark("The file holds weights alone. **How many of {n:,} test digits does each reading of it get right?**")
    if brought.says_activations:
        told = mark(
            "The file says what its hidden nodes do, but not all. **How many of {n:,} test digits does each reading of "
            "it get right?**"
        )
    st.markdown(say(told, n=len(results.test_digits())))
    table = {"inputs": order} | {name: [rows[row].get(name, "") for row in order] for name in names}
    show_table(table, "readings", say("Accuracy of each reading of the file"))
    if reading.is_chance:
        only_looked_at = say("What you choose below is only looked at, not found.")
        st.warning(f"{chance_words(reading)} {only_looked_at}", icon=":material/question_mark:")
        return
    rivals = rival_words(reading)
    if rivals:
        st.info(rivals, icon=":material/balance:")
    st.caption(
        say(
            "Down: the numbers that a pixel from blank to full ink becomes. Across: what hidden nodes do. ✓ "
            "is the likeliest reading on {digits} of the digits that come along, or the plainer one where two can "
            "hardly be told apart; it is chosen below. The outputs cannot be told by these counts: softmax and "
            "sigmoid put the same digit first.",
            digits=reading.digits,
        )
    )


def ask(brought: Brought) -> Network:
    """Show the three questions, answered with what is likely, and return the network of the answers, with its doubt."""
    best = brought.candidates[0][0]
    rules = list(dict.fromkeys(guess.activation for guess, _ in brought.candidates))
    key = brought.digest
    ranges = list(dict.fromkeys((*ENCODINGS, *(guess.encoding_name for guess, _ in brought.candidates))))
    outputs = list(dict.fromkeys((*OUTPUTS, best.output)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        encoding = st.selectbox(
            say("Inputs"),
            ranges,
            ranges.index(best.encoding_name),
            key=f"net_inputs_{key}",
            width=320,
        )
        activation = (
            st.selectbox(say("Hidden nodes"), rules, rules.index(best.activation), key=f"net_hidden_{key}", width=140)
            if len(rules) > 1
            else None
        )
        output = st.selectbox(say("Outputs"), outputs, outputs.index(best.output), key=f"net_output_{key}", width=140)
    taken = next((guess for guess, _ in brought.candidates if guess.encoding_name == encoding), best)
    if taken.moments:
        st.caption(say("Put together: {way}.", way=say(WORDS[taken.moments])))
    network = less_moments(brought.unread, taken.moments, ENCODINGS.get(encoding, taken.encoding))
    used = replace(taken, activation=activation or best.activation, encoding=network.encoding)
    network = computing(Opened(network, ()).used(activation, output, network.encoding), results.test_digits())
    return with_doubt(network, brought.reading, used)
