"""One layer from epoch to epoch: what it makes of the same pattern while the network learns, as a film."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.figures.player import player
from mnistnet.patterns import layer_outputs
from mnistnet.patterns.shapes import rearranged, strip
from mnistnet.words import say
from pages.ui.kit.pictures import Grid, show_figure
from pages.ui.kit.text import paragraph
from pages.ui.kit.viewport import is_phone
from pages.ui.rooms.layers.model import Model
from pages.ui.rooms.layers.passage import Look


def show_film(model: Model, pattern: NDArray[np.uint8], layer: int, name: str, look: Look) -> None:
    """Show the film of a layer, open at the epoch on the bench; where no epochs are known say why."""
    networks = model.epochs()
    if not networks:
        st.info(model.why_no_film)
        return
    pictures = at_every_epoch(networks, pattern, layer, look)
    titles = [say("epoch {epoch}", epoch=network.epoch) for network in networks]
    now = [network.epoch for network in networks].index(model.network.epoch)
    alt = film_words(pictures, titles, name)
    show_figure(player(pictures, titles, start=now, palette=look.palette), "film", alt=alt)
    st.caption(paragraph(say("Press Play, or move the slider: the same pattern at every epoch, on one scale."), alt))


def at_every_epoch(networks: list[Network], pattern: NDArray[np.uint8], layer: int, look: Look) -> NDArray[np.floating]:
    """Return one layer's output at every epoch as pictures of shape (epochs, rows, columns)."""
    return np.stack([as_picture(layer_outputs(network, pattern)[layer].values, look) for network in networks])


def as_picture(values: NDArray[np.floating], look: Look) -> NDArray[np.floating]:
    """Return an output as a picture of a film."""
    if not look.as_strips or values.ndim == 2:
        return rearranged(values)
    return np.repeat(strip(values), max(1, values.size // 4), axis=0)


def film_grid(pictures: NDArray[np.floating]) -> Grid:
    """Return how many pictures of a film stand side by side, and their width: wide ones get more room."""
    wide = pictures.shape[2] > 1.5 * pictures.shape[1]
    across = (2 if wide else 4) if is_phone() else (4 if wide else 8)
    return {"across": across, "tile": (350 if is_phone() else 820) // across}


def film_words(pictures: NDArray[np.floating], titles: list[str], layer: str) -> str:
    """Return between which two neighbours of a film its pictures, shape (epochs, rows, columns), change most."""
    steps = np.nanmean(np.abs(np.diff(pictures, axis=0)), axis=(1, 2))
    most = int(steps.argmax())
    return say(
        "Of {n} epochs layer {layer} changes most between {before} and {after}.",
        n=len(titles),
        layer=layer,
        before=titles[most],
        after=titles[most + 1],
    )
