"""A mix of answers: ten sliders say what is wanted, and the network is run backwards from there."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mnistnet import Network, snippets
from mnistnet.figures import answers
from mnistnet.inverse import Inverse
from mnistnet.readout import read_answer
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.pictures import STAGE, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.text import outputs_are, paragraph
from pages.ui.rooms.what_it_sees.ways import made

Array = NDArray[Any]
HALF_AND_HALF = (3, 8)  # the mix at first


def show_mix(net: Network, method: Inverse) -> None:
    """Show the sliders, the picture of what they ask for, and what the network answers to it."""
    wanted = choose_mix(net)
    way = say(method.title)
    image, outputs = mixed(net, method, wanted)
    answer = read_answer(outputs)
    code(
        say("The mix"), say("the ten bars beside the picture of the mix"), snippets.mix, net, method.name, wanted, image
    )
    picture, bars = st.columns([300, 420], gap="medium")
    with picture:
        show_digit(image, alt=say("{way} picture of the mix", way=way), size=STAGE)
        st.caption(paragraph(say("{way} of the wanted answers above.", way=way), only_differences(net, method)))
    with bars:
        words = say(
            "Shown this picture, it answers {best}, with {confidence:share}.",
            best=answer.best,
            confidence=answer.confidence,
        )
        show_figure(answers(outputs, height=280), "mix", alt=words)
        st.caption(paragraph(words, outputs_are(net)))


def choose_mix(network: Network) -> Array:
    """Show a slider for every wanted output and return them, shape (1, classes)."""
    with st.container(horizontal=True, gap="medium"):
        wanted = [
            choices.slider(
                say("Answer {digit}", digit=digit),
                0.01,
                0.99,
                key=f"wanted_{digit}",
                default=0.5 if digit in HALF_AND_HALF else 0.01,
                width=125,
                step=0.01,
            )
            for digit in range(network.classes)
        ]
    return np.array([wanted])


def only_differences(network: Network, method: Inverse) -> str:
    """Return why ten equal wishes are none, however large; nothing where that is not so."""
    if method.name in ("weight-product", "mean-digit"):
        return say(
            "Only the sliders' shares of their sum count: with all ten equal, at 0.01 or at 0.99, every digit is mixed "
            "in alike."
        )
    if network.output_activation == "softmax":
        return say(
            "Only the differences between the sliders count: ten outputs that share out 100 % are alike, at 10 % each, "
            "whether all ten are wanted at 0.01 or at 0.99."
        )
    return ""


def mixed(network: Network, method: Inverse, wanted: Array) -> tuple[NDArray[np.uint8], Array]:
    """Return the picture of a mix of wanted outputs, uint8, and what the network answers to it."""
    picture = made(network, method, wanted)[0]
    return np.rint(255 * picture).astype(np.uint8), network.predict(picture)[0]
