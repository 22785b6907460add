"""What is said of the maps: what the method does, where they add up, by how much they miss what truly happened."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet.influence import InfluenceMaps, Method
from mnistnet.words import say
from pages.ui.state import Picture


def method_words(method: Method) -> str:
    """Return what a method does, and where its maps add up."""
    adds_up = say("The map adds up to the true change {where}.", where=say(method.where))
    return f"{say(method.sentence)} {adds_up}"


def overview_words(method: Method, maps: InfluenceMaps, view: str, scale: str) -> str:
    """Return what stands over each map, what the method does, where its maps add up, and what was said of the scale."""
    titles = say(
        "Over each map: the node's number and its value for the whole picture; in the last layer, at the "
        "sums too, the answer in percent. The thin line is the digit. Click a map to open it."
    )
    return f"{titles} {say(method.sentence)} {_adds_up(method, maps, view)} {scale}"


def say_if_blank(picture: Picture, baseline: NDArray[np.uint8] | None) -> None:
    """Say why all maps are empty, where a picture without ink is compared with blank paper."""
    if baseline is None and not picture.image.any():
        st.info(say("This picture has no ink, so it does nothing to any node. Draw a digit, or take another picture."))


def _adds_up(method: Method, maps: InfluenceMaps, view: str) -> str:
    where = say(method.where)
    if method.is_speed:
        return say("The map adds up to what truly happened {where}.", where=where)
    return say(
        "The map adds up to what truly happened {where} (here it misses by {largest:.1g} at most).",
        where=where,
        largest=maps.largest_difference(view),
    )


def mosaic_words(picture: Picture, count: int, view: str, marked: int | None) -> str:
    """Return what the mosaic shows, for people who cannot see it."""
    if marked is None:
        return say(
            "Influence of every pixel of {picture} on {count} nodes of {view}.",
            picture=picture.words,
            count=count,
            view=view,
        )
    return say(
        "Influence of every pixel of {picture} on {count} nodes of {view}; node {marked} is marked.",
        picture=picture.words,
        count=count,
        view=view,
        marked=marked,
    )


def where(method: str) -> dict[str, str]:
    """Return where on the page the number of a map's program stands, for each kind of number that it may print."""
    sums = {
        "one_pixel": say(
            "the receipt's “all pixels, each alone”, and the strongest pixel, as the words over that pixel of the "
            "map say"
        ),
        "shapley": say("the receipt's “in all”, and the strongest pixel, as the words over that pixel of the map say"),
    }
    usual = say("the sum of the node's map, and the strongest pixel, as the words over that pixel of the map say")
    return {
        "map": sums.get(method, usual),
        "receipt": say("the receipt's “in all” and “what truly happened to the node”"),
        "truth": say(
            "the receipt's “what truly happened to the node”, to which the map adds up nearly; it takes too long a "
            "program"
        ),
    }
