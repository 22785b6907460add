"""The programs behind the close-ups of one node: alone and together, first or last, partners."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.influence import DoesNotApply, Game, occlusion, one_pixel, shapley
from mnistnet.network import Network
from mnistnet.snippets.case import Case
from mnistnet.snippets.program import Snippet, signed
from mnistnet.snippets.waves import constants, has_waves

__all__ = ["alone_and_together", "owen", "partners"]

Array = NDArray[Any]


def alone_and_together(network: Network, image: Array, baseline: Array | None, view: str, node: int) -> Snippet:
    """Return the program of a node's receipt: what pixels do alone, what they do together, and in all.

    Parameters
    ----------
    network : Network
    image : ndarray of shape (rows, columns)
        uint8, or floats from 0 to 1.
    baseline : ndarray of shape (rows, columns) or None
        None is blank paper.
    view, node : str, int

    Returns
    -------
    Snippet
        It prints the three sums over all pixels.

    Notes
    -----
    “In all” is the sum of Shapley's values, which is the true change of the node, whatever the map.
    """
    case = Case(network, image, baseline, view, node)
    maps = one_pixel(network, image, baseline, views=[view])
    alone, change = maps.total(view)[node], maps.change[view][node]
    together = change - alone if abs(change - alone) > 1e-12 else 0
    return case.snippet(
        f"Alone and together at {case.name}",
        case.code("alone_and_together"),
        f"alone {signed(alone)}, together {signed(together)}, in all {signed(change)}",
    )


def owen(network: Network, image: Array, baseline: Array | None, view: str, node: int) -> Snippet:
    """Return the program of the sums at both ends of Owen's curve, and of their mean over the whole way.

    Parameters and result are those of `alone_and_together`. Between the ends the page draws at random,
    so no sum from there is printed.
    """
    case = Case(network, image, baseline, view, node)
    alone, last = (method(network, image, baseline, views=[view]) for method in (one_pixel, occlusion))
    ends, change = [signed(maps.total(view)[node]) for maps in (alone, last)], alone.change[view][node]
    return case.snippet(
        f"First or last at {case.name}",
        case.code("first_or_last"),
        f"none there {ends[0]}, all there {ends[1]}, mean over all {signed(change)}",
    )


def partners(network: Network, image: Array, baseline: Array | None, view: str, node: int, pixel: int) -> Snippet:
    """Return the program of what one pixel and all others do together at a node.

    Twice what the pixel's Shapley value has beyond what it does alone, since half of every pair is the partner's.

    Parameters
    ----------
    network, image, baseline, view, node
        As for `alone_and_together`.
    pixel : int
        Counted row by row.

    Raises
    ------
    DoesNotApply
        Where the page estimates the pairs, at a1, where none act together, or if the pixel does not differ.
    """
    case = Case(network, image, baseline, view, node)
    if not has_waves(case):
        raise DoesNotApply(
            "A short program for partners is known at z1 and a2 behind a layer of sigmoids only. Choose such a view."
        )
    if pixel not in Game.of(network, image, baseline).players:
        raise DoesNotApply("This pixel does not differ from what it is compared with. Choose another one.")
    total, alone = (method(network, image, baseline, views=[view])[view][node] for method in (shapley, one_pixel))
    row, column = divmod(pixel, network.image_shape[1])
    together = 2 * (total - alone)[row, column]
    return case.snippet(
        f"The partners of row {row}, column {column} at {case.name}",
        case.code("shapley_waves", **constants(case), PARTNERS=True, PIXEL=pixel),
        f"with all partners {signed(together)}",
    )
