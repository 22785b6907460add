"""A lesson is a list of steps: each leads to a page, says a little, asks before it shows, and lets one try a thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mnistnet.lessons.questions import Question
from mnistnet.lessons.scene import Scene
from mnistnet.robustness import CHANGES

__all__ = ["AS_AT_FIRST", "Attempt", "Lesson", "Step", "changed"]

AS_AT_FIRST = ""  # no choice is called so: it falls back to its default


@dataclass(frozen=True)
class Attempt:
    """One thing to change, which the lesson notices.

    Attributes
    ----------
    words : str
        What to do.
    noticed : callable
        Takes the scene, and returns what to say once it has been done; empty before.
    """

    words: str
    noticed: Callable[[Scene], str]


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Attributes
    ----------
    page : str
        On which page it is taken, by its name in the address.
    words : str
        Two or three sentences.
    ask : callable or None
        Returns its question about a scene.
    covers : tuple of str
        The keys of what would give the answer away, covered until a guess is given.
    choices : mapping of str to str
        What has to be chosen on the page, as an address says it; `AS_AT_FIRST` for whatever it is at first.
    attempt : Attempt or None
    shows : str
        The key of what the step speaks of, to which a phone scrolls; empty for the top of the page.
    """

    page: str
    words: str
    ask: Callable[[Scene], Question] | None = None
    covers: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    attempt: Attempt | None = None
    shows: str = ""


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    Attributes
    ----------
    key : str
        Its name in addresses and files.
    title, audience : str
    minutes : int
    objectives : tuple of str
        What one can do afterwards.
    codes : tuple of str
        What it covers of AI4K12's progression charts and CSTA's standards.
    vocabulary : tuple of str
        Its terms, as the glossary knows them.
    steps : tuple of Step
    exit_question : str
        To be answered in one's own words.
    """

    key: str
    title: str
    audience: str
    minutes: int
    objectives: tuple[str, ...]
    codes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    steps: tuple[Step, ...]
    exit_question: str

    def questions(self) -> list[tuple[int, Callable[[Scene], Question]]]:
        """Return the steps that ask, by their numbers from 1 on, and what they ask."""
        return [(number, step.ask) for number, step in enumerate(self.steps, 1) if step.ask is not None]


def changed(name: str, strength: float) -> dict[str, str]:
    """Return what has to be chosen on Robustness so that the picture is changed in one way and in no other."""
    still = dict.fromkeys((f"change_{one}" for one in CHANGES), "0")
    return {"robust_view": "picture", "robust_change": name} | still | {f"change_{name}": f"{strength:g}"}
