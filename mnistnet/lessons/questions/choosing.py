"""Questions whose answers are given: one of them is right, or all have to be put in order."""

from collections.abc import Mapping
from dataclasses import dataclass

from mnistnet.lessons.questions.question import GuessError, Judged, Question, judged
from mnistnet.words import say

__all__ = ["Choice", "Order"]


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of several answers.

    Attributes
    ----------
    options : mapping of str to str
        From ids to what people read.
    right : str
        The id of the right one.
    """

    options: Mapping[str, str]
    right: str

    @property
    def answer(self) -> str:
        """The right answer, written as a guess is."""
        return self.right

    @property
    def truth(self) -> str:
        """The right answer, for people."""
        return self.options[self.right]

    def said(self, guess: str) -> str:
        """Return a guess for people."""
        return self.options.get(guess, guess)

    def judge(self, guess: str) -> Judged:
        """Return whether it is the right one."""
        if guess not in self.options:
            raise GuessError(say("“{guess}” is none of the answers.", guess=guess))
        return judged(guess == self.right, self.truth, self.options[guess])


@dataclass(frozen=True, kw_only=True)
class Order(Question):
    """Things to be put in order.

    Attributes
    ----------
    options : mapping of str to str
        From ids to what people read.
    right : tuple of str
        All ids, the first first.
    """

    options: Mapping[str, str]
    right: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The right answer, written as a guess is."""
        return ",".join(self.right)

    @property
    def truth(self) -> str:
        """The right answer, for people."""
        return self._named(self.right)

    def said(self, guess: str) -> str:
        """Return a guess for people."""
        return self._named(tuple(guess.split(",")))

    def judge(self, guess: str) -> Judged:
        """Return whether all of them stand in the right order."""
        ids = tuple(guess.split(","))
        if sorted(ids) != sorted(self.right):
            raise GuessError(say("Put all of them in order: {things}.", things=", ".join(self.options.values())))
        return judged(ids == self.right, self.truth, self._named(ids))

    def _named(self, ids: tuple[str, ...]) -> str:
        return ", ".join(self.options.get(one, one) for one in ids)
