"""Alone and together: what pixels do by themselves, what they do with others, and that both add up."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import snippets
from mnistnet.figures import mosaic
from mnistnet.influence import InfluenceMaps
from mnistnet.words import say
from pages.ui.holdings.maps import influence_maps
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tables import receipt
from pages.ui.kit.text import faint_words, number, paragraph
from pages.ui.rooms.influence.subject import Subject


def alone_and_together(subject: Subject) -> None:
    """Show what pixels do alone, what they do together with others, and that both add up to the true change."""
    arguments = subject.network, subject.picture.image
    alone = influence_maps(*arguments, "one_pixel", subject.view, subject.baseline)
    total = influence_maps(*arguments, "shapley", subject.view, subject.baseline)
    first, last = alone[subject.view][subject.node], total[subject.view][subject.node]
    titles = [say("alone"), say("together with others"), say("in all")]
    alt = say("Three maps of {node}: what pixels do alone, what they do together, and both in all.", node=subject.name)
    maps = np.stack([first, last - first, last])
    show_figure(
        mosaic(maps, titles, unit=subject.unit, colours=subject.colours, ink=subject.picture.image, **grid(3, 1)),
        "triptych",
        alt=alt,
    )
    where = say("the receipt: “all pixels, each alone”, “what they do together” and “in all”")
    code(say("Alone and together"), where, snippets.alone_and_together, *subject.arguments)
    receipt(subject.name, _rows(subject, total, first, last))
    words = say(
        "*Alone*: the pixel is the only one on the paper. *Together*: half of what it does in every pair "
        "with another pixel, the other half is the partner's. *In all* is Shapley's value, and it always "
        "adds up."
    )
    st.caption(paragraph(faint_words(maps, titles), words))


def _rows(
    subject: Subject, total: InfluenceMaps, first: NDArray[np.floating], last: NDArray[np.floating]
) -> dict[str, str]:
    """Return how the two maps add up to the true change."""
    change = total.change[subject.view][subject.node]
    return {
        say("all pixels, each alone"): number(first.sum()),
        say("what they do together"): number((last - first).sum()),
        say("in all"): number(last.sum()),
        say("what truly happened to the node"): number(change),
        say("difference"): number(last.sum() - change),
        say("error bar of one pixel"): _error_bar(total, subject),
    }


def _error_bar(total: InfluenceMaps, subject: Subject) -> str:
    error = total.standard_error[subject.view]
    if error is None:
        return say("none: this map is exact")
    return say("± {spread:.2g}", spread=float(np.sqrt((error[subject.node] ** 2).mean())))
