"""A receipt says in words and figures whether influence maps add up to what truly happened."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.commands.printing import figure
from mnistnet.influence import InfluenceMaps, Method

__all__ = ["Receipt"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Receipt:
    """Maps with what is to be said about them.

    Attributes
    ----------
    title, subtitle : str
        Network, method and view; picture and baseline.
    method : Method
    maps : InfluenceMaps
    view : str
    nodes : ndarray of int
        Which nodes of the view are asked about.
    """

    title: str
    subtitle: str
    method: Method
    maps: InfluenceMaps
    view: str
    nodes: Array

    @cached_property
    def _total(self) -> Array:
        return self.maps.total(self.view)

    @cached_property
    def _difference(self) -> Array:
        return self.maps.difference(self.view)

    @property
    def unit(self) -> str:
        """What a value of 1 in a map means."""
        return f"change of {self.view}" + (" per full ink" if self.method.is_speed else "")

    @property
    def limit(self) -> str:
        """Where the method's maps can be believed to add up."""
        return f"By this method a map adds up to the true change {self.method.where}."

    @property
    def summary(self) -> str:
        """The largest difference of any of the nodes, beside the change of its node."""
        worst = self.nodes[np.abs(self._difference[self.nodes]).argmax()]
        if self._difference[worst] == 0:
            return "Sum and true change are equal at every node."
        return (
            f"Sum and true change differ most at node {worst}: by {self._difference[worst]:.2g}, "
            f"of a change of {figure(self.maps.change[self.view][worst])}."
        )

    def most_changed(self, most: int) -> list[int]:
        """Return the nodes that truly changed most, up or down, the most changed first."""
        order = np.argsort(-np.abs(self.maps.change[self.view][self.nodes]), kind="stable")
        return [int(node) for node in self.nodes[order[:most]]]

    def row(self, node: int) -> list[str]:
        """Return node, sum of its map, true change, difference, and the error bar of one pixel, as texts."""
        view = self.view
        total, change, difference = (of[node] for of in (self._total, self.maps.change[view], self._difference))
        return [str(node), figure(total), figure(change), f"{difference:.2g}", self.error_bar(node)]

    def error_bar(self, node: int) -> str:
        """Return how far chance scatters one pixel of a node's map: the root of the mean squared standard error."""
        error = self.maps.standard_error[self.view]
        return "none" if error is None else f"±{np.sqrt((error[node] ** 2).mean()):.2g}"
