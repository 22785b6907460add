"""What a network has learned, in pictures: its curves, its first weights, how weights are spread, what it confuses."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from mnistnet import Network
from mnistnet.figures.confusion import confusion
from mnistnet.figures.learning import CURVES, layer_health, learning_curves, weight_histograms
from mnistnet.figures.maps import mosaic
from mnistnet.neurons import weight_pictures
from mnistnet.words import plural, say
from pages.ui.bench.side_by_side import scale_words
from pages.ui.kit.confusions import most_often
from pages.ui.kit.pictures import Grid, show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_half, room
from pages.ui.rooms.training.moment import Moment

SHOWN = 25  # first-layer nodes


def picture(
    curves: Mapping[str, Any],
    marks: list[tuple[float, str]],
    network: Network,
    epoch: int | None,
    ending: str = "",
    limit: float | None = None,
) -> None:
    """Show loss and accuracy beside the weights of the first layer, or over them where there is half a page.

    `ending` ends the keys of the figures, `limit` is the weight of full colour.
    """
    left, right = (st.container(), st.container()) if is_half() else st.columns(2, gap="medium")
    with left:
        for measure, named in curves.items():
            figure = learning_curves(named, measure=measure, marks=marks, epoch=epoch, height=220)
            show_figure(figure, f"curve_{measure}{ending}", alt=curve_words(measure, named))
    with right:
        weights = weight_pictures(network)[:SHOWN]
        show_figure(
            mosaic(weights, [str(n) for n in range(len(weights))], unit=say("weight"), limit=limit, **_five()),
            f"first_weights{ending}",
            alt=say("The weights of the first {count} nodes of the first layer as pictures.", count=len(weights)),
        )
        asks = plural(
            "What the first node asks of every pixel: orange wants ink, blue wants none. Before training this is "
            "noise.",
            "What the first {n} nodes ask of every pixel: orange wants ink, blue wants none. Before training this "
            "is noise.",
            len(weights),
        )
        st.caption(f"{asks} {scale_words(limit)}")


def curve_words(measure: str, curves: Mapping[str, Any]) -> str:
    """Return where the curves of a measure, "loss" or "accuracy", end."""
    last = {name: values[-1] for name, (_, values) in curves.items() if values}
    ends = ", ".join(
        say("{curve} {value:.3g}", curve=say(CURVES[name]), value=value)
        for name, value in last.items()
        if value is not None
    )
    if measure == "loss":
        return say("Loss against the epoch; at the end: {ends}.", ends=ends)
    return say("Accuracy against the epoch; at the end: {ends}.", ends=ends)


def details(seen: Moment, untrained: Network | None) -> None:
    """Show how weights are spread, how healthy the layers are, and what is taken for what, all at one moment.

    `untrained` is None where nothing is known of the time before training.
    """
    names = [say("layer {number}", number=number) for number in range(1, len(seen.network.dense_layers) + 1)]
    left, right = st.columns(2, gap="medium")
    with left:
        _show_spread(seen, untrained, names)
        if seen.health:
            _show_health(seen, names)
    with right:
        if seen.counts:
            epoch = seen.network.epoch
            st.markdown(say("**What it takes for what** (validation digits, after epoch {epoch})", epoch=epoch))
            counts = np.array(seen.counts)
            alt = say("Confusion matrix on the validation digits, after epoch {epoch}.", epoch=epoch)
            words = most_often(counts) or say("It makes no mistake.")
            show_figure(confusion(counts), "confusion", alt=paragraph(alt, words))


def _show_spread(seen: Moment, untrained: Network | None, names: list[str]) -> None:
    """Show how the weights of each layer are spread, and how they were before training where that is known."""
    network, whose = seen.network, spread_title(seen, untrained)
    st.markdown(f"**{whose}**")
    start = [] if untrained is None else [layer.weights for layer in untrained.dense_layers]
    show_figure(
        weight_histograms([layer.weights for layer in network.dense_layers], start, names),
        "histograms",
        alt=say("How the weights of each layer are spread. {whose}.", whose=whose),
    )
    if untrained is None:
        st.caption(
            say(
                "Filled: the weights then. Nothing is known of them before training. Each layer has its own scale, and "
                "its tallest bar is full."
            )
        )
    else:
        st.caption(
            say(
                "Filled: the weights then. Line: before training. Each layer has its own scale, and its tallest bar is "
                "full."
            )
        )


def _show_health(seen: Moment, names: list[str]) -> None:
    """Show how large the gradient of each layer is, and how many of its nodes are stuck."""
    report = seen.health or {}
    sizes = report["gradient_sizes"]
    st.markdown(say("**Gradient per weight, and stuck nodes**, {moment}", moment=seen.words))
    show_figure(
        layer_health(sizes, report["inactive"], report["saturated"], names),
        "health",
        alt="; ".join(
            say("{layer}: gradient {size:.2g}", layer=name, size=size) for name, size in zip(names, sizes, strict=True)
        ),
    )
    st.caption(say("*Inactive* nodes learn from no picture any more; *saturated* ones sit where their slope is flat."))


def spread_title(seen: Moment, untrained: Network | None) -> str:
    """Return whose weights the histograms show, and when."""
    name, epoch = seen.network.name, seen.network.epoch
    if untrained is None:
        if epoch is None:
            return say("Weights of {name}", name=name)
        return say("Weights of {name}, {moment}", name=name, moment=seen.words)
    if epoch is None:
        return say("Weights of {name}, and before", name=name)
    return say("Weights of {name}, {moment}, and before", name=name, moment=seen.words)


def _five() -> Grid:
    """Return five tiles side by side in half the page, or in a phone's whole width."""
    return {"across": 5, "tile": min(round(room(820) / 5 * 28 / 30), 66)}
