"""A run that ends at chance has learned nothing: that is said, and what is likely to blame."""

import numpy as np

from mnistnet.commands.printing import note
from mnistnet.digits import Digits
from mnistnet.mistakes import examine
from mnistnet.training import Progress
from mnistnet.words import say

__all__ = ["note_if_at_chance"]

MARGIN = 0.1  # of accuracy: so much more than the most frequent label is no chance
FEWEST = 30  # digits: of fewer any share may be chance


def note_if_at_chance(report: Progress, watched: Digits) -> None:
    """Say on stderr that a network reads no better than chance once it has seen every digit."""
    if not report.epoch or len(watched) < FEWEST:
        return
    exam = examine(report.network, watched)
    chance = np.bincount(watched.labels).max() / len(watched)
    if exam.accuracy >= chance + MARGIN:
        return
    note(
        say(
            "It has learned nothing: it reads {right:share} of the {n:,} digits that were watched, and always giving "
            "the same answer gets {chance:share}. {cause}",
            right=exam.accuracy,
            n=len(watched),
            chance=chance,
            cause=_cause(report, exam.outputs),
        )
    )


def _cause(report: Progress, outputs: "np.ndarray[tuple[int, int], np.dtype[np.floating]]") -> str:
    if float(np.ptp(outputs, axis=0).max()) < 1e-4:
        return say(
            "It answers every picture alike, as a layer is dead (ReLUs that are all off) or saturated: take a smaller "
            "learning rate, or inputs from 0 to 1."
        )
    losses = [row["loss"] for row in report.snapshot.history]
    if losses[-1] > 1.05 * losses[0]:
        return say("Its loss has risen: take a smaller learning rate, or a larger batch.")
    return say("Take another learning rate, a larger batch, or more epochs.")
