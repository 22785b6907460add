"""What can lie on a desk: networks, runs, sets of digits, one's own hand, a drawing, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError, Digits
from mnistnet.weight_files import SavedNetwork

__all__ = ["Desk", "DeskError", "KeptNetwork"]


class DeskError(DataError):
    """A desk cannot be read; whatever is wrong with it, this is the exception."""


@dataclass(frozen=True, eq=False)
class KeptNetwork:
    """A network that a visitor taught or brought along; it was not trained in a run.

    Attributes
    ----------
    saved : SavedNetwork
    grown_from : (str, int) or None
        The network, and its epoch, that it went on from: its own past.
    brought : bool
        Whether it came as a file.
    """

    saved: SavedNetwork
    grown_from: tuple[str, int] | None = None
    brought: bool = False


@dataclass(frozen=True, eq=False)
class Desk:
    """What a visitor made and chose.

    Attributes
    ----------
    networks : tuple of KeptNetwork
        Oldest first.
    runs : tuple of SavedNetwork
        What training runs have made, oldest first.
    sets : tuple of Digits
        Of 28 x 28 pixels, with the three splits, oldest first.
    hand : Digits or None
        Digits of the visitor's own hand, one or more.
    drawing : ndarray of shape (28, 28), uint8, or None
    choices : mapping of str to str
        What was chosen, by id, as an address would say it: the network, the second, the set, the picture and more.
    """

    networks: tuple[KeptNetwork, ...] = ()
    runs: tuple[SavedNetwork, ...] = ()
    sets: tuple[Digits, ...] = ()
    hand: Digits | None = None
    drawing: NDArray[np.uint8] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
