"""What a pupil has guessed, as a file to hand in, and the files of a class laid together; nobody's name is kept."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mnistnet.limits import bounds
from mnistnet.words import Told, mark, say

__all__ = ["GUESSES", "AnswerFileError", "Answered", "Handed"]
__all__ += ["as_csv", "as_json", "counts", "packed", "read_answers", "unpacked"]

FORMAT = "mnistnet answers 1"
LONGEST_TEXT, MOST_ANSWERS, MOST_GUESSES = 600, 100, 30
GUESSES = 8  # of one question are kept: the first ones, and the last


class AnswerFileError(Told):
    """A file is not one of a pupil's answers."""


@dataclass(frozen=True)
class Answered:
    """The guesses at one question.

    Attributes
    ----------
    lesson : str
        Its key.
    step : int
        From 1 on.
    question, truth : str
        As they were shown, computed from the network and the picture of that moment.
    guesses : tuple of str
        In order; empty where the answer was uncovered without one.
    right : tuple of bool
        Whether each of them was.
    network : str
        What lay on the bench.
    """

    lesson: str
    step: int
    question: str
    truth: str
    guesses: tuple[str, ...] = ()
    right: tuple[bool, ...] = ()
    network: str = ""

    @property
    def first(self) -> str:
        """The first guess; empty without one."""
        return self.guesses[0] if self.guesses else ""

    @property
    def last(self) -> str:
        """The last guess; empty without one."""
        return self.guesses[-1] if self.guesses else ""

    def guessed(self, guess: str, right: bool) -> "Answered":
        """Return it with one more guess; where there are many, those in the middle go."""
        kept = slice(0, GUESSES - 1)
        return Answered(
            self.lesson,
            self.step,
            self.question,
            self.truth,
            (*self.guesses[kept], guess),
            (*self.right[kept], right),
            self.network,
        )


@dataclass(frozen=True)
class Handed:
    """One pupil's answers.

    Attributes
    ----------
    pupil : str
        What the file is called: nothing else is known of who wrote it.
    answers : tuple of Answered
    """

    pupil: str
    answers: tuple[Answered, ...]


def packed(answer: Answered, most: int) -> str:
    """Return the guesses at one question in at most so many letters, so that a desk can keep them."""
    marks = "".join("1" if one else "0" for one in answer.right)
    whole = json.dumps([answer.question[:160], answer.truth[:60], answer.network[:40], list(answer.guesses), marks])
    if len(whole) <= most or len(answer.guesses) <= 2:
        return whole[:most]
    ends = Answered(answer.lesson, answer.step, answer.question, answer.truth, network=answer.network)
    ends = ends.guessed(answer.first, answer.right[0]).guessed(answer.last, answer.right[-1])
    return packed(ends, most)


def unpacked(lesson: str, step: int, text: str) -> Answered | None:
    """Return what `packed` has packed; None where it is anything else."""
    try:
        question, truth, network, guesses, marks = json.loads(text)
        found = {"lesson": lesson, "step": step, "question": question, "truth": truth, "network": network}
        return _answered(found | {"guesses": guesses, "right": [mark == "1" for mark in marks]})
    except (ValueError, TypeError, RecursionError):
        return None


def as_json(answers: Sequence[Answered]) -> bytes:
    """Return answers as a file that can be read again."""
    listed = [vars(one) | {"guesses": list(one.guesses), "right": list(one.right)} for one in answers]
    return json.dumps({"format": FORMAT, "answers": listed}, indent=1, ensure_ascii=False).encode()


def read_answers(content: bytes, pupil: str) -> Handed:
    """Return the answers in a file.

    Raises
    ------
    AnswerFileError
        If it is anything else.
    """
    try:
        if len(content) > bounds.ANSWERS.most:
            raise ValueError("long")
        found = json.loads(content.decode("utf-8-sig"))
        if found["format"] != FORMAT or len(found["answers"]) > MOST_ANSWERS:
            raise ValueError("format")
        return Handed(pupil, tuple(map(_answered, found["answers"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AnswerFileError(say("“{name}” is not a file of answers that this app has saved.", name=pupil)) from None


def _answered(found: Mapping[str, Any]) -> Answered:
    texts = [found[name] for name in ("lesson", "question", "truth", "network")]
    guesses, right, step = found["guesses"], found["right"], found["step"]
    if not all(isinstance(text, str) and len(text) <= LONGEST_TEXT for text in [*texts, *guesses]):
        raise ValueError("texts")
    if not (type(step) is int and 0 < step < 100 and all(type(one) is bool for one in right)):
        raise ValueError("step")
    if len(guesses) != len(right) or len(guesses) > MOST_GUESSES:
        raise ValueError("guesses")
    lesson, question, truth, network = texts
    return Answered(lesson, step, question, truth, tuple(guesses), tuple(right), network)


COLUMNS = (
    mark("pupil"),
    mark("lesson"),
    mark("step"),
    mark("question"),
    mark("first guess"),
    mark("last guess"),
    mark("right at first"),
    mark("right at last"),
    mark("truth"),
)


def as_csv(handed: Sequence[Handed]) -> bytes:
    """Return the answers of a class as a table, one row for each pupil and question; texts cannot become formulas."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([say(column) for column in COLUMNS])
    for one in handed:
        for answer in one.answers:
            asked = _harmless(answer.question), _harmless(answer.first), _harmless(answer.last)
            right = _first(answer.right), _last(answer.right)
            writer.writerow(
                [_harmless(one.pupil), _harmless(answer.lesson), answer.step, *asked, *right, _harmless(answer.truth)]
            )
    return file.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    is_number = text.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()
    return text if is_number or not text.startswith(("=", "+", "-", "@", "\t", "\r")) else f"'{text}"


def _first(right: Sequence[bool]) -> str:
    return "" if not right else "yes" if right[0] else "no"


def _last(right: Sequence[bool]) -> str:
    return "" if not right else "yes" if right[-1] else "no"


def counts(handed: Sequence[Handed], lesson: str, step: int) -> dict[str, tuple[int, int]]:
    """Return how many pupils gave each guess to a question, at first and at last; the most frequent first."""
    given = [one for pupil in handed for one in pupil.answers if (one.lesson, one.step) == (lesson, step)]
    first, last = (Counter(getattr(one, when) for one in given if one.guesses) for when in ("first", "last"))
    order = sorted(first | last, key=lambda guess: (-first[guess] - last[guess], guess))
    return {guess: (first[guess], last[guess]) for guess in order}
