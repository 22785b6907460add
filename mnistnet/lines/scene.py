"""A scene is what a picture of the network shows: which nodes, how bright each is, and which lines between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.lines.gap import Gap, Lines
from mnistnet.network import Network

__all__ = ["Column", "Scene", "scene"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Column:
    """The nodes of one layer that are shown.

    Attributes
    ----------
    nodes : tuple of int
        Their numbers, in order; all of them where the layer works along the rows of the picture.
    outputs : ndarray of shape (shown,)
        What each sends on.
    left_out : int
        How many are not shown: those that send least.
    rows : int
        Of the picture, where the layer works along them; 1 elsewhere.
    """

    nodes: tuple[int, ...]
    outputs: Array
    left_out: int
    rows: int


@dataclass(frozen=True, eq=False)
class Scene:
    """What is to be drawn of a network and one picture.

    Attributes
    ----------
    columns : tuple of Column
        One for every dense layer; the last are the answers.
    lines : tuple of Lines
        For every gap those that are drawn. A line may lead to a node that is not shown.
    shares : tuple of float
        The sizes of the lines over those of all lines that they were chosen from, 0 to 1.
    among : tuple of int
        How many lines they were chosen from.
    """

    columns: tuple[Column, ...]
    lines: tuple[Lines, ...]
    shares: tuple[float, ...]
    among: tuple[int, ...]


def scene(
    network: Network, image: ArrayLike, gaps: Sequence[Gap], count: int, room: int, lit: tuple[int, int] | None = None
) -> Scene:
    """Return what a picture of the network shows.

    Parameters
    ----------
    network, image
        As for `carried`.
    gaps : sequence of Gap
        What passed, as `carried` or `answered` tells.
    count : int
        How many lines of every gap are drawn, the strongest.
    room : int
        How many nodes of a hidden layer are shown, those that send most; a lit one in any case.
    lit : (int, int), optional
        A dense layer, counted from 1, and a node of it: of the gaps before and behind it its own lines are drawn.
    """
    trace = network.trace(image)
    columns = []
    for k, gap in enumerate(gaps, 1):
        shape, outputs = network.view_shapes[f"z{k}"], trace[f"z{k}"][0].ravel()
        whole = len(shape) == 2 or k == len(gaps)
        shown = (
            np.arange(gap.bias.size) if whole else _loudest(gaps[k].sent, room, lit[1] if lit and lit[0] == k else -1)
        )
        columns.append(
            Column(tuple(shown.tolist()), outputs[shown], outputs.size - len(shown), shape[0] if len(shape) == 2 else 1)
        )
    chosen = [_chosen(gap, k, count, lit) for k, gap in enumerate(gaps, 1)]
    lines, shares, among = zip(*chosen, strict=True)
    return Scene(tuple(columns), lines, shares, among)


def _chosen(gap: Gap, layer: int, count: int, lit: tuple[int, int] | None) -> tuple[Lines, float, int]:
    """Return the lines of a gap that are drawn, their share, and out of how many they were chosen."""
    if lit is not None and lit[0] == layer:
        bill = gap.bill(lit[1], count)
        return bill.lines, bill.share, len(bill.lines) + bill.others
    if lit is not None and lit[0] == layer - 1:
        lines, weight = gap.out_of(lit[1], count), gap.sent[lit[1]]
        return lines, lines.weight / weight if weight else 1.0, gap.width
    lines = gap.strongest(count)
    return lines, gap.share(lines), gap.count


def _loudest(sent: Array, room: int, lit: int) -> NDArray[np.intp]:
    """Return the numbers of the nodes that send most, in order; the lit one takes the last place if need be."""
    best = np.argsort(-sent, kind="stable")[:room]
    if lit >= 0 and lit not in best:
        best[-1] = lit
    return np.sort(best)
