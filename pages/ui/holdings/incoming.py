"""Networks of strangers, made fit for the pages: of the right shape, named in plain letters, and able to compute."""

from dataclasses import replace

import numpy as np

from mnistnet import Digits, Network, WeightFileError
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import say
from pages.ui.holdings import results
from pages.ui.kit.text import plain

PROBES = 50  # digits


def settled(network: Network, digits: Digits) -> SavedNetwork:
    """Return a network without earlier epochs, checked for the pages and with plain names in it.

    Raises
    ------
    WeightFileError
        If it does not read 28 x 28 pixels, does not answer with ten digits, or gives numbers that are not finite.
    """
    if network.image_shape != (28, 28) or network.classes != 10:
        rows, columns = network.image_shape
        raise WeightFileError(
            say(
                "This network reads pictures of {rows} x {columns} pixels and gives {classes} answers; the pages "
                "here show networks from 28 x 28 pixels to the ten digits.",
                rows=rows,
                columns=columns,
                classes=network.classes,
            )
        )
    layers = tuple(replace(layer, name=plain(layer.name)) for layer in network.layers)
    return SavedNetwork(computing(replace(network, layers=layers, book=plain(network.book)), digits))


def settled_with_past(saved: SavedNetwork) -> SavedNetwork:
    """Return a network as `settled` does, under a plain name and with those of its epochs that lie before it."""
    network = saved.network
    fit = settled(replace(network, name=plain(network.name) or say("my network")), results.test_digits())
    past = {epoch: vector for epoch, vector in saved.epochs.items() if epoch < (network.epoch or 0)}
    return replace(fit, epochs=past)


def computing(network: Network, digits: Digits) -> Network:
    """Return the network in a number format that it can compute in: float16 is for keeping.

    Raises
    ------
    WeightFileError
        If any of its layers gives numbers that are not finite for digits.
    """
    network = network.astype(np.float32) if network.dtype == np.float16 else network
    with np.errstate(all="ignore"):
        views = network.trace(digits.images[:PROBES])
        if not all(np.isfinite(views[view]).all() for view in network.views):
            raise WeightFileError(
                say("This network gives infinite numbers: its training diverged, or its file is damaged.")
            )
    return network
