"""The Trust page's film: a picture is erased in the order of a map, and the answer falls."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, snippets
from mnistnet.faithfulness import Curve, erasure, erasure_film
from mnistnet.faithfulness.verdict import title_of
from mnistnet.figures.chart import Chart
from mnistnet.figures.erasing import erasure_curves, film
from mnistnet.readout import read_answer
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.holdings.kept import kept
from pages.ui.holdings.maps import node_maps
from pages.ui.holdings.told_apart import text_of
from pages.ui.kit import choices, record
from pages.ui.kit.near import when_near
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.state import Picture

ORDERS = ("one_pixel", "shapley")
HEIGHT, HEIGHT_ON_PHONE = 605, 930  # pixels that the film, the curves and what is said of them take
STEPS = 12  # of the film
CHOICES = (*ORDERS, erasure.RANDOM)
ABOUT_CURVES = mark(
    "Solid: pixels are erased, and a good order falls at once. Dotted: they are put onto blank "
    "paper, and a good order rises at once. Grey: the mean of 20 random orders. Half-erased digits "
    "are pictures that the network never learned from; part of a fall is its surprise."
)


def show_erasing(net: Network, seen: Picture) -> None:
    """Show what happens to the answer while pixels go in the order of their influence, and how fast it falls.

    It is worked out as soon as it comes near the window.
    """
    order = choose_order()
    where = say("below the film")
    code(say("Erasing pixel by pixel"), where, snippets.erasing, net, seen.image, short_order(order))
    height = HEIGHT_ON_PHONE if is_phone() else HEIGHT
    show, note = partial(_show, net, seen, order), partial(_note, net, seen, order)
    when_near("erasing", text_of(net, seen.image, order), height, show, note)


def _show(net: Network, seen: Picture, order: str) -> None:
    one = erased(net, seen, order)
    turn = turning_point(one.outputs, one.best)
    show_figure(film_figure(one), "film", alt=paragraph(film_words(seen), turn))
    over = say(
        "Over each picture: the output for {best}. Pixels that pushed it up most go first, by {order}.",
        best=one.best,
        order=order_title(order),
    )
    st.caption(paragraph(over, turn))
    curves = race(net, seen.image, one.best, one.maps)
    heights = areas(curves)
    alt = paragraph(say("Lines that fall and rise."), heights)
    show_figure(curves_figure(curves, one.best), "curves", alt=alt)
    st.caption(paragraph(say(ABOUT_CURVES), heights))


def _note(net: Network, seen: Picture, order: str) -> None:
    def curves() -> Chart:
        best, maps = maps_at_answer(net, seen)
        return curves_figure(race(net, seen.image, best, maps), best)

    record.note_later("film", film_words(seen), lambda: film_figure(erased(net, seen, order)))
    record.note_later("curves", say("Lines that fall and rise."), curves)


@dataclass(frozen=True, eq=False)
class Erased:
    """A picture erased step by step: the answer to it, maps of that by `ORDERS`, the frames, and what is answered."""

    best: int
    maps: dict[str, NDArray[np.floating]]
    frames: NDArray[np.floating]
    outputs: NDArray[np.floating]


def erased(net: Network, seen: Picture, order: str) -> Erased:
    """Return a picture that is erased in an order."""
    best, maps = maps_at_answer(net, seen)
    frames = film_of(net, seen, maps, order)
    return Erased(best, maps, frames, net.predict(frames))


def film_words(seen: Picture) -> str:
    """Return what the film shows."""
    return say("{count} pictures of {picture}, more and more of it erased.", count=STEPS + 1, picture=seen.words)


def film_figure(one: Erased) -> Chart:
    """Return the film, over each picture what the network answers."""
    change = erasure.first_change(one.outputs)
    return film(one.frames, frame_titles(one.outputs, one.best), mark=change, **grid(13, 5))


def curves_figure(curves: dict[str, tuple[Curve, Curve]], best: int) -> Chart:
    """Return how the answer falls and rises, by all orders."""
    return erasure_curves(titled(curves), what=say("output for {best}", best=best))


def maps_at_answer(network: Network, picture: Picture) -> tuple[int, dict[str, NDArray[np.floating]]]:
    """Return the answered class, and its maps by `ORDERS` at the network's outputs."""
    view = network.views[-1]
    best = read_answer(results.outputs(network, picture.image)).best
    with st.spinner(say("Sharing out the answer among the pixels …"), show_time=False):
        asked = {name: (network, picture.image, name, view, best, None) for name in ORDERS}
        return best, {name: node_maps(*one, in_order=True)[view][0] for name, one in asked.items()}


def choose_order() -> str:
    """Show the choice of the order in which pixels are erased and return its name."""
    return choices.segmented(say("Erase in the order of"), {name: order_title(name) for name in CHOICES}, key="order")


def order_title(order: str) -> str:
    """Return what people call an order."""
    return say("random order") if order == erasure.RANDOM else title_of(order)


def titled(curves: Mapping[str, tuple[Curve, Curve]]) -> dict[str, tuple[Curve, Curve]]:
    """Return curves by the titles of their orders."""
    return {order_title(order): pair for order, pair in curves.items()}


def short_order(order: str) -> str:
    """Return the order that a short program can follow: the chosen one if it is random, else that of one pixel."""
    return erasure.RANDOM if order == erasure.RANDOM else "one_pixel"


def film_of(
    network: Network, picture: Picture, maps: dict[str, NDArray[np.floating]], order: str
) -> NDArray[np.floating]:
    """Return the frames of the film; in random order the map is noise."""
    noise = np.random.default_rng(0).random(network.image_shape)
    return erasure_film(network, picture.image, maps.get(order, noise), frames=STEPS)


def frame_titles(outputs: NDArray[np.floating], best: int) -> list[str]:
    """Return the probability of the first answer for every frame, and the answer where it is another."""
    answers = outputs.argmax(axis=1)
    return [
        say("{share:share}", share=row[best])
        if now == best
        else say("{share:share}<br>now {answer}", share=row[best], answer=now)
        for row, now in zip(outputs, answers, strict=True)
    ]


def turning_point(outputs: NDArray[np.floating], best: int) -> str:
    """Return a sentence about the moment when the answer changes."""
    frame = erasure.first_change(outputs)
    if frame is None:
        return say("The network answers {best} to the very end, even on blank paper.", best=best)
    gone = 100 * frame / (len(outputs) - 1)
    return say(
        "With {gone:.0f} % of the pixels erased the answer is no longer {best} but {answer}.",
        gone=gone,
        best=best,
        answer=outputs[frame].argmax(),
    )


def areas(curves: dict[str, tuple[Curve, Curve]]) -> str:
    """Return the areas under the curves in words."""
    heights = "; ".join(
        say("{order} {erased:share} / {put_in:share}", order=order_title(order), erased=gone.auc[0], put_in=come.auc[0])
        for order, (gone, come) in curves.items()
    )
    return say("Mean height of the curves, erased / put in: {heights}.", heights=heights)


@kept(max_entries=32, ttl="10m")
def race(
    network: Network, image: NDArray[np.uint8], best: int, maps: dict[str, NDArray[np.floating]]
) -> dict[str, tuple[Curve, Curve]]:
    """Return the curves of erasing and putting in, by both maps and in random order."""
    return erasure.race(network, image, network.views[-1], best, maps)
