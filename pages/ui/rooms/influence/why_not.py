"""Why this, not that: which pixels speak for one answer and against another."""

import numpy as np
import streamlit as st

from mnistnet import snippets
from mnistnet.figures import large_map
from mnistnet.influence import contrast
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.holdings.maps import influence_maps
from pages.ui.kit import choices
from pages.ui.kit.pictures import show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import number
from pages.ui.rooms.influence.subject import Subject


def why_not(subject: Subject) -> None:
    """Show which pixels speak for one answer and against another."""
    one, other = _choose_answers(subject)
    sums, arguments = subject.network.views[-2], (subject.network, subject.picture.image)
    maps = influence_maps(*arguments, "shapley", sums, subject.baseline)
    difference = contrast(maps, sums, one, other)
    unit = say("for {one} over {other}, in {sums}", one=one, other=other, sums=sums)
    alt = say("Pixels that speak for {one} in orange, for {other} in blue.", one=one, other=other)
    show_figure(
        large_map(difference, unit=unit, colours=subject.colours, ink=subject.picture.image), "contrast", alt=alt
    )
    where = say(
        "below the map: how far the pixels move the lead of {one} over {other}, and the true change",
        one=one,
        other=other,
    )
    code(say("Why this, not that"), where, snippets.contrast, *arguments, subject.baseline, one, other)
    st.caption(
        say(
            "Orange speaks for {one}, blue for {other}. Together the pixels move the lead of {one} over "
            "{other} by {moved}; the true change is {change}.",
            one=one,
            other=other,
            moved=number(difference.sum()),
            change=number(maps.change[sums][one] - maps.change[sums][other]),
        )
    )


def _choose_answers(subject: Subject) -> tuple[int, int]:
    """Show the choice of two answers, at first the best and the second best."""
    outputs = results.outputs(subject.network, subject.picture.image)
    best, second = (int(c) for c in np.argsort(-outputs)[:2])
    classes = range(subject.network.classes)
    with st.container(horizontal=True):
        one = choices.select(say("Why"), classes, key=f"why_{best}_{second}", default=classes[best], width=110)
        other = choices.select(say("and not"), classes, key=f"not_{best}_{second}", default=classes[second], width=110)
    return one, other
