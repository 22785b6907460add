"""The sentences of the Mistakes page: what each picture shows, in words."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.figures import share
from mnistnet.mistakes import Exam
from mnistnet.mistakes.flips import Flip


def headline(exam: Exam, shown: NDArray[np.intp]) -> str:
    """Return how many digits were misread, and how many of them the filters let through."""
    wrong, total = len(exam.mistakes()), len(exam.labels)
    part = "" if len(shown) == wrong else f", {len(shown):,} of them chosen"
    return f"**{wrong:,} of {total:,} misread** ({share(wrong / total)}){part}"


def worst_confusion(exam: Exam) -> str:
    """Return a sentence about the most frequent mistake."""
    counts = exam.confusion * (1 - np.eye(exam.outputs.shape[1], dtype=int))
    label, answer = np.unravel_index(counts.argmax(), counts.shape)
    if not counts.max():
        return "No digit was misread."
    return f"Most often a {label} is taken for a {answer}: {counts.max()} times."


def verdict(exam: Exam, number: int) -> str:
    """Return a sentence about one answer."""
    answer, label = exam.answers[number], exam.labels[number]
    given = exam.outputs[number]
    return f"It answers {answer} with {share(given[answer])} and gives {share(given[label])} to the label, {label}."


def flip_words(flip: Flip, label: int) -> str:
    """Return a sentence about the pixels that turn a wrong answer into the right one."""
    count = len(flip.pixels)
    if not flip.reached:
        return f"**No way found:** {count} pixels turned over are not enough to make the answer {label}."
    return f"**{count} pixel{'s' * (count > 1)} turned over** {'make' if count > 1 else 'makes'} the answer {label}."


def flip_limits(flip: Flip) -> str:
    """Return what the search for these pixels did, and how far the count can be believed."""
    how = (
        "Each step turns over (+ to full ink, − to blank) the one pixel that helps most; the network confirms the end. "
    )
    if not flip.reached:
        return how + "This search is greedy: that it found no way does not prove that there is none."
    if len(flip.pixels) <= 2:
        return how + "Fewer cannot do it: a single pixel that is enough would have been found."
    return how + "This search is greedy: fewer may be enough, more are never needed."


def hardest(exam: Exam) -> str:
    """Return a sentence about the label that is read worst and the one that is read best."""
    values = exam.accuracy_by_label
    worst, best = np.nanargmin(values), np.nanargmax(values)
    return f"Hardest is {worst}: {share(values[worst])} read right. Easiest is {best}: {share(values[best])}."


def class_names(exam: Exam) -> list[str]:
    """Return the names of the classes: their numbers."""
    return [str(number) for number in range(exam.outputs.shape[1])]
