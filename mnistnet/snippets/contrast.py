"""The programs of two readings of finished maps: why this answer and not that one, and through which hidden nodes."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.influence import DoesNotApply, Game, one_pixel
from mnistnet.influence import flow as library_flow
from mnistnet.network import Network
from mnistnet.snippets.case import Case, receipt_line
from mnistnet.snippets.layers import forward
from mnistnet.snippets.program import Snippet, signed

__all__ = ["contrast", "flow"]

Array = NDArray[Any]


def contrast(network: Network, image: Array, baseline: Array | None, one: int, other: int) -> Snippet:
    """Return the program of how far the pixels move the lead of one answer over another, before the last activation.

    Parameters
    ----------
    network, image, baseline
        As for `alone_and_together`.
    one, other : int
        The two answers.

    Returns
    -------
    Snippet
        It prints the sum of a map of the lead and the lead's true change, which are the same.

    Raises
    ------
    DoesNotApply
        If the last layer works along the rows.
    """
    sums = _last_sums(network)
    case = Case(network, image, baseline, sums, one)
    changes = Game.of(network, image, baseline).change([sums])[sums]
    return case.snippet(
        f"Why {one} and not {other}",
        case.code("why_this", {"sums": forward(network, sums, name="sums")}, ONE=one, OTHER=other),
        receipt_line(changes[one] - changes[other]),
    )


def flow(network: Network, image: Array, target: int, baseline: Array | None = None) -> Snippet:
    """Return the program of the receipt of one answer's sum: what reaches it through which hidden nodes.

    Parameters
    ----------
    network, image, baseline
        As for `alone_and_together`.
    target : int
        The answer.

    Returns
    -------
    Snippet
        It prints the four lines of the receipt.

    Raises
    ------
    DoesNotApply
        If there is no hidden layer, or the last layer works along the rows.
    """
    if len(network.views) < 4:
        raise DoesNotApply("This network has no hidden layer for anything to flow through.")
    sums, hidden, last = _last_sums(network), network.views[-3], len(network.dense_layers)
    case = Case(network, image, baseline, sums, target)
    paths = library_flow(network, image, target, baseline, method=one_pixel)
    anyway, sent = paths.bias + paths.resting.sum(), paths.contributions
    ten = sent[paths.strongest(10)].sum()
    numbers = [signed(value) for value in (anyway, ten, sent.sum() - ten, anyway + sent.sum())]
    blocks = {
        "hidden": forward(network, hidden, name="hidden"),
        "last": [f"w, b = W{last}[:, ANSWER], b{last}[ANSWER]  # how the answer listens to {hidden}"],
    }
    return case.snippet(
        f"Through hidden nodes to answer {target}",
        case.code("through_hidden_nodes", blocks, ANSWER=target),
        "anyway {}, ten strongest {}, others {}, in all {}".format(*numbers),
    )


def _last_sums(network: Network) -> str:
    """Return the view before the last activation, of which every answer has one number."""
    view = network.views[-2]
    if len(network.view_shapes[view]) > 1:
        raise DoesNotApply("The last layer of this network works along the rows. Take another network.")
    return view
