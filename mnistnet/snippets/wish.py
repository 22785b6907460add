"""A wish is what a picture shall be made for: the wanted outputs, and their place among those asked for at once."""

from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.snippets.blocks import input_shape, scaled
from mnistnet.snippets.program import Blocks

__all__ = ["FINISHED", "Way", "Wish", "shown_again"]

Array = NDArray[Any]
FINISHED = "The program begins with the finished picture."


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


@dataclass(frozen=True, eq=False)
class Way:
    """How a picture is made: a program, its own blocks, and what it needs in the file."""

    program: str
    blocks: Blocks = field(default_factory=dict)
    arrays: dict[str, Array] = field(default_factory=dict)
    note: str = ""


def shown_again(network: Network, picture: str) -> str:
    """Return the expression that makes an input of a picture from 0 to 1."""
    return scaled(network.encoding, f"{picture}.reshape(1, {', '.join(map(str, input_shape(network)))})")
