"""A wish is what a picture shall be made for: the wanted outputs, and their place among those asked for at once."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.snippets.layers import flattens
from mnistnet.snippets.program import input_shape

__all__ = ["Way", "Wish", "shown_again", "unflattened"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Wish:
    """What a picture is made for.

    Attributes
    ----------
    network : Network
    wanted : ndarray of shape (classes,)
        The wanted outputs.
    row, rows : int
        The wish is row `row` of `rows` that the page asks for at once; a climb's faint noise depends on it.
    picture : ndarray of shape (image rows, image columns)
        What the method makes of it.
    """

    network: Network
    wanted: Array
    row: int
    rows: int
    picture: Array

    @property
    def is_one_digit(self) -> bool:
        """Whether it is one of the classes and not a mix of several."""
        return self.rows > 1

    @property
    def text(self) -> str:
        """The expression for the wanted outputs."""
        if self.is_one_digit:
            return f"np.where(np.arange({len(self.wanted)}) == {self.row}, 0.99, 0.01)"
        return f"np.array([{', '.join(f'{value:.6g}' for value in self.wanted)}])"


Way = tuple[list[str], dict[str, Array]]  # the lines that make the picture, and what they need in the file


def unflattened(network: Network, k: int, many: str = "") -> str:
    """Return the call that gives what layer k receives its rows back, where they were laid end to end before it."""
    return f".reshape({many}{', '.join(map(str, network.view_shapes[f'z{k - 1}']))})" if flattens(network, k) else ""


def shown_again(network: Network, picture: str) -> str:
    """Return the expression that makes an input of a picture from 0 to 1."""
    text = f"{picture}.reshape(1, {', '.join(map(str, input_shape(network)))})"
    offset, scale = float(network.encoding.offset), float(network.encoding.scale)
    text = text if scale == 1 else f"{scale!r} * {text}"
    return text if offset == 0 else f"{offset!r} + {text}"
