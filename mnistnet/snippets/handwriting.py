"""The program for the My handwriting page: how many of the visitor's own digits a network reads right."""

from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.network import Network
from mnistnet.snippets.many import answering, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, program

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
    steps, name = answering(network)
    lines = [
        f"x = {inputs(network)}",
        *steps,
        f'right = {name}.argmax(axis=1) == file["labels"]',
        'print(f"{right.sum()} of {len(right)} right, {100 * right.mean():.1f} %")',
    ]
    return Snippet(
        "How many of these digits it reads",
        program(beginning(network, "hand.npz"), lines),
        "hand.npz",
        arrays_with(network, digits),
        f"{right} of {len(digits)} right, {100 * right / len(digits):.1f} %",
        "in the headline over the digits",
    )
