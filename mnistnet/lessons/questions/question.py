"""What every question has: words, two hints, a reason, the right answer, and how a guess is judged."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from mnistnet.words import Told, say

__all__ = ["GuessError", "Judged", "Question", "judged"]


class GuessError(Told):
    """A guess is no answer to its question."""


@dataclass(frozen=True)
class Judged:
    """What came of a guess.

    Attributes
    ----------
    right : bool
    words : str
        Whether it was right, and by how much it missed.
    """

    right: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """What is asked.

    Attributes
    ----------
    words : str
    hints : (str, str)
        The second says more than the first.
    reason : str
        Why the answer is what it is.
    pictured : bool
        Whether it is about the picture, which is then shown beside it.
    """

    words: str
    hints: tuple[str, str]
    reason: str
    pictured: bool = True

    @property
    @abstractmethod
    def answer(self) -> str:
        """The right answer, written as a guess is."""

    @property
    @abstractmethod
    def truth(self) -> str:
        """The right answer, for people."""

    @property
    def told(self) -> str:
        """What is said to whoever does not want to guess."""
        return say("The answer is {truth}.", truth=self.truth)

    def said(self, guess: str) -> str:
        """Return a guess for people; one that was made of other things stays as it is."""
        return guess

    @abstractmethod
    def judge(self, guess: str) -> Judged:
        """Return whether a guess is right, and how far off it is.

        Raises
        ------
        GuessError
            If it cannot be an answer at all.
        """


def judged(right: bool, truth: str, guess: str) -> Judged:
    """Return the judgement of a guess that is right or not, with the truth and the guess as people read them."""
    if right:
        words = say("Right: {truth}.", truth=truth)
        return Judged(True, words if truth == guess else say("Right, near enough: it is {truth}.", truth=truth))
    return Judged(False, say("It is {truth}; you said {guess}.", truth=truth, guess=guess))
