"""What one visitor sees on one page, and what a report says of it: the facts, the settings, how to cite it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import mnistnet
from mnistnet import Network
from mnistnet.weight_files import DOUBT, doubt_words
from mnistnet.words import mark, say
from mnistnet.words.language import ENGLISH
from mnistnet.words.shares import share
from pages.ui.state.shown import Shown

FACTS = {
    "network": mark("Network"),
    "layers": mark("Layers"),
    "activations": mark("Activations"),
    "encoding": mark("A pixel p becomes"),
    "epoch": mark("Epoch"),
    "test_accuracy": mark("Reads of the official test digits"),
    "digest": mark("Digest of its weights"),
    "beside": mark("Beside it"),
    "picture": mark("Picture"),
    "digits": mark("Test digits"),
    "address": mark("Address"),
    "opens": mark("Where it opens"),
    "made_by": mark("Made by"),
}
CITATION = mark(
    "@software{{mnistnet,\n  author  = {{{{The mnistnet developers}}}},\n  title   = {{mnistnet: exact influence of "
    "every pixel on every node, with receipts and error bars}},\n  version = {{{version}}},\n  year    "
    '= {{{year}}},\n  note    = {{Network "{name}", digest {digest}; seen on {date}}}\n}}'
)


@dataclass(frozen=True, eq=False)
class View:
    """What one visitor sees on one page, gathered at once: files are made later, outside the run of the page."""

    page: str
    shown: Shown
    network: Network
    image: NDArray[np.uint8]
    picture_words: str
    address: str
    choices: Mapping[str, str] = field(default_factory=dict)
    opens: str = ""
    digits: str = "embedded"
    beside: Network | None = None
    language: str = ENGLISH


def facts(view: View) -> dict[str, str]:
    """Return what was looked at, in a few lines, by the names in `FACTS`."""
    net = view.network
    known = {
        "network": ", ".join(filter(None, (net.name, net.book))),
        "layers": " → ".join(str(size) for size in (net.input_shape[-1], *(d.fan_out for d in net.dense_layers))),
        "activations": ", ".join(layer.activation for layer in net.dense_layers),
        "encoding": str(net.encoding),
        "epoch": "" if net.epoch is None else str(net.epoch),
        "test_accuracy": "" if net.test_accuracy is None else share(net.test_accuracy, 2),
        "digest": net.digest,
        "beside": "" if view.beside is None else _beside(view.beside),
        "picture": view.picture_words,
        "digits": view.digits,
        "address": view.address,
        "opens": view.opens,
        "made_by": say("mnistnet {version}, {date:%d %B %Y}", version=mnistnet.__version__, date=datetime.date.today()),
    }
    return {name: value for name, value in known.items() if value}


def _beside(network: Network) -> str:
    return say("{name}, digest {digest}", name=network.name, digest=network.digest)


def in_words(known: Mapping[str, str]) -> dict[str, str]:
    """Return facts under what people call them."""
    return {say(FACTS[name]): value for name, value in known.items()}


def citation(network: Network) -> str:
    """Return how to cite what was seen of a network, as BibTeX."""
    today = datetime.date.today()
    name = re.sub(r"([_%&#$])", r"\\\1", re.sub(r"[{}\\\"~^]", "", network.name))  # as LaTeX wants it
    return CITATION.format(
        version=mnistnet.__version__, year=today.year, name=name, digest=network.digest, date=today.isoformat()
    )


def training_settings(network: Network) -> dict[str, str]:
    """Return the settings of the network's training, as a report lists them."""
    told = {
        say("training: {name}", name=name): str(value)
        for name, value in network.training.settings.items()
        if value not in ("", None) and name != DOUBT
    }
    doubt = doubt_words(network)
    return told | ({say("doubt"): doubt} if doubt else {})
