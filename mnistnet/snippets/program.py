"""A snippet is a short NumPy program, the file that it loads, and the line that it prints.

A program is put together from parts, each a list of lines: `opening` here, what the layers do in `layers`. In every
program ``file`` is a dictionary of arrays and the rows of ``x`` are pictures as the first layer receives them: shape
(n, pixels), or (n, rows, columns) for a network that works along the rows.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from mnistnet.influence import DoesNotApply
from mnistnet.network import Flatten, Network

__all__ = ["Snippet", "encoded", "indented", "input_shape", "network_arrays", "opening", "program", "signed"]

Array = NDArray[Any]
DEFINITIONS = {  # tanh is NumPy's own, and identity needs nothing
    "sigmoid": ["def sigmoid(a):", "    return 1 / (1 + np.exp(-a))"],
    "relu": ["def relu(a):", "    return np.maximum(a, 0)"],
    "step": ["def step(a):", "    return (a > 0).astype(a.dtype)"],
    "softmax": [
        "def softmax(a):",
        "    powers = np.exp(a - a.max(axis=-1, keepdims=True))",
        "    return powers / powers.sum(axis=-1, keepdims=True)",
    ],
}
SAFE_SIGMOID = "    return np.exp(-np.logaddexp(0, -a))  # 1 / (1 + exp(-a)) for any a"  # float32 overflows at -89


@dataclass(frozen=True, eq=False)
class Snippet:
    """A program that shows how one number of a page comes about.

    Attributes
    ----------
    title : str
        What it computes, in a few words.
    code : str
        The whole program, 10 to 30 lines of plain NumPy; its last statement prints one line.
    file_name : str
        The .npz file that it loads from the folder in which it runs; empty for a program that needs none.
    arrays : mapping of str to ndarray
        What that file holds.
    printed : str
        The line that it prints, as the library computes it: the program is never run for it.
    number_words : str
        Where that number stands on the page.
    """

    title: str
    code: str
    file_name: str
    arrays: Mapping[str, Array] = field(repr=False)
    printed: str
    number_words: str

    def file(self) -> bytes:
        """Return the .npz file that the program loads."""
        content = io.BytesIO()
        arrays: dict[str, Any] = dict(self.arrays)
        np.savez_compressed(content, **arrays)
        return content.getvalue()


def program(*parts: list[str]) -> str:
    """Return the text of a program: its parts, with an empty line between each two."""
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def indented(lines: list[str]) -> list[str]:
    """Return the lines four blanks further in."""
    return [f"    {line}" for line in lines]


def signed(value: float) -> str:
    """Return a number to three figures with its sign, as ``{value:+.3g}`` in a program writes it."""
    return f"{value:+.3g}"


def network_arrays(network: Network) -> dict[str, Array]:
    """Return the weights and biases of a network by their plain names: W1, b1, W2, ..."""
    pairs = enumerate(((layer.weights, layer.biases) for layer in network.dense_layers), 1)
    named = {f"{letter}{k}": array for k, pair in pairs for letter, array in zip("Wb", pair, strict=True)}
    return {name: array for name, array in named.items() if array is not None}


def opening(
    network: Network, file_name: str, until: str | None = None, *, dtype: DTypeLike = np.float64, named: bool = True
) -> list[str]:
    """Return how a program begins: imports, the file, the weights by name and the activations.

    Parameters
    ----------
    network : Network
    file_name : str
        The .npz file with the `network_arrays`.
    until : str, optional
        The last view that the program computes, which spares it the layers behind; all by default.
    dtype : floating-point format
        float64, in which influence is computed, or the network's own, in which it answers.
    named : bool
        Whether the weights get names of their own; `layers.trace_function` of many layers does without.
    """
    until = until or network.views[-1]
    deep = network.dense_layers[: int(until[1:])]
    load = f'np.load("{file_name}")'
    double = np.dtype(dtype) == np.float64
    lines = [
        "import numpy as np",
        "",
        f"file = {{name: array.astype(float) for name, array in {load}.items()}}"
        if double and network.dtype != dtype
        else f"file = dict({load})",
    ]
    if named:
        lines += _names([f"W{k}" for k in range(1, len(deep) + 1)])
        lines += _names([f"b{k}" for k, layer in enumerate(deep, 1) if layer.biases is not None])
    reached = deep[:-1] if named and until[0] == "a" else deep
    rules = dict.fromkeys(layer.activation for layer in reached)
    if unknown := set(rules) - {*DEFINITIONS, "tanh", "identity"}:
        raise DoesNotApply(f"There is no short program for the activation {min(unknown)} yet.")
    known = DEFINITIONS if double else DEFINITIONS | {"sigmoid": [DEFINITIONS["sigmoid"][0], SAFE_SIGMOID]}
    return [*lines, *(line for rule in rules if rule in known for line in ("", *known[rule]))]


def input_shape(network: Network) -> tuple[int, ...]:
    """Return the shape of a picture as the first dense layer receives it: laid flat, or its rows and columns."""
    if isinstance(network.layers[0], Flatten):
        return (network.dense_layers[0].fan_in,)
    return network.input_shape


def encoded(network: Network, name: str, image: ArrayLike, dtype: DTypeLike = np.float64) -> str:
    """Return the expression that makes an input of shape (1, ...) of a picture in the file.

    `image` is that picture itself, of whose type it depends whether its pixels have to be divided by 255.
    """
    text = f'file["{name}"].reshape(1, {", ".join(map(str, input_shape(network)))})'
    if np.dtype(dtype) != np.float64:
        text += f".astype(np.{np.dtype(dtype).name})"
    if np.asarray(image).dtype == np.uint8:  # whole numbers have to be divided before they can be scaled
        text = f"{text} / 255" if network.encoding.scale == 1 else f"({text} / 255)"
    text = text if network.encoding.scale == 1 else f"{network.encoding.scale:.6g} * {text}"
    return text if network.encoding.offset == 0 else f"{network.encoding.offset:.6g} + {text}"


def _names(names: list[str]) -> list[str]:
    """Return lines that give arrays of the file their names, at most six a line."""
    heaps = (names[start : start + 6] for start in range(0, len(names), 6))
    return [f"{', '.join(heap)} = " + ", ".join(f'file["{name}"]' for name in heap) for heap in heaps]
