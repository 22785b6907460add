"""The sentences of the Mistakes page: what each picture shows, in words."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.mistakes import Exam
from mnistnet.mistakes.flips import Flip
from mnistnet.words import say


def headline(exam: Exam, shown: NDArray[np.intp]) -> str:
    """Return how many digits were misread, and how many of them the filters let through."""
    wrong, total = len(exam.mistakes()), len(exam.labels)
    part = "" if len(shown) == wrong else say(", {n:,} of them chosen", n=len(shown))
    return say(
        "**{wrong:,} of {total:,} misread** ({wrong_2:share}){part}",
        wrong=wrong,
        total=total,
        wrong_2=wrong / total,
        part=part,
    )


def worst_confusion(exam: Exam) -> str:
    """Return a sentence about the most frequent mistake."""
    counts = exam.confusion * (1 - np.eye(exam.outputs.shape[1], dtype=int))
    label, answer = np.unravel_index(counts.argmax(), counts.shape)
    if not counts.max():
        return say("No digit was misread.")
    return say(
        "Most often a {label} is taken for a {answer}: {max} times.", label=label, answer=answer, max=counts.max()
    )


def verdict(exam: Exam, number: int) -> str:
    """Return a sentence about one answer."""
    answer, label = exam.answers[number], exam.labels[number]
    given = exam.outputs[number]
    return say(
        "It answers {answer} with {given:share} and gives {given_2:share} to the label, {label}.",
        answer=answer,
        given=given[answer],
        given_2=given[label],
        label=label,
    )


def flip_words(flip: Flip, label: int) -> str:
    """Return a sentence about the pixels that turn a wrong answer into the right one."""
    count = len(flip.pixels)
    if not flip.reached:
        return say(
            "**No way found:** {count} pixels turned over are not enough to make the answer {label}.",
            count=count,
            label=label,
        )
    return say(
        "**{count} pixel{value} turned over** {value_2} the answer {label}.",
        count=count,
        value="s" * (count > 1),
        value_2="make" if count > 1 else "makes",
        label=label,
    )


def flip_limits(flip: Flip) -> str:
    """Return what the search for these pixels did, and how far the count can be believed."""
    how = say(
        "Each step turns over (+ to full ink, − to blank) the one pixel that helps most; the network confirms the end. "
    )
    if not flip.reached:
        return how + say("This search is greedy: that it found no way does not prove that there is none.")
    if len(flip.pixels) <= 2:
        return how + say("Fewer cannot do it: a single pixel that is enough would have been found.")
    return how + say("This search is greedy: fewer may be enough, more are never needed.")


def hardest(exam: Exam) -> str:
    """Return a sentence about the label that is read worst and the one that is read best."""
    values = exam.accuracy_by_label
    worst, best = np.nanargmin(values), np.nanargmax(values)
    return say(
        "Hardest is {worst}: {values:share} read right. Easiest is {best}: {values_2:share}.",
        worst=worst,
        values=values[worst],
        best=best,
        values_2=values[best],
    )


def class_names(exam: Exam) -> list[str]:
    """Return the names of the classes: their numbers."""
    return [str(number) for number in range(exam.outputs.shape[1])]
