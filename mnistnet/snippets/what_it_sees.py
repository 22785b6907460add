"""Programs for the What-it-sees page: a picture by each way back, for a digit or a mix, shown to the network again."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.inverse import METHODS, one_of_each
from mnistnet.network import Network
from mnistnet.snippets.assemble import assemble
from mnistnet.snippets.blocks import opening
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, network_arrays
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
    wish = Wish(network, wanted[digit], digit, network.classes, picture)
    return _snippet(wish, method, f"{METHODS[method].title} of a {digit}")


def mix(network: Network, method: str, wanted: ArrayLike, picture: Array | None = None) -> Snippet:
    """Return the program that makes the picture of a mix of wanted outputs and shows it to the network.

    Parameters and errors are those of `what_it_sees`, with the wanted outputs, shape (classes,) or (1, classes), for
    the digit. A picture in whole numbers is rounded and therefore made anew.
    """
    row = np.asarray(wanted, np.float64).ravel()
    if picture is None or np.issubdtype(picture.dtype, np.integer):
        picture = METHODS[method].make(network, row[None])[0]
    return _snippet(Wish(network, row, 0, 1, picture), method, f"{METHODS[method].title} of a mix")


def _snippet(wish: Wish, method: str, title: str) -> Snippet:
    network = wish.network
    outputs = network.predict(wish.picture)[0]
    way = WAYS[method](wish)
    shown = [f"x = {shown_again(network, 'picture')}", *forward(network, network.views[-1], name="outputs")]
    blocks = {"network": opening(network, FILE), "shown": shown, **way.blocks}
    code = assemble(way.program, blocks, {"ONE_DIGIT": wish.is_one_digit})
    printed = f"answer {outputs.argmax()}, {100 * float(outputs.max()):.1f} %"
    if not wish.is_one_digit:  # two that are wanted alike may come out alike, and then rounding says which is first
        printed = ", ".join(f"{digit}: {100 * float(z):.1f} %" for digit, z in enumerate(outputs))
    return Snippet(title, code, FILE, network_arrays(network) | way.arrays, printed, note=way.note)
