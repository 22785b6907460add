"""A case is what an influence snippet is about: one node, for one picture against one baseline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.influence import Game
from mnistnet.network import Network
from mnistnet.snippets import chain_rule
from mnistnet.snippets.assemble import assemble
from mnistnet.snippets.blocks import encoded, input_shape, opening
from mnistnet.snippets.layers import forward, indented, place
from mnistnet.snippets.program import Blocks, Snippet, network_arrays, signed

__all__ = ["FILE", "Case", "map_line", "receipt_line"]

Array = NDArray[Any]
FILE = "influence.npz"


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
    def arrays(self) -> dict[str, Array]:
        """What the file of its programs holds: the network and the pictures."""
        pictures = {"image": self.image} | ({} if self.baseline is None else {"baseline": self.baseline})
        return network_arrays(self.network) | pictures

    def blocks(self) -> dict[str, list[str]]:
        """Return the blocks that its programs ask for; they compute no view behind that of the node."""
        return {
            "network": opening(self.network, FILE, self.view),
            "node": self.value(),
            "slopes": chain_rule.slopes_function(self.network, self.view, self.node),
            "look": chain_rule.look_function(self.network, self.view, self.node),
            "picture": self.pictures()[:1],
            "pictures": self.pictures(),
        }

    def value(self) -> list[str]:
        """Return ``def node(x)``, which gives the node's value for every picture, shape (n,)."""
        answer = f"return {self.view}[{place(self.network, self.view, self.node)}]"
        return ["def node(x):", *indented([*forward(self.network, self.view), answer])]

    def pictures(self) -> list[str]:
        """Return the lines that make the picture, x, and the baseline, x0."""
        picture = f"x = {encoded(self.network, 'image', self.image)}"
        if self.baseline is not None:
            return [picture, f"x0 = {encoded(self.network, 'baseline', self.baseline)}"]
        offset = self.network.encoding.offset
        blank = f"np.full_like(x, {float(offset)!r})" if offset else "np.zeros_like(x)"
        return [picture, f"x0 = {blank}  # blank paper"]

    def change(self) -> float:
        """Return the node's value for the picture minus its value for the baseline."""
        return float(Game.of(self.network, self.image, self.baseline).change([self.view])[self.view][self.node])

    def code(self, program: str, blocks: Blocks | None = None, **constants: Any) -> str:
        """Return the text of a program for this case; `blocks` come on top of its own."""
        return assemble(program, {**self.blocks(), **(blocks or {})}, constants)

    def snippet(
        self, title: str, code: str, printed: str, kind: str = "", more: Mapping[str, Array] | None = None
    ) -> Snippet:
        """Return the snippet of a finished program, whose file holds `more` if need be."""
        return Snippet(title, code, FILE, self.arrays | dict(more or {}), printed, kind)


def map_line(influence: Array) -> str:
    """Return the line that a program prints for a map."""
    row, column = np.unravel_index(np.abs(influence).argmax(), influence.shape)
    strongest = signed(influence[row, column])
    return f"all pixels {signed(influence.sum())}, strongest {strongest} in row {row}, column {column}"


def receipt_line(change: float) -> str:
    """Return the line of a program whose map adds up to what truly happened."""
    return f"all pixels {signed(change)}, in truth {signed(change)}"
