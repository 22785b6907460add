"""Contents are what a reader of any format hands on: named arrays, and our own card or the habit of a format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

__all__ = ["Contents"]


@dataclass(frozen=True, eq=False)
class Contents:
    """What a weight file holds.

    Attributes
    ----------
    arrays : mapping of str to ndarray
        The card not among them.
    card : JSON value or None
        What a file of ours says about its network.
    habit : str
        Whose way of writing it is, which says what is likely: "scratch" (*Deep Learning from Scratch*),
        "nielsen", "your-own" (Rashid), "torch" or "keras".
    """

    arrays: Mapping[str, NDArray[Any]]
    card: Any = None
    habit: str = "scratch"
