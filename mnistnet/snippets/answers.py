"""The program behind a network's answer: the picture goes in at one end, the best class comes out at the other."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.readout import read_answer
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, encoded, indented, network_arrays, opening, program
from mnistnet.words.shares import share

__all__ = ["answers"]

FILE = "answer.npz"


def answers(network: Network, image: NDArray[Any]) -> Snippet:
    """Return the program that prints the best answer with its share, in the network's own number format."""
    image = np.asarray(image)
    last = network.views[-1]
    lines = [
        f"x = {encoded(network, 'image', image, network.dtype)}",
        "outputs = answers(x).ravel()",
        "best = outputs.argmax()",
        "share = 100 * float(outputs[best])",
        'words = "< 0.1" if 0 < share < 0.1 else "> 99.9" if 99.9 < share < 100 else f"{share:.1f}"',
        'print(f"It answers {best}, with {words} %")',
    ]
    function = ["def answers(x):", *indented([*forward(network, last), f"return {last}"])]
    answer = read_answer(network.predict(image)[0])
    return Snippet(
        "What the network answers",
        program(opening(network, FILE, dtype=network.dtype), function, lines),
        FILE,
        network_arrays(network) | {"image": image},
        f"It answers {answer.best}, with {share(answer.confidence)}",
        "the answer beside the picture, and its bar",
    )
