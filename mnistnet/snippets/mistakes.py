"""Programs for the Mistakes page: how many digits are misread, and whether the network knew."""

import numpy as np

from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.mistakes.calibration import reliability, with_threshold
from mnistnet.network import Network
from mnistnet.snippets.blocks import arrays_with, reading
from mnistnet.snippets.program import Snippet, snippet

__all__ = ["calibration", "mistakes", "threshold"]


def mistakes(network: Network, digits: Digits, exam: Exam | None = None) -> Snippet:
    """Return the program that counts the misread digits and finds the most frequent confusion.

    Parameters
    ----------
    network : Network
    digits : Digits
    exam : Exam, optional
        The network's answers to them, if they are known.
    """
    known = exam or examine(network, digits)
    classes = network.classes
    wrong = known.confusion
    np.fill_diagonal(wrong, 0)
    label, answer = divmod(int(wrong.argmax()), classes)
    return snippet(
        "Mistakes, and the most frequent one",
        "mistakes",
        reading(network, "mistakes.npz"),
        arrays_with(network, digits),
        f"{wrong.sum():,} of {len(digits):,} misread; most often {label} is taken for {answer}: {wrong.max()} times",
    )


def calibration(network: Network, digits: Digits, exam: Exam | None = None) -> Snippet:
    """Return the program for the expected calibration error; parameters as for `mistakes`.

    Notes
    -----
    In each bin ``count |accuracy - confidence|`` is the size of ``sum(right - sure)``, so the program needs no means.
    """
    known = exam or examine(network, digits)
    bins = reliability(known.confidences, known.right)
    sure = float(np.mean(known.confidences, dtype=float))
    return snippet(
        "Expected calibration error",
        "calibration",
        reading(network, "calibration.npz"),
        arrays_with(network, digits),
        f"{100 * sure:.1f} % sure, {100 * known.accuracy:.1f} % right, "
        f"calibration error {100 * bins.expected_error:.1f} %",
    )


def threshold(network: Network, digits: Digits, least: float, exam: Exam | None = None) -> Snippet:
    """Return the program for a network that only answers where it is sure enough.

    Parameters
    ----------
    network, digits, exam
        As for `mistakes`.
    least : float
        How sure it must be to answer, 0 to 1.
    """
    known = exam or examine(network, digits)
    kept = with_threshold(known.confidences, known.right, least)
    share = np.nan_to_num(kept.accuracies[0])
    return snippet(
        f"Answers only from {100 * least:.0f} % on",
        "threshold",
        reading(network, "threshold.npz"),
        arrays_with(network, digits),
        f"answers {100 * kept.answered[0]:.1f} %, of those {100 * share:.1f} % right",
        LEAST=float(least),
    )
