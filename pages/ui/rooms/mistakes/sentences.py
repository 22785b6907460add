"""The sentences of the Mistakes page: what each picture shows, in words."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.mistakes import Exam
from mnistnet.mistakes.flips import Flip
from mnistnet.words import mark, plural, say
from pages.ui.kit.confusions import most_often


def headline(exam: Exam, shown: NDArray[np.intp]) -> str:
    """Return how many digits were misread, and how many of them the filters let through."""
    wrong, count = len(exam.mistakes()), len(exam.labels)
    facts = {"wrong": wrong, "count": count, "right": exam.accuracy}
    if len(shown) == wrong:
        return say("**{wrong:,} of {count:,} misread**, {right:share} read right", **facts)
    return say(
        "**{wrong:,} of {count:,} misread**, {right:share} read right; {chosen:,} mistakes chosen",
        chosen=len(shown),
        **facts,
    )


def worst_confusion(exam: Exam) -> str:
    """Return a sentence about the most frequent mistake."""
    return most_often(exam.confusion) or say("No digit was misread.")


def no_mistake(exam: Exam) -> str:
    """Return why no mistake is shown: there is none at all, or none that was asked for."""
    if exam.right.all():
        every = mark("It reads each of these {n:,} digits right. Change, above, takes another network, epoch or set.")
        return say(every, n=len(exam.right))
    return say("There is no such mistake. Choose another label or answer.")


def gallery_words(count: int) -> str:
    """Return what a gallery of so many mistakes shows."""
    return plural(
        "{n} misread digit, over it its label and the answer.",
        "{n} misread digits, over each its label and the answer.",
        count,
    )


def verdict(exam: Exam, number: int) -> str:
    """Return a sentence about one answer."""
    answer, label, given = exam.answers[number], exam.labels[number], exam.outputs[number]
    return say(
        "It answers {answer} with {for_answer:share} and gives {for_label:share} to the label, {label}.",
        answer=answer,
        for_answer=given[answer],
        for_label=given[label],
        label=label,
    )


def flip_words(flip: Flip, label: int) -> str:
    """Return a sentence about the pixels that turn a wrong answer into the right one."""
    count = len(flip.pixels)
    if flip.reached:
        return plural(
            "**{n} pixel turned over** makes the answer {label}.",
            "**{n} pixels turned over** make the answer {label}.",
            count,
            label=label,
        )
    return plural(
        "**No way found:** {n} pixel turned over is not enough to make the answer {label}.",
        "**No way found:** {n} pixels turned over are not enough to make the answer {label}.",
        count,
        label=label,
    )


def flip_limits(flip: Flip) -> str:
    """Return what the search for these pixels did, and how far the count can be believed."""
    how = say(
        "Each step turns over (+ to full ink, − to blank) the one pixel that helps most; the network confirms the end."
    )
    if not flip.reached:
        limit = say("This search is greedy: that it found no way does not prove that there is none.")
    elif len(flip.pixels) <= 2:
        limit = say("Fewer cannot do it: a single pixel that is enough would have been found.")
    else:
        limit = say("This search is greedy: fewer may be enough, more are never needed.")
    return f"{how} {limit}"


def hardest(exam: Exam) -> str:
    """Return a sentence about the label that is read worst and the one that is read best."""
    values = exam.accuracy_by_label
    worst, best = np.nanargmin(values), np.nanargmax(values)
    if values[worst] == values[best]:
        return say("None is harder than another: of each {right:share} are read right.", right=values[best])
    return say(
        "Hardest is {worst}: {lowest:share} read right. Easiest is {best}: {highest:share}.",
        worst=worst,
        lowest=values[worst],
        best=best,
        highest=values[best],
    )


def class_names(exam: Exam) -> list[str]:
    """Return the names of the classes: their numbers."""
    return [str(number) for number in range(exam.classes)]
