"""How far can the influence maps be believed?"""

import streamlit as st

from mnistnet import Network, snippets
from mnistnet.faithfulness.erasure import first_change
from mnistnet.figures.erasing import erasure_curves, film
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.bench.side_by_side import side_by_side
from pages.ui.kit import choices
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import question
from pages.ui.rooms.trust import by_method
from pages.ui.rooms.trust import film as erasing
from pages.ui.rooms.trust import scoreboard as ui

question(
    say("How far can you believe these pictures?"),
    say("An influence map is a claim about what each pixel did. Here the claims are checked, digit by digit."),
)
net, seen = bench.network(), bench.picture()
samples = ui.measurements(bench.sides())
sample = samples[net]


@st.fragment(run_every=ui.pulse(samples))
def verdict_and_scoreboard() -> None:
    """Show what can be believed at which layer; it grows while digits are measured."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        judged = ui.choose_judged()
        ui.show_progress(samples)
    scores = ui.scores_of(samples)
    if all(scores.values()):
        side_by_side(lambda one, ending: ui.show_verdict(scores[one], judged))
        st.subheader(say("Which method can be believed at which layer?"), anchor=False)
        measure = ui.choose_measure()

        def show_scores(one: Network, ending: str) -> None:
            alt = f"{say('A table of methods and layers.')} {say(measure.sentence)}"
            figure = ui.score_figure(scores[one], measure, samples[one].views)
            show_figure(figure, f"scoreboard{ending}", alt=alt)

        side_by_side(show_scores)
        st.caption(f"{say(measure.sentence)} {ui.about_scores(net, sample)}")
    ui.keep_pace(samples)


def erase() -> None:
    """Show what happens to the answer while pixels go in the order of their influence."""
    st.subheader(say("Erase the pixels in the order of their influence"), anchor=False)
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
    show_figure(shown, "film", alt=f"{alt} {turn}")
    over = say(
        "Over each picture: the output for {best}. Pixels that pushed it up most go first, by {order}.",
        best=best,
        order=erasing.order_title(order),
    )
    st.caption(f"{over} {turn}")
    areas = erasing.areas(curves := erasing.race(net, seen.image, best, maps))
    show_figure(
        erasure_curves(erasing.titled(curves), what=say("output for {best}", best=best)),
        "curves",
        alt=f"{say('Lines that fall and rise.')} {areas}",
    )
    st.caption(f"{say(erasing.ABOUT_CURVES)} {areas}")


def compare() -> None:
    """Show the maps of one node by every method."""
    st.subheader(say("What does each method say of one node?"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = by_method.choose_judged_view(net, sample)
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
    show_figure(by_method.beside_figure(methods, node, view, own), "by_method", alt=f"{alt} {extremes}")
    st.caption(f"{say(by_method.ABOUT_MAPS)} {extremes}")
    by_method.explain(methods)


verdict_and_scoreboard()
if seen.image.any():
    erase()
    compare()
else:
    st.info(say("There is nothing on the paper to erase. Draw something, or choose another picture."))
st.subheader(say("Take the figures with you"), anchor=False)
ui.offer_table(net, sample)
