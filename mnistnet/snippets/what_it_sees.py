"""Programs for the What-it-sees page: a picture by each way back, for a digit or a mix, shown to the network again."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.inverse import METHODS, one_of_each
from mnistnet.network import Network
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays, opening, program
from mnistnet.snippets.ways_back import WAYS
from mnistnet.snippets.wish import Wish, shown_again

__all__ = ["mix", "what_it_sees"]

Array = NDArray[Any]
FILE = "seen.npz"


def what_it_sees(network: Network, method: str, digit: int, picture: Array | None = None) -> Snippet:
    """Return the program that makes the picture of a digit by one way back and shows it to the network.

    Parameters
    ----------
    network : Network
    method : str
        A name in `mnistnet.inverse.METHODS`.
    digit : int
        The wanted answer.
    picture : ndarray of shape (rows, columns), optional
        What the method made of it, if that is known; else it is made here.

    Raises
    ------
    KeyError
        If there is no such method.
    DoesNotApply
        If the method has no meaning for the network.

    Notes
    -----
    The preimage takes more lines than a program here may have, so its program begins with the finished picture; so
    does a climb on which a rounding error in the start leads to another end.
    """
    wanted = one_of_each(network.classes)
    if picture is None:
        picture = METHODS[method].make(network, wanted)[digit]
    where = f"over the picture of the {digit} by {method}: what the network answers to it, and how sure it is"
    wish = Wish(network, wanted[digit], digit, network.classes, picture)
    return _snippet(wish, method, f"{method} of a {digit}", where)


def mix(network: Network, method: str, wanted: ArrayLike, picture: Array | None = None) -> Snippet:
    """Return the program that makes the picture of a mix of wanted outputs and shows it to the network.

    Parameters and errors are those of `what_it_sees`, with the wanted outputs, shape (classes,) or (1, classes), for
    the digit. A picture in whole numbers is rounded and therefore made anew.
    """
    row = np.asarray(wanted, np.float64).ravel()
    if picture is None or np.issubdtype(picture.dtype, np.integer):
        picture = METHODS[method].make(network, row[None])[0]
    where = "the ten bars beside the picture of the mix"
    return _snippet(Wish(network, row, 0, 1, picture), method, f"{method} of a mix", where)


def _snippet(wish: Wish, method: str, title: str, where: str) -> Snippet:
    network = wish.network
    outputs = network.predict(wish.picture)[0]
    way, arrays = WAYS[method](wish)
    last = f"z{len(network.dense_layers)}"
    shown = [f"{last} = layers(picture)[-1]"]
    if "def layers(picture):" not in way:
        shown = [f"x = {shown_again(network, 'picture')}", *forward(network, last)]
    tell = f'print(f"answer {{{last}[0].argmax()}}, {{100 * {last}[0].max():.1f}} %")'
    printed = f"answer {outputs.argmax()}, {100 * float(outputs.max()):.1f} %"
    if not wish.is_one_digit:  # two that are wanted alike may come out alike, and then rounding says which is first
        tell = f'print(", ".join(f"{{digit}}: {{100 * z:.1f}} %" for digit, z in enumerate({last}[0])))'
        printed = ", ".join(f"{digit}: {100 * float(z):.1f} %" for digit, z in enumerate(outputs))
    finished = "; the program begins with the finished picture" if "picture" in arrays else ""
    code = program(opening(network, FILE), way, [*shown, tell])
    return Snippet(title, code, FILE, network_arrays(network) | arrays, printed, where + finished)
