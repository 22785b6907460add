"""Programs for the Mistakes page: how many digits are misread, and whether the network knew."""

import numpy as np

from mnistnet.digits import Digits
from mnistnet.mistakes import Exam, examine
from mnistnet.mistakes.calibration import reliability, with_threshold
from mnistnet.network import Network
from mnistnet.snippets.many import answering, arrays_with, beginning, inputs
from mnistnet.snippets.program import Snippet, program

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
    lines = [
        f"counts = np.zeros(({classes}, {classes}), int)  # a row for each label, a column for each answer",
        "np.add.at(counts, (labels, answers), 1)",
        "np.fill_diagonal(counts, 0)",
        f"label, answer = divmod(counts.argmax(), {classes})",
        'often = f"most often a {label} is taken for a {answer}: {counts.max()} times"',
        'print(f"{counts.sum():,} of {len(labels):,} misread; {often}")',
    ]
    wrong = known.confusion
    np.fill_diagonal(wrong, 0)
    label, answer = divmod(int(wrong.argmax()), classes)
    return Snippet(
        "Mistakes, and the most frequent one",
        _reading(network, "mistakes.npz", lines),
        "mistakes.npz",
        arrays_with(network, digits),
        f"{wrong.sum():,} of {len(digits):,} misread; "
        f"most often a {label} is taken for a {answer}: {wrong.max()} times",
        "in the first sentence of the page and under the confusion matrix",
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
    lines = [
        "bins = np.clip(np.searchsorted(np.linspace(0, 1, 11), sure) - 1, 0, 9)",
        "gaps = np.bincount(bins, right - sure, 10)  # how much too often it is right, in each bin",
        "error = np.abs(gaps).sum() / len(labels)",
        "shares = [100 * share for share in (sure.mean(), right.mean(), error)]",
        'print("{:.1f} % sure, {:.1f} % right, calibration error {:.1f} %".format(*shares))',
    ]
    return Snippet(
        "Expected calibration error",
        _reading(network, "calibration.npz", lines, sure=True),
        "calibration.npz",
        arrays_with(network, digits),
        f"{100 * sure:.1f} % sure, {100 * known.accuracy:.1f} % right, "
        f"calibration error {100 * bins.expected_error:.1f} %",
        "in the sentence under the reliability diagram",
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
    lines = [
        f"answered = sure >= {float(least)!r}",
        "share = right[answered].sum() / max(answered.sum(), 1)",
        'print(f"answers {100 * answered.mean():.1f} %, of those {100 * share:.1f} % right")',
    ]
    share = np.nan_to_num(kept.accuracies[0])
    return Snippet(
        f"Answers only from {100 * least:.0f} % on",
        _reading(network, "threshold.npz", lines, sure=True),
        "threshold.npz",
        arrays_with(network, digits),
        f"answers {100 * kept.answered[0]:.1f} %, of those {100 * share:.1f} % right",
        "in the sentence under the slider “It says I don't know below”",
    )


def _reading(network: Network, file_name: str, lines: list[str], *, sure: bool = False) -> str:
    """Return a program whose `lines` find labels and answers by these names; with `sure`, also sure and right."""
    steps, name = answering(network)
    read = [f"x = {inputs(network)}", *steps, f"answers = {name}.argmax(axis=1)", 'labels = file["labels"]']
    if sure:
        read += [f"sure = {name}.max(axis=1).astype(float)", "right = answers == labels"]
    return program(beginning(network, file_name), read, lines)
