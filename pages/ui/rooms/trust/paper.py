"""The scoreboard for a paper: its table as CSV and LaTeX, with a caption and what to cite."""

import streamlit as st

from mnistnet import Network
from mnistnet.faithfulness import IN_UNITS_OF_THE_NODE
from mnistnet.faithfulness.measures import MEASURES, Measure
from mnistnet.faithfulness.paper import citations, csv_text, score_table
from mnistnet.words import mark, plural, say
from pages.ui.holdings import digit_sets, results
from pages.ui.kit import choices
from pages.ui.rooms.trust.measuring import measurement


def offer_table(network: Network) -> None:
    """Offer the scoreboard for a paper: CSV, LaTeX and the sources to cite."""
    sample = measurement(network, results.test_digits())
    scores = sample.scores()
    facts = {"network": network.name, "epoch": network.epoch, "digest": network.digest, "baseline": "blank"}
    facts |= {"digits": digit_sets.digest()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        titles = {one: measure.title for one, measure in MEASURES.items()}
        name = choices.select(say("Table of"), titles, key="table_of", width=330)
        st.download_button(
            say("All figures as CSV"),
            csv_text(scores, facts),
            file_name=f"trust_{network.digest}.csv",
            mime="text/csv",
            key="csv",
            icon=":material/download:",
            on_click="ignore",
            disabled=not scores,
        )
    measure = MEASURES[name]
    caption = plural(*_captions(), sample.digits, **_facts(network, measure))
    latex, sources = st.tabs([say("LaTeX"), say("What to cite")])
    latex.code(score_table(scores, measure, caption), language="latex", wrap_lines=True)
    sources.code("\n".join(citations(IN_UNITS_OF_THE_NODE)), language=None, wrap_lines=True)


def _captions() -> tuple[str, str]:
    """Return the caption of the table in a paper, for one digit and for many, by where the digits come from."""
    along = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one MNIST digit not seen in training."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} MNIST digits not seen in training."),
    )
    official = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one MNIST test digit."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} MNIST test digits."),
    )
    own = (
        mark("Network {network} ({digest}): {measure}, blank baseline, one test digit of my own ({set})."),
        mark("Network {network} ({digest}): {measure}, blank baseline, mean of {n} test digits of my own ({set})."),
    )
    one, many = (digit_sets.words_for(*kinds) for kinds in zip(along, official, own, strict=True))
    return one, many


def _facts(network: Network, measure: Measure) -> dict[str, str]:
    """Return what the caption of a table reports beside the number of digits."""
    return {
        "network": network.name,
        "digest": network.digest,
        "measure": say(measure.title),
        "set": digit_sets.digest()[:12],
    }
