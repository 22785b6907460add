"""The programs of two readings of finished maps: why this answer and not that one, and through which hidden nodes."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.influence import DoesNotApply, Game, one_pixel
from mnistnet.influence import flow as library_flow
from mnistnet.network import Network
from mnistnet.snippets.case import Case, receipt_end, receipt_line
from mnistnet.snippets.layers import forward
from mnistnet.snippets.orders import entering
from mnistnet.snippets.program import Snippet, indented, signed

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
    body = [*forward(network, sums), f"return {sums}[:, {one}] - {sums}[:, {other}]"]
    return case.snippet(
        f"Why {one} and not {other}",
        [
            case.opening(),
            [f"def lead(x):  # of {one} over {other}", *indented(body)],
            case.pictures(),
            entering(case, 2, "lead"),
            receipt_end("lead"),
        ],
        receipt_line(changes[one] - changes[other]),
        f"below the map: how far the pixels move the lead of {one} over {other}, and the true change",
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
    bias = "" if network.dense_layers[-1].biases is None else f"b{last}[{target}] + "
    lines = [
        f"w = W{last}[:, {target}]  # how answer {target} listens to {hidden}",
        "resting, sent = w * hidden(x0).ravel(), w * (hidden(x) - hidden(x0)).ravel()",
        f"anyway = {bias}resting.sum()",
        'ten = sent[np.argsort(-abs(sent), kind="stable")[:10]].sum()',
        "rest, total = sent.sum() - ten, anyway + sent.sum()",
        'print(f"anyway {anyway:+.3g}, ten strongest {ten:+.3g}, others {rest:+.3g}, in all {total:+.3g}")',
    ]
    paths = library_flow(network, image, target, baseline, method=one_pixel)
    anyway, sent = paths.bias + paths.resting.sum(), paths.contributions
    ten = sent[paths.strongest(10)].sum()
    numbers = [signed(value) for value in (anyway, ten, sent.sum() - ten, anyway + sent.sum())]
    function = ["def hidden(x):", *indented([*forward(network, hidden), f"return {hidden}"])]
    return case.snippet(
        f"Through hidden nodes to answer {target}",
        [case.opening(), function, case.pictures(), lines],
        "anyway {}, ten strongest {}, others {}, in all {}".format(*numbers),
        f"the receipt of answer {target}, from its first line to “the sum that arrives”",
    )


def _last_sums(network: Network) -> str:
    """Return the view before the last activation, of which every answer has one number."""
    view = network.views[-2]
    if len(network.view_shapes[view]) > 1:
        raise DoesNotApply("The last layer of this network works along the rows. Take another network.")
    return view
