"""A snippet is a short NumPy program, the file that it loads, and the line that it prints."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import Network
from mnistnet.snippets.assemble import assemble, file_of

__all__ = ["Blocks", "Snippet", "network_arrays", "signed", "snippet"]

Array = NDArray[Any]
Blocks = Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Snippet:
    """A program that shows how one number of a page comes about.

    Attributes
    ----------
    title : str
        What it computes, in a few words.
    code : str
        The whole program, a sentence and 10 to 30 lines of plain NumPy; its last statement prints one line.
    file_name : str
        The .npz file that it loads from the folder in which it runs; empty for a program that needs none.
    arrays : mapping of str to ndarray
        What that file holds.
    printed : str
        The line that it prints, as the library computes it: the program is never run for it.
    kind : str
        Which number it prints, where it depends on the case which one a short program can give.
    note : str
        What somebody should know who compares the program with what it stands for; often empty.
    """

    title: str
    code: str
    file_name: str
    arrays: Mapping[str, Array] = field(repr=False)
    printed: str
    kind: str = ""
    note: str = ""

    def file(self) -> bytes:
        """Return the .npz file that the program loads."""
        content = io.BytesIO()
        arrays: dict[str, Any] = dict(self.arrays)
        np.savez_compressed(content, **arrays)
        return content.getvalue()


def snippet(
    title: str,
    name: str,
    blocks: Blocks,
    arrays: Mapping[str, Array],
    printed: str,
    *,
    note: str = "",
    **constants: Any,
) -> Snippet:
    """Return the snippet of the program `name` with its blocks and constants, as `assemble` takes them."""
    code = assemble(name, blocks, constants)
    return Snippet(title, code, file_of(code), arrays, printed, note=note)


def signed(value: float) -> str:
    """Return a number to three figures with its sign, as ``{value:+.3g}`` in a program writes it."""
    return f"{value:+.3g}"


def network_arrays(network: Network, deep: int | None = None) -> dict[str, Array]:
    """Return the weights and biases of the first `deep` layers, or of all, by their plain names: W1, b1, W2, ..."""
    pairs = enumerate(((layer.weights, layer.biases) for layer in network.dense_layers[:deep]), 1)
    named = {f"{letter}{k}": array for k, pair in pairs for letter, array in zip("Wb", pair, strict=True)}
    return {name: array for name, array in named.items() if array is not None}
