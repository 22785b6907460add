"""How far can the influence maps be believed?"""

from functools import partial

import streamlit as st

from mnistnet import snippets
from mnistnet.faithfulness.erasure import first_change
from mnistnet.figures.erasing import erasure_curves, film
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph, question
from pages.ui.rooms.trust import by_method, this_map
from pages.ui.rooms.trust import film as erasing
from pages.ui.rooms.trust import scoreboard as ui

question(
    say("May you believe the picture?"),
    say("A map claims what each pixel did. Here the map that you last saw on Influence is held against the truth."),
)
net, seen = bench.network(), bench.picture()


def erase() -> None:
    """Show what happens to the answer while pixels go in the order of their influence."""
    st.header(say("Erase the pixels in the order of their influence"), anchor=False)
    best, maps = erasing.maps_at_answer(net, seen)
    order = erasing.choose_order()
    frames = erasing.film_of(net, seen, maps, order)
    outputs = net.predict(frames)
    turn = erasing.turning_point(outputs, best)
    code(
        say("Erasing pixel by pixel"),
        say("below the film"),
        snippets.erasing,
        net,
        seen.image,
        erasing.short_order(order),
    )
    alt = say("{count} pictures of {picture}, more and more of it erased.", count=len(frames), picture=seen.words)
    shown = film(frames, erasing.frame_titles(outputs, best), mark=first_change(outputs), **grid(13, 5))
    show_figure(shown, "film", alt=paragraph(alt, turn))
    over = say(
        "Over each picture: the output for {best}. Pixels that pushed it up most go first, by {order}.",
        best=best,
        order=erasing.order_title(order),
    )
    st.caption(paragraph(over, turn))
    areas = erasing.areas(curves := erasing.race(net, seen.image, best, maps))
    show_figure(
        erasure_curves(erasing.titled(curves), what=say("output for {best}", best=best)),
        "curves",
        alt=paragraph(say("Lines that fall and rise."), areas),
    )
    st.caption(paragraph(say(erasing.ABOUT_CURVES), areas))


def compare() -> None:
    """Show the maps of one node by every method."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = by_method.choose_judged_view(net)
        methods = by_method.side_by_side(net, seen.image, view)
        node = by_method.choose_node_of(methods)
        own = choices.toggle(say("One scale for each map"), key="own_scales")
    extremes = by_method.extremes(methods, node)
    alt = say(
        "Influence of {picture} on node {node} of {view} by {count} methods.",
        picture=seen.words,
        node=node,
        view=view,
        count=len(methods),
    )
    show_figure(by_method.beside_figure(methods, node, view, own), "by_method", alt=paragraph(alt, extremes))
    st.caption(paragraph(say(by_method.ABOUT_MAPS), extremes))
    by_method.explain(methods)


if seen.image.any():
    side_by_side(partial(this_map.show_this_map, this_map.choose_map(net, seen), seen))
    erase()
    st.header(say("What does each method say of one node?"), anchor=False)
    if choices.toggle(say("Ask every method"), key="every_method"):
        compare()
else:
    st.info(say("There is nothing on the paper to judge. Draw something, or choose another picture."))

st.header(say("Which method can be believed at which layer?"), anchor=False)
if ui.wants_figures():
    ui.show_figures(ui.measurements(bench.sides()))
    st.header(say("Take the figures with you"), anchor=False)
    ui.offer_table(net)
