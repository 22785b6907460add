"""What one visitor sees on one page, and what a report says of it: the facts, the settings, how to cite it."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

import mnistnet
from mnistnet import Network
from mnistnet.words import mark, say
from mnistnet.words.shares import share
from pages.ui.state.shown import Shown

CITATION = mark(
    "@software{{mnistnet,\n  author  = {{The mnistnet developers}},\n  title   = {{mnistnet: look "
    "inside a neural network that reads handwritten digits}},\n  version = {{{version}}},\n  year    "
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
    digits: str = "embedded"
    beside: Network | None = None


def facts(view: View) -> dict[str, str]:
    """Return what was looked at, in a few lines."""
    net = view.network
    known = {
        "Network": f"{net.name}{f', {net.book}' if net.book else ''}",
        "Layers": " → ".join(str(size) for size in (net.input_shape[-1], *(d.fan_out for d in net.dense_layers))),
        "Activations": ", ".join(layer.activation for layer in net.dense_layers),
        "A pixel p becomes": str(net.encoding),
        "Epoch": "" if net.epoch is None else str(net.epoch),
        "Reads of the official test digits": "" if net.test_accuracy is None else share(net.test_accuracy, 2),
        "Digest of its weights": net.digest,
        "Beside it": ""
        if view.beside is None
        else say("{name}, digest {digest}", name=view.beside.name, digest=view.beside.digest),
        "Picture": view.picture_words,
        "Test digits": view.digits,
        "Address": view.address,
        "Made by": say(
            "mnistnet {__version__}, {today:%d %B %Y}", __version__=mnistnet.__version__, today=datetime.date.today()
        ),
    }
    return {name: value for name, value in known.items() if value}


def citation(network: Network) -> str:
    """Return how to cite what was seen of a network, as BibTeX."""
    today = datetime.date.today()
    name = re.sub(r"[{}\\\"]", "", network.name)
    return CITATION.format(
        version=mnistnet.__version__, year=today.year, name=name, digest=network.digest, date=today.isoformat()
    )


def training_settings(network: Network) -> dict[str, str]:
    """Return the settings of the network's training, as a report lists them."""
    return {
        say("training: {name}", name=name): str(value)
        for name, value in network.training.settings.items()
        if value not in ("", None)
    }
