"""A question that is answered on the drawing board."""

from dataclasses import dataclass

from mnistnet.lessons.questions.question import GuessError, Judged, Question
from mnistnet.words import say

__all__ = ["DONE", "Draw"]

DONE, NOT_YET = "done", "not-yet"


@dataclass(frozen=True, kw_only=True)
class Draw(Question):
    """Something to be drawn; the picture itself is the guess.

    Attributes
    ----------
    is_done : bool
        Whether the picture is what was asked for.
    found : str
        What the network makes of the picture.
    """

    is_done: bool
    found: str

    @property
    def answer(self) -> str:
        """The right answer, written as a guess is."""
        return DONE

    @property
    def truth(self) -> str:
        """What the network makes of the picture."""
        return self.found

    @property
    def told(self) -> str:
        """What the network makes of what lies there: there is no one answer."""
        return self.found

    def judge(self, guess: str) -> Judged:
        """Return whether the picture is what was asked for; the guess only says that it is finished."""
        if guess not in (DONE, NOT_YET):
            raise GuessError(say("“{guess}” is none of the answers.", guess=guess))
        words = say("Done. {found}", found=self.found) if self.is_done else say("Not yet. {found}", found=self.found)
        return Judged(self.is_done, words)
