"""Influence maps are pictures of what each pixel did to each node, with a receipt for every node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.notebook import maps_card

__all__ = ["InfluenceMaps"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class InfluenceMaps(Mapping[str, Array]):
    """The maps of one method for one picture: ``maps["z1"]`` has shape (nodes, rows, columns).

    Attributes
    ----------
    method : str
        The name of the method that made them.
    maps : mapping of str to ndarray of shape (nodes, rows, columns)
        Per view. Nodes of a layer that works along the rows of the picture are numbered row by row.
    change : mapping of str to ndarray of shape (nodes,)
        What truly happened to each node: its value for the picture minus its value for the baseline.
    standard_error : mapping of str to (ndarray of shape (nodes, rows, columns) or None)
        How far a sampled map scatters about its mean; None where nothing was drawn at random.

    Notes
    -----
    A method is *complete* where ``total(view)`` equals ``change[view]``. The standard error covers
    chance alone; a method can be precise and still be wrong about what it claims to measure.

    Examples
    --------
    >>> from mnistnet import influence, load_digits, load_network
    >>> maps = influence.shapley(load_network("scratch"), load_digits().split("test").images[0])
    >>> maps["z1"].shape
    (50, 28, 28)
    >>> bool(np.allclose(maps.total("z1"), maps.change["z1"]))
    True
    """

    method: str
    maps: Mapping[str, Array]
    change: Mapping[str, Array]
    standard_error: Mapping[str, Array | None]

    def __post_init__(self) -> None:
        for name in ("maps", "change", "standard_error"):
            arrays = dict(getattr(self, name))
            for array in arrays.values():
                if array is not None:
                    array.flags.writeable = False
            object.__setattr__(self, name, MappingProxyType(arrays))

    def __reduce__(self) -> tuple[Any, ...]:
        return InfluenceMaps, (self.method, dict(self.maps), dict(self.change), dict(self.standard_error))

    def __getitem__(self, view: str) -> Array:
        return self.maps[view]

    def __iter__(self) -> Iterator[str]:
        return iter(self.maps)

    def __len__(self) -> int:
        return len(self.maps)

    def total(self, view: str) -> Array:
        """Return the sum of each node's map, shape (nodes,)."""
        return np.asarray(self.maps[view].sum(axis=(1, 2)))

    def difference(self, view: str) -> Array:
        """Return the sum of each node's map minus the true change of the node, shape (nodes,)."""
        return np.asarray(self.total(view) - self.change[view])

    def largest_difference(self, view: str) -> float:
        """Return by how much the sum of a map and the true change of its node differ at most, without sign."""
        return float(np.abs(self.difference(view)).max())

    def gap(self, view: str) -> Array:
        """Return the completeness gap ``|total - change| / |change|`` of each node, shape (nodes,).

        It is 0 where both are 0, and infinite where a node did not change but its map does not add up to 0.
        """
        difference, change = np.abs(self.difference(view)), np.abs(self.change[view])
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(difference == 0, 0.0, difference / change)

    def _repr_html_(self) -> str:
        return maps_card(repr(self), self.maps)

    def __repr__(self) -> str:
        return f"<InfluenceMaps by {self.method}: {', '.join(self.maps)}>"
