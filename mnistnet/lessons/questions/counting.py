"""Questions for a number, right within a tolerance, or for a thing by its numbers: a digit, a neuron, a pixel."""

from dataclasses import dataclass

from mnistnet.lessons.questions.question import GuessError, Judged, Question, judged
from mnistnet.words import say

__all__ = ["Number", "Pick"]

PERCENT = "%"  # two of them are apart by percentage points


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
            if self._with_unit(guessed) == self.truth:
                return Judged(True, say("Right: it is {truth}.", truth=self.truth))
            return Judged(
                True,
                say(
                    "Near enough: it is {truth}, and you said {guess}.", truth=self.truth, guess=guess.replace("-", "−")
                ),
            )
        apart = say("percentage points") if self.unit == PERCENT else self.unit
        missed = {"off": self._with_unit(abs(off), apart), "guess": self._with_unit(guessed, "")}
        return Judged(False, say("It is {truth}. You said {guess}: {off} off.", truth=self.truth, **missed))

    def _with_unit(self, value: float, unit: str | None = None) -> str:
        places = 0 if self.step >= 1 else 1 if self.step >= 0.1 else 2
        number = say(("{value:,.0f}", "{value:,.1f}", "{value:,.2f}")[places], value=value).replace("-", "−")
        return f"{number} {self.unit if unit is None else unit}".rstrip()


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
        return judged(near or numbers in self.also, self.truth, self._named(numbers))

    def _named(self, numbers: tuple[int, ...]) -> str:
        if len(numbers) == 1:
            return str(numbers[0])
        return ", ".join(f"{name} {number}" for name, number in zip(self.names, numbers, strict=True))


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
