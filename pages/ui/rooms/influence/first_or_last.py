"""First or last: what a pixel does depends on how many of the others are there already."""

import numpy as np
import streamlit as st

from mnistnet import snippets
from mnistnet.figures import mosaic
from mnistnet.influence import owen_curve
from mnistnet.words import say
from pages.ui.holdings.maps import influence_maps
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import number
from pages.ui.rooms.influence.subject import Subject


def from_alone_to_last(subject: Subject) -> None:
    """Let the visitor slide from a pixel that comes first to a pixel that comes last."""
    question = say("How many of the other pixels are there already?")
    q = choices.slider(question, 0.0, 1.0, key="q", default=0.5, format="percent", step=0.1)
    arguments = subject.network, subject.picture.image
    steps = owen_curve(*arguments, subject.baseline, views=[subject.view], qs=[0.0, q, 1.0])
    total = influence_maps(*arguments, "shapley", subject.view, subject.baseline)
    maps = np.stack([step[subject.view][subject.node] for step in (*steps, total)])
    where = say("over the maps “none there”, “all there” and “mean over all”")
    code(say("First or last"), where, snippets.owen, *subject.arguments)
    none, some, every, mean = (number(one.sum()) for one in maps)
    titles = [
        say("none there: {sum}", sum=none),
        say("{percent:.0f} % there: {sum}", percent=100 * q, sum=some),
        say("all there: {sum}", sum=every),
        say("mean over all: {sum}", sum=mean),
    ]
    alt = say(
        "Four maps of {node}: with no other pixel there, with {percent:.0f} %, with all, and the mean.",
        node=subject.name,
        percent=100 * q,
    )
    show_figure(
        mosaic(maps, titles, unit=subject.unit, colours=subject.colours, ink=subject.picture.image, **grid(4, 2)),
        "owen",
        alt=alt,
    )
    st.caption(
        say(
            "With none of the others there this is the one-pixel map, with all of them it is what is lost "
            "when only this pixel is rubbed out. The mean over the whole way is Shapley's value. Over each "
            "map stands its sum; only the mean adds up to the true change, {change}.",
            change=number(total.change[subject.view][subject.node]),
        )
    )
