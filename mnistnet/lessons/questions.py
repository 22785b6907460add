"""Questions: five kinds, each of which knows its right answer, two hints, and how to judge a guess.

A guess is a short text, so that it can stand in a file: "7", "0.83", "4,9", "more".
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from mnistnet.words import Told, say

__all__ = ["Choice", "Draw", "GuessError", "Judged", "Number", "Order", "Pick", "Question"]


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
    """

    words: str
    hints: tuple[str, str]
    reason: str

    @property
    @abstractmethod
    def answer(self) -> str:
        """The right answer, written as a guess is."""

    @property
    @abstractmethod
    def truth(self) -> str:
        """The right answer, for people."""

    @abstractmethod
    def judge(self, guess: str) -> Judged:
        """Return whether a guess is right, and how far off it is.

        Raises
        ------
        GuessError
            If it cannot be an answer at all.
        """


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

    def judge(self, guess: str) -> Judged:
        """Return whether it is the right one."""
        if guess not in self.options:
            raise GuessError(say("“{guess}” is none of the answers.", guess=guess))
        return _judged(guess == self.right, self.truth, self.options[guess])


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number, right within a tolerance.

    Attributes
    ----------
    value, tolerance : float
    low, high, step : float
        What can be guessed.
    unit : str
        Such as "%"; may be empty.
    """

    value: float
    tolerance: float
    low: float
    high: float
    step: float = 1.0
    unit: str = ""

    @property
    def answer(self) -> str:
        """The right answer, written as a guess is."""
        return f"{self.value:.10g}"

    @property
    def truth(self) -> str:
        """The right answer, for people."""
        return self._with_unit(self.value)

    def judge(self, guess: str) -> Judged:
        """Return whether it is near enough, and by how much it is off."""
        guessed = _number(guess)
        off = guessed - self.value
        if abs(off) <= self.tolerance * (1 + 1e-9):
            return Judged(True, say("Right: it is {truth}, and you said {guess}.", truth=self.truth, guess=guess))
        values = {"truth": self.truth, "off": self._with_unit(abs(off)), "guess": self._with_unit(guessed)}
        if off > 0:
            return Judged(False, say("It is {truth}: your {guess} is {off} too much.", **values))
        return Judged(False, say("It is {truth}: your {guess} is {off} too little.", **values))

    def _with_unit(self, value: float) -> str:
        places = 0 if self.step >= 1 else 1 if self.step >= 0.1 else 2
        number = say(("{value:,.0f}", "{value:,.1f}", "{value:,.2f}")[places], value=value)
        return f"{number} {self.unit}".rstrip()


@dataclass(frozen=True, kw_only=True)
class Pick(Question):
    """A digit, a neuron, a pixel or a cell of a table, by its numbers.

    Attributes
    ----------
    names : tuple of str
        What each number counts, such as "row" and "column".
    right : tuple of int
    highest : tuple of int
        The largest of each number; the smallest is 0.
    slack : int
        By how much each number may be off.
    also : frozenset of tuple
        What is as right, because it is equal.
    """

    names: tuple[str, ...]
    right: tuple[int, ...]
    highest: tuple[int, ...]
    slack: int = 0
    also: frozenset[tuple[int, ...]] = frozenset()

    @property
    def answer(self) -> str:
        """The right answer, written as a guess is."""
        return ",".join(map(str, self.right))

    @property
    def truth(self) -> str:
        """The right answer, for people."""
        return self._named(self.right)

    def judge(self, guess: str) -> Judged:
        """Return whether it is the right one, or near enough to it."""
        numbers = _numbers(guess)
        if len(numbers) != len(self.names) or not all(
            0 <= n <= most for n, most in zip(numbers, self.highest, strict=True)
        ):
            raise GuessError(say("“{guess}” is none of the answers.", guess=guess))
        near = max(abs(a - b) for a, b in zip(numbers, self.right, strict=True)) <= self.slack
        return _judged(near or numbers in self.also, self.truth, self._named(numbers))

    def _named(self, numbers: tuple[int, ...]) -> str:
        if len(numbers) == 1:
            return str(numbers[0])
        return ", ".join(f"{name} {number}" for name, number in zip(self.names, numbers, strict=True))


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

    def judge(self, guess: str) -> Judged:
        """Return whether all of them stand in the right order."""
        ids = tuple(guess.split(","))
        if sorted(ids) != sorted(self.right):
            raise GuessError(say("Put all of them in order: {things}.", things=", ".join(self.options.values())))
        return _judged(ids == self.right, self.truth, self._named(ids))

    def _named(self, ids: tuple[str, ...]) -> str:
        return ", ".join(self.options[one] for one in ids)


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

    def judge(self, guess: str) -> Judged:
        """Return whether the picture is what was asked for; the guess only says that it is finished."""
        if guess not in (DONE, NOT_YET):
            raise GuessError(say("“{guess}” is none of the answers.", guess=guess))
        words = say("Done. {found}", found=self.found) if self.is_done else say("Not yet. {found}", found=self.found)
        return Judged(self.is_done, words)


def _judged(right: bool, truth: str, guess: str) -> Judged:
    if right:
        words = say("Right: {truth}.", truth=truth)
        return Judged(True, words if truth == guess else say("Right, near enough: it is {truth}.", truth=truth))
    return Judged(False, say("It is {truth}; you said {guess}.", truth=truth, guess=guess))


def _number(guess: str) -> float:
    try:
        value = float(guess)
    except ValueError:
        value = float("nan")
    if not abs(value) < 1e12:
        raise GuessError(say("“{guess}” is no number.", guess=guess))
    return value


def _numbers(guess: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in guess.split(","))
    except ValueError:
        raise GuessError(say("“{guess}” is none of the answers.", guess=guess)) from None
