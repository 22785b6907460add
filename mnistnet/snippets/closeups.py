"""The programs behind the close-ups of one node: alone and together, first or last, partners."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.influence import DoesNotApply, Game, occlusion, one_pixel, shapley
from mnistnet.network import Network
from mnistnet.snippets.by_waves import has_waves, shares
from mnistnet.snippets.case import Case
from mnistnet.snippets.program import Snippet, signed

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
    lines = [
        "nothing, alone = node(x0)[0], 0",
        "for i in np.flatnonzero(x != x0):",
        "    one = x0.copy()",
        "    one.flat[i] = x.flat[i]  # one pixel alone",
        "    alone += node(one)[0] - nothing",
        "in_all = node(x)[0] - nothing",
        "together = in_all - alone if abs(in_all - alone) > 1e-12 else 0  # less is only rounding",
        'print(f"alone {alone:+.3g}, together {together:+.3g}, in all {in_all:+.3g}")',
    ]
    return case.snippet(
        f"Alone and together at {case.name}",
        [case.opening(), case.value(), case.pictures(), lines],
        f"alone {signed(alone)}, together {signed(together)}, in all {signed(change)}",
        "the receipt: “all pixels, each alone”, “what they do together” and “in all”",
    )


def owen(network: Network, image: Array, baseline: Array | None, view: str, node: int) -> Snippet:
    """Return the program of the sums at both ends of Owen's curve, and of their mean over the whole way.

    Parameters and result are those of `alone_and_together`. Between the ends the page draws at random,
    so no sum from there is printed.
    """
    case = Case(network, image, baseline, view, node)
    alone, last = (method(network, image, baseline, views=[view]) for method in (one_pixel, occlusion))
    lines = [
        "nothing, everything = node(x0)[0], node(x)[0]",
        "first = last = 0",
        "for i in np.flatnonzero(x != x0):",
        "    one, rest = x0.copy(), x.copy()",
        "    one.flat[i], rest.flat[i] = x.flat[i], x0.flat[i]",
        "    first += node(one)[0] - nothing  # none of the others there",
        "    last += everything - node(rest)[0]  # all of the others there",
        "mean = everything - nothing  # Shapley's values add up to the true change",
        'print(f"none there {first:+.3g}, all there {last:+.3g}, mean over all {mean:+.3g}")',
    ]
    ends, change = [signed(maps.total(view)[node]) for maps in (alone, last)], alone.change[view][node]
    return case.snippet(
        f"First or last at {case.name}",
        [case.opening(), case.value(), case.pictures(), lines],
        f"none there {ends[0]}, all there {ends[1]}, mean over all {signed(change)}",
        "over the maps “none there”, “all there” and “mean over all”",
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
    whole = f"shares({node})"
    if view == "a2":
        whole = f"sum(W2[h, {node}] * shares(h) for h in range({network.dense_layers[0].fan_out}))"
    lines = [
        "one = x0.copy()",
        f"one.flat[{pixel}] = x.flat[{pixel}]  # row {row}, column {column}",
        "alone = (node(one) - node(x0))[0]",
        f"in_all = ({whole})[players == {pixel}][0]",
        'print(f"with all partners {2 * (in_all - alone):+.3g}")',
    ]
    return case.snippet(
        f"The partners of row {row}, column {column} at {case.name}",
        [case.opening(), case.value(), case.pictures(), shares(case), lines],
        f"with all partners {signed(together)}",
        "below the right map: what the others do together with this pixel",
    )
