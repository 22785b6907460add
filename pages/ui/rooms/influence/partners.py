"""Partners: with which other pixels one pixel acts together."""

import numpy as np
import streamlit as st

from mnistnet import snippets
from mnistnet.figures import large_map
from mnistnet.influence import Interactions
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit import address
from pages.ui.kit.pictures import show_clickable, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import number
from pages.ui.rooms.influence.subject import Subject
from pages.ui.state import forget, set_value, value_of

PIXEL, ROW, COLUMN = "pixel", "pixel_row", "pixel_column"


def partners(subject: Subject) -> None:
    """Show with which other pixels one pixel acts together."""
    pairs = results.pairs_of(subject.network, subject.picture.image, subject.view, subject.node, subject.baseline)
    if not len(pairs.players):
        st.info(say("This picture does not differ from what it is compared with, so no pixel plays a part."))
        return
    strongest = int(pairs.players[np.abs(pairs.together).argmax()])
    chosen = _chosen(pairs)
    pixel = strongest if chosen is None or chosen not in pairs.players else chosen
    address.note(PIXEL, None if chosen is None else str(chosen))
    if chosen is not None and chosen != pixel:
        st.caption(say("The pixel of your choice does nothing here, so the one with the strongest partners is shown."))
    where = say("below the right map: what the others do together with this pixel")
    code(say("Partners"), where, snippets.partners, *subject.arguments, pixel)
    left, right = st.columns(2, gap="large")
    with left:
        _choose_pixel(subject, pairs, pixel)
    with right:
        _show_partners(subject, pairs, pixel)


def _chosen(pairs: Interactions) -> int | None:
    """Return the pixel that was chosen, by a click, by its place or by the address; None for the strongest."""
    asked = address.asked(PIXEL)
    if asked is not None and asked.isdecimal() and int(asked) < np.prod(pairs.image_shape):
        set_value(PIXEL, int(asked))
    elif asked is not None:
        address.in_vain(PIXEL, asked)
    elif address.is_restored(PIXEL):
        forget(PIXEL)
    chosen: int | None = value_of(PIXEL)
    return chosen


def _choose_pixel(subject: Subject, pairs: Interactions, pixel: int) -> None:
    """Show what each pixel did in all; a click chooses the one whose partners are shown."""
    row, column = divmod(pixel, subject.network.image_shape[1])
    total, players = pairs.picture(pairs.total), pairs.players.tolist()
    figure = large_map(total, unit=subject.unit, colours=subject.colours, clickable=players, chosen=pixel)
    alt = say(
        "What each pixel did in all at {node}; the pixel in row {row}, column {column} is marked.",
        node=subject.name,
        row=row,
        column=column,
    )
    show_clickable(figure, "pixels", alt=alt, chooses=PIXEL)
    st.caption(say("What each pixel did in all. Click one, or say its place, to see its partners."))
    _say_place(value_of(PIXEL, pixel), subject.network.image_shape)


def _say_place(pixel: int, shape: tuple[int, int]) -> None:
    """Show the row and column of the chosen pixel as numbers, which choose another one without a mouse."""
    row, column = divmod(pixel, shape[1])
    places = {ROW: (say("Row"), row, shape[0]), COLUMN: (say("Column"), column, shape[1])}

    def choose() -> None:
        set_value(PIXEL, value_of(ROW) * shape[1] + value_of(COLUMN))

    with st.container(horizontal=True):
        for key, (label, place, count) in places.items():
            set_value(key, place)
            st.number_input(label, 0, count - 1, key=key, on_change=choose, width=120)


def _show_partners(subject: Subject, pairs: Interactions, pixel: int) -> None:
    """Show what every other pixel does together with one."""
    row, column = divmod(pixel, subject.network.image_shape[1])
    with_it = pairs.partners(row, column)
    alt = say("What the other pixels do together with the pixel in row {row}, column {column}.", row=row, column=column)
    show_figure(large_map(with_it, unit=subject.unit, colours=subject.colours), "with_pixel", alt=alt)
    exact = say(
        "The partners of the pixel in row {row}, column {column}: together with it the others do {sum} "
        "(exact). Blue: the two weaken each other, orange: they strengthen each other.",
        row=row,
        column=column,
        sum=number(with_it.sum()),
    )
    estimated = say(
        "The partners of the pixel in row {row}, column {column}: together with it the others do {sum} "
        "(estimated). Blue: the two weaken each other, orange: they strengthen each other.",
        row=row,
        column=column,
        sum=number(with_it.sum()),
    )
    st.caption(exact if pairs.exact else estimated)
