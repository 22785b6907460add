"""The program behind a network's answer: the picture goes in at one end, the best class comes out at the other."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.readout import read_answer
from mnistnet.snippets.blocks import encoded, opening
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays, snippet
from mnistnet.words.shares import share

__all__ = ["answers"]


def answers(network: Network, image: NDArray[Any]) -> Snippet:
    """Return the program that prints the best answer with its share, in the network's own number format."""
    image = np.asarray(image)
    answer = read_answer(network.predict(image)[0])
    picture = f"x = {encoded(network, 'image', image, network.dtype)}"
    return snippet(
        "What the network answers",
        "answer",
        {
            "network": opening(network, "answer.npz", dtype=network.dtype),
            "picture": [picture],
            "outputs": forward(network, network.views[-1], name="outputs"),
        },
        network_arrays(network) | {"image": image},
        f"It answers {answer.best}, with {share(answer.confidence)}",
    )
