"""The program for the My handwriting page: how many of the visitor's own digits a network reads right."""

from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, reading
from mnistnet.snippets.program import Snippet, snippet

__all__ = ["own_digits"]


def own_digits(network: Network, digits: Digits, exam: Exam | None = None) -> Snippet:
    """Return the program that counts the digits of a set that the network reads right; the set is in its file.

    Parameters
    ----------
    network : Network
    digits : Digits
    exam : Exam, optional
        The network's answers to them, if they are known.
    """
    right = int((exam or examine(network, digits)).right.sum())
    return snippet(
        "How many of these digits it reads",
        "own_digits",
        reading(network, "hand.npz"),
        arrays_with(network, digits),
        f"{right} of {len(digits)} right, {100 * right / len(digits):.1f} %",
    )
