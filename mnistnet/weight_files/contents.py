"""Contents are what a reader of any format hands on: named arrays, and our own card or the habit of a format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from mnistnet.network import PixelEncoding
from mnistnet.weight_files.part import Chain

__all__ = ["Contents", "habit_of"]


@dataclass(frozen=True, eq=False)
class Contents:
    """What a weight file holds.

    Attributes
    ----------
    arrays : mapping of str to ndarray
        The card not among them. A name is the way to the array, such as "params.W1" or "layers.0.weights".
    card : JSON value or None
        What a file of ours says about its network.
    habit : str
        Whose way of writing it is, which says what is likely: "scratch" (*Deep Learning from Scratch*),
        "nielsen", "your-own" (Rashid), "torch" or "keras".
    left_out : tuple of str
        The names of what is no array: numbers, texts, arrays of objects.
    said : mapping of str to str
        What the file says of its use: "activation" and "output", as far as it does.
    chain : Chain or None
        The layers in their order, where the file says it.
    activations : tuple of str or None
        What each hidden layer does, where the file says it; `said` then has "activation": "each".
    encoding : PixelEncoding or None
        How pixels become inputs, where the file says it.
    """

    arrays: Mapping[str, NDArray[Any]]
    card: Any = None
    habit: str = "scratch"
    left_out: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    chain: Chain | None = None
    activations: tuple[str, ...] | None = None
    encoding: PixelEncoding | None = None


def habit_of(names: Mapping[str, Any], usual: str = "scratch") -> str:
    """Return whose habit the names of arrays are."""
    last = [name[-200:].replace("/", ".").rpartition(".")[2] for name in names]
    if any(word.removesuffix(":0").endswith("kernel") for word in last):
        return "keras"
    if any(word.endswith("weight") for word in last):
        return "torch"
    return "your-own" if "wih" in last else usual
