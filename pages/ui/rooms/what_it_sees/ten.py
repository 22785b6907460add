"""The ten pictures of a network, and beside or under them those of its control."""

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet import Network, inverse
from mnistnet.figures import mosaic
from mnistnet.figures.chart import Chart
from mnistnet.figures.sheet import sheet
from mnistnet.inverse import Inverse
from mnistnet.words import say
from pages.ui.bench import bench
from pages.ui.kit import choices
from pages.ui.kit.pictures import Grid, show_clickable
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.what_it_sees import sentences
from pages.ui.rooms.what_it_sees.ways import Seen, all_digits, digits_or_reason


def choose_digit() -> int:
    """Show the switch that chooses a digit and return it; a click on a picture sets it too."""
    return choices.segmented(say("Digit"), range(10), key="seen_digit", default=0, label_visibility="collapsed")


def show_ten(method: Inverse, digit: int, one: Network, ending: str) -> None:
    """Show the ten pictures of a network and, beside or under them, those of its control."""
    found, left, right = digits_or_reason(one, method), *places()
    if found is None:
        return
    with left:
        st.markdown(sentences.own_count(found))
        alt = sentences.own_alt(found, method)
        show_clickable(ten(found, one, method, digit), f"ten{ending}", alt=alt, chooses="seen_digit")
    with right:
        other = bench.untrained_network(one)
        control = all_digits(other, method)
        st.markdown(sentences.control_count(control, one))
        alt = sentences.control_alt(control, method, one)
        show_clickable(ten(control, other, method, digit), f"ten_control{ending}", alt=alt, chooses="seen_digit")


def places() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return where the pictures stand and where the control: side by side, or, in half a page, under them."""
    if bench.beside() is not None:
        return st.container(), st.container()
    left, right = st.columns(2, gap="medium")
    return left, right


def ten(seen: Seen, network: Network, method: Inverse, chosen: int) -> Chart:
    """Return the ten pictures; the weight product as the signed map that it is, all others in ink."""
    fit: Grid = {"across": 5, "tile": 64 if is_phone() else 72}
    titles = [re.sub("(?<=[✓✗]) ", "<br>", title) for title in seen.titles]
    if method.make is not inverse.weight_product:
        return sheet(seen.pictures, titles, right=seen.read.right, chosen=chosen, head=15, **fit)
    maps = inverse.weight_product_maps(network)
    return mosaic(maps, titles, unit=say("product of weights"), chosen=chosen, told=titles, **fit)
