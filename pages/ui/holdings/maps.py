"""Influence maps as pages show them: kept for all visitors, and those that a visitor lets be drawn more exactly."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.influence import (
    METHODS,
    InfluenceMaps,
    is_exact_alone,
    only_node,
    refined,
    shapley_of_node,
    strongest_node,
    uncertainty,
)
from mnistnet.words import mark
from pages.ui.holdings.kept import kept
from pages.ui.state import mine

__all__ = [
    "EXACT_ENOUGH",
    "Refinement",
    "influence_maps",
    "map_of_node",
    "node_maps",
    "refine",
    "refinement_of",
    "strongest",
]

Image = NDArray[np.uint8]
DOING = mark("Working out what every pixel did …")
SEEN = 1e-8  # of a node's output: as many figures as single precision has, in which pictures travel
WIDE = 500  # nodes of the first layer
AT_ONCE = {"masks": 512, "toggles": 8}  # in a wide network, where a page would wait a second for as many as elsewhere
ONE_AT_ONCE = {"masks": 256, "toggles": 4}  # of one node, of which a page says by how much chance may be off
IN_ORDER = {"masks": 512, "toggles": 8}  # the curves of two finer draws differ as much from each other
EXACT_ENOUGH = 0.01  # of the maps' size
LONGEST = 60.0  # seconds of work at one refinement


def influence_maps(network: Network, image: Image, method: str, view: str, baseline: Image | None) -> InfluenceMaps:
    """Return the maps of one method for one view, or what came of them when the visitor had them refined."""
    refinement = refinement_of(network, image, view, baseline) if method == "shapley" else None
    return refinement.maps if refinement else _maps(network, image, method, view, baseline)


def node_maps(
    network: Network, image: Image, method: str, view: str, node: int, baseline: Image | None, *, in_order: bool = False
) -> InfluenceMaps:
    """Return the map of one node, as the only one of its view: of Shapley's values nothing else is worked out.

    Where only the order of pixels is asked for, fewer teams are drawn.
    """
    if method != "shapley" or refinement_of(network, image, view, baseline):
        return only_node(influence_maps(network, image, method, view, baseline), node)
    return _node_maps(network, image, view, node, baseline, in_order)


def map_of_node(
    network: Network, image: Image, method: str, view: str, node: int, baseline: Image | None
) -> InfluenceMaps:
    """Return the map of one node, as the only one of its view, as it is among the maps of all of them."""
    if method == "shapley" and is_exact_alone(network, view):
        return node_maps(network, image, method, view, node, baseline)
    return only_node(influence_maps(network, image, method, view, baseline), node)


@kept(max_entries=512, ttl="1h")
def strongest(network: Network, image: Image, baseline: Image | None) -> int:
    """Return the node of z1 on which a pixel acts most by Shapley's values, where these are exact alone."""
    return strongest_node(network, image, baseline, tolerance=SEEN)


def _is_quick(network: Network, image: Image, method: str, view: str, *given: Any) -> bool:
    """Return whether the maps are there before one could read that they are worked out."""
    return not _is_wide(network) and (method != "shapley" or is_exact_alone(network, view))


@kept(max_entries=512, ttl="1h", doing=DOING)  # a class walks the same digits
def _node_maps(
    network: Network, image: Image, view: str, node: int, baseline: Image | None, in_order: bool
) -> InfluenceMaps:
    effort: dict[str, Any] = dict(ONE_AT_ONCE) if _is_wide(network) else dict(IN_ORDER) if in_order else {}
    return shapley_of_node(network, image, view, node, baseline, tolerance=SEEN, **effort)


@kept(max_entries=24, ttl="10m", doing=DOING, unless=_is_quick)
def _maps(network: Network, image: Image, method: str, view: str, baseline: Image | None) -> InfluenceMaps:
    options = _effort(network) if method == "shapley" else {}
    return METHODS[method].function(network, image, baseline, views=[view], **options)


def _effort(network: Network) -> Mapping[str, Any]:
    return {"tolerance": SEEN} | (AT_ONCE if _is_wide(network) else {})


def _is_wide(network: Network) -> bool:
    return network.dense_layers[0].fan_out >= WIDE


@dataclass(eq=False)
class Refinement:
    """Maps of Shapley's values that are drawn again and again.

    Attributes
    ----------
    about : tuple
        The network, the picture, the view and the baseline, as `_about` tells them apart.
    draws : iterator of InfluenceMaps
        Each better than the last.
    maps : InfluenceMaps
        The best so far.
    count : int
        How many draws they are the mean of.
    goes_on : bool
        Whether it is neither exact enough nor stopped.
    worked : float
        Seconds.
    """

    about: tuple[Any, ...]
    draws: Iterator[InfluenceMaps]
    maps: InfluenceMaps
    count: int = 1
    goes_on: bool = True
    worked: float = 0.0

    @property
    def error(self) -> float:
        """The standard error as a share of the maps' size."""
        return uncertainty(self.maps, next(iter(self.maps)))

    def go_on(self, seconds: float) -> None:
        """Draw for so many seconds, and once at least."""
        until = self.worked + seconds
        while self.goes_on:
            begun = time.monotonic()
            self.maps, self.count = next(self.draws), self.count + 1
            self.worked += time.monotonic() - begun
            self.goes_on = self.error > EXACT_ENOUGH and self.worked < LONGEST
            if self.worked >= until:
                break


def refine(network: Network, image: Image, view: str, baseline: Image | None) -> None:
    """Begin to refine Shapley's values at one view, or go on where it was stopped; the last refinement makes room."""
    refinement = refinement_of(network, image, view, baseline)
    if refinement:
        refinement.goes_on, refinement.worked = refinement.error > EXACT_ENOUGH, 0.0
        return
    draws = refined(network, image, baseline, views=[view], **_effort(network))
    mine().refinement = Refinement(_about(network, image, view, baseline), draws, next(draws))


def refinement_of(network: Network, image: Image, view: str, baseline: Image | None) -> Refinement | None:
    """Return the visitor's refinement of these very maps, if there is one."""
    found = mine().refinement
    if isinstance(found, Refinement) and found.about == _about(network, image, view, baseline):
        return found
    return None


def _about(network: Network, image: Image, view: str, baseline: Image | None) -> tuple[Any, ...]:
    return network.identity, image.tobytes(), view, None if baseline is None else baseline.tobytes()
