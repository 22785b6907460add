"""The Influence page's one sheet: the maps of every layer under each other, and of the white image and the digits."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.faithfulness import kept_by_activations
from mnistnet.figures import mosaic, node_titles
from mnistnet.figures.one_sheet import Band, one_sheet_png
from mnistnet.influence import InfluenceMaps, one_pixel
from mnistnet.words import mark, say
from pages.ui.holdings import results
from pages.ui.kit.pictures import grid, show_figure
from pages.ui.state import Picture

SHOWN, KEPT = 10, 200  # nodes of a layer on the page, and on the PNG
WHITE = mark("all white, every pixel full ink")


@dataclass(frozen=True, eq=False)
class Others:
    """The white image and the digits, by name: what every pixel did to the last layer, and the answers as titles."""

    maps: Mapping[str, InfluenceMaps]
    titles: Mapping[str, list[str]]

    @classmethod
    def of(cls, network: Network) -> "Others":
        """Return what a network makes of them."""
        maps, titles = {}, {}
        for words, image in the_eleven().items():
            maps[words] = one_pixel(network, image, views=network.views[-2:])
            titles[words] = node_titles(range(network.classes), results.outputs(network, image), as_share=True)
        return cls(maps, titles)


def one_sheet(network: Network, seen: Picture, colours: str) -> None:
    """Show the one-pixel maps of all layers for the picture on the bench, then those of all white and of the digits."""
    maps, others = one_pixel(network, seen.image), Others.of(network)
    st.markdown("  \n".join(sentences(network, maps)))
    for view in network.views:
        _show_layer(network, seen, maps, view, colours)
    _show_white(network, others, colours)
    _show_digits(network, others, colours)
    _offer_png(network, seen, maps, others)
    st.caption(
        say(
            "By one pixel at a time against blank paper, as these pictures were first made. Here stand the "
            "{SHOWN} nodes of each layer whose maps hold the largest influence. Each layer has a colour "
            "scale of its own, and so has each digit. Over the maps of the last layer stands the answer in "
            "percent.",
            SHOWN=SHOWN,
        )
    )


def _show_white(network: Network, others: Others, colours: str) -> None:
    last = network.views[-1]
    unit = say("change of {last}", last=last)
    st.markdown(say("**{last}** for the image that is {WHITE}: every output node", last=last, WHITE=WHITE))
    show_figure(
        mosaic(others.maps[WHITE][last], others.titles[WHITE], unit=unit, colours=colours, **grid(10, 5)),
        "sheet_white",
        alt=say("What every pixel of a white image does to each output node of {last}.", last=last),
    )


def _show_digits(network: Network, others: Others, colours: str) -> None:
    last = network.views[-1]
    own = [words for words in others.maps if words != WHITE and int(words) < network.classes]
    told = mark("**{last}** for the digits {own} to {own_2}: each at the output node of its own label")
    st.markdown(say(told, last=last, own=own[0], own_2=own[-1]))
    show_figure(
        mosaic(
            np.stack([others.maps[words][last][int(words)] for words in own]),
            [others.titles[words][int(words)] for words in own],
            unit=say("change of {last}", last=last),
            own_scale=True,
            colours=colours,
            **grid(10, 5),
        ),
        "sheet_digits",
        alt=say("What every pixel of a digit does to the output node of its own label, for {n} digits.", n=len(own)),
    )


def _offer_png(network: Network, seen: Picture, maps: InfluenceMaps, others: Others) -> None:
    """Offer all nodes of every layer, and the white image and the digits at the output nodes, as one picture."""
    bands = [_band(network, seen.image, maps, view) for view in network.views]
    bands += [
        Band(_of_one(view, words), one[view], others.titles[words])
        for words, one in others.maps.items()
        for view in network.views[-2:]
    ]
    title = say("{name}: one pixel at a time, {words}, against blank paper", name=network.name, words=seen.words)
    st.download_button(
        say("The whole sheet as PNG"),
        one_sheet_png([title], bands),
        "one-sheet.png",
        key="sheet_png",
        on_click="ignore",
        icon=":material/download:",
        help=say(
            "All nodes of every layer, {KEPT} at most of one; the white image and the digits at all output nodes.",
            KEPT=KEPT,
        ),
    )


def _of_one(view: str, words: str) -> str:
    if words == WHITE:
        return say("{view} of an all-white image", view=view)
    return say("{view} of a test digit {digit}", view=view, digit=words)


def sentences(network: Network, maps: InfluenceMaps) -> list[str]:
    """Return what each activation does to the pictures, measured on these maps."""
    kept = kept_by_activations(maps)
    return [
        say(
            "From a{k} to z{k} **{activation} {_words}**: the two maps of a node agree with r = {r:.3f}, the "
            "mean over its nodes.",
            k=k,
            activation=network.dense_layers[k - 1].activation,
            _words=_words(r),
            r=r,
        )
        for k, r in kept.items()
        if np.isfinite(r)
    ]


def _words(r: float) -> str:
    if r >= 0.99:
        return say("hardly changes the picture")
    return say("changes the picture a little") if r >= 0.95 else say("changes the picture")


def the_eleven() -> dict[str, NDArray[np.uint8]]:
    """Return the all-white image and the first test digit of each label, by their names."""
    digits = results.test_digits()
    first = {str(label): digits.images[np.argmax(digits.labels == label)] for label in np.unique(digits.labels)}
    return {WHITE: np.full((28, 28), 255, np.uint8)} | first


def strongest(maps: NDArray[np.floating], most: int) -> list[int]:
    """Return the numbers of the nodes whose maps hold the largest influence, in order."""
    return sorted(np.argsort(-np.abs(maps).max(axis=(1, 2)), kind="stable")[:most].tolist())


def _titles(network: Network, image: NDArray[np.uint8], view: str, nodes: list[int]) -> list[str]:
    """Return the titles over the maps of some nodes; at the last layer the answers in percent, before softmax too."""
    last = view in network.views[-2:]
    values = network.trace(image)[network.views[-1] if last else view][0].ravel()
    return node_titles(nodes, values, as_share=last)


def _show_layer(network: Network, seen: Picture, maps: InfluenceMaps, view: str, colours: str) -> None:
    nodes = strongest(maps[view], SHOWN)
    st.markdown(say("**{view}**: {n} of {n_2} nodes", view=view, n=len(nodes), n_2=len(maps[view])))
    show_figure(
        mosaic(
            maps[view][nodes],
            _titles(network, seen.image, view, nodes),
            nodes=nodes,
            unit=say("change of {view}", view=view),
            colours=colours,
            **grid(10, 5),
        ),
        f"sheet_{view}",
        alt=say("What every pixel of {words} does to {n} nodes of {view}.", words=seen.words, n=len(nodes), view=view),
    )


def _band(network: Network, image: NDArray[np.uint8], maps: InfluenceMaps, view: str) -> Band:
    nodes = strongest(maps[view], KEPT)
    words = say("{view}, {n} of {n_2} nodes", view=view, n=len(nodes), n_2=len(maps[view]))
    return Band(words, maps[view][nodes], _titles(network, image, view, nodes))
