"""A case is what an influence snippet is about: one node, for one picture against one baseline."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence import Game
from mnistnet.network import Network
from mnistnet.snippets.layers import node_function
from mnistnet.snippets.program import Snippet, encoded, input_shape, network_arrays, opening, program, signed

__all__ = ["END", "FILE", "Case", "is_short", "map_line", "receipt_end", "receipt_line"]

Array = NDArray[Any]
FILE = "influence.npz"
LONGEST = 30  # lines that a reader follows
END = [
    "r, c = np.unravel_index(abs(influence).argmax(), influence.shape)",
    'print(f"all pixels {influence.sum():+.3g}, strongest {influence[r, c]:+.3g} in row {r}, column {c}")',
]


@dataclass(frozen=True, eq=False)
class Case:
    """One node of one view, for a picture against a baseline (None is blank paper)."""

    network: Network
    image: Array
    baseline: Array | None
    view: str
    node: int

    @property
    def name(self) -> str:
        """The node in words."""
        return f"node {self.node} of {self.view}"

    @property
    def along_rows(self) -> bool:
        """Whether the network reads the picture row by row."""
        return len(input_shape(self.network)) > 1

    @property
    def shape(self) -> str:
        """The shape of a picture, as a program writes it."""
        return str(tuple(self.network.image_shape))

    def opening(self) -> list[str]:
        """Return how the program begins; it computes no view behind that of the node."""
        return opening(self.network, FILE, self.view)

    def value(self) -> list[str]:
        """Return ``def node(x)``."""
        return node_function(self.network, self.view, self.node)

    def pictures(self) -> list[str]:
        """Return the lines that make the picture, x, and the baseline, x0."""
        offset = self.network.encoding.offset
        blank = f"np.full_like(x, {offset:.6g})" if offset else "np.zeros_like(x)"
        picture = f"x = {encoded(self.network, 'image', self.image)}"
        if self.baseline is None:
            return [picture, f"x0 = {blank}  # blank paper"]
        return [picture, f"x0 = {encoded(self.network, 'baseline', self.baseline)}"]

    def first_sums(self, pictures: str) -> str:
        """Return the expression for a1 of the pictures of that name."""
        return f"{pictures} @ W1" + ("" if self.network.dense_layers[0].biases is None else " + b1")

    def change(self) -> float:
        """Return the node's value for the picture minus its value for the baseline."""
        return float(Game.of(self.network, self.image, self.baseline).change([self.view])[self.view][self.node])

    def snippet(self, title: str, parts: list[list[str]], printed: str, words: str, **more: Array) -> Snippet:
        """Return the snippet of some parts; the file holds the network, the pictures and `more`."""
        pictures = {"image": self.image} | ({} if self.baseline is None else {"baseline": self.baseline})
        arrays = network_arrays(self.network) | pictures | more
        return Snippet(title, program(*parts), FILE, arrays, printed, words)


def is_short(parts: list[list[str]]) -> bool:
    """Say whether a program is no longer than a reader follows."""
    return sum(bool(line) for part in parts for line in part) <= LONGEST


def map_line(influence: Array) -> str:
    """Return the line that `END` prints for a map."""
    row, column = np.unravel_index(np.abs(influence).argmax(), influence.shape)
    strongest = signed(influence[row, column])
    return f"all pixels {signed(influence.sum())}, strongest {strongest} in row {row}, column {column}"


def receipt_end(value: str = "node") -> list[str]:
    """Return the end of a program whose map adds up to what truly happened to the `value` of a picture."""
    return [f'print(f"all pixels {{influence.sum():+.3g}}, in truth {{({value}(x) - {value}(x0))[0]:+.3g}}")']


def receipt_line(change: float) -> str:
    """Return the line that `receipt_end` prints."""
    return f"all pixels {signed(change)}, in truth {signed(change)}"
