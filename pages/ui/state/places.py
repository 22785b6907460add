"""The places of a visitor: what lies on the bench, the board, the sheets and the kept desk, and the open lesson."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet import Network
from mnistnet.lessons.guesses import Answered
from pages.ui.state.records import Board, Picture


@dataclass(eq=False)
class OnBench:
    """What every page looks at.

    Attributes
    ----------
    network, second : Network or None
        Each at its epoch; the strip sets them at the start of every run.
    picture : Picture or None
    instead : Picture or None
        What the open page looks at in place of it.
    digits : str
        The digest of the digits that the picture came from.
    next_network : str or None
        What is to be laid on the bench when the strip is drawn next.
    """

    network: Network | None = None
    second: Network | None = None
    picture: Picture | None = None
    instead: Picture | None = None
    digits: str = ""
    next_network: str | None = None


@dataclass(eq=False)
class OnBoard:
    """What is drawn, and what the canvas in the browser was last told to show.

    Attributes
    ----------
    history : list of Board
        The board's states, the newest last; empty until the board is first asked for.
    shown : Board or None
        What the canvas was given when it was last made anew; what was drawn since it has by itself.
    version : int
        How often it was made anew.
    taken : int
        The number of the last mark that the browser told of and the board has.
    rubs : bool
        Whether the pen is a rubber now.
    page : str or None
        The page on which it stands; it forgets its strokes when that is left.
    """

    history: list[Board] = field(default_factory=list)
    shown: Board | None = None
    version: int = 0
    taken: int = 0
    rubs: bool = False
    page: str | None = None

    def make_anew(self) -> None:
        """Let the canvas show the newest state."""
        self.version += 1
        self.shown = self.history[-1]


@dataclass(eq=False)
class OnSheets:
    """What is painted on the ten sheets of the page Be the network.

    Attributes
    ----------
    history : list of ndarray of shape (10, 28, 28), int8
        The states, the newest last; empty until they are first asked for.
    version : int
        How often the browser was told to show them anew.
    taken : int
        The number of the last stroke that the browser told of and that was taken.
    """

    history: list[NDArray[np.int8]] = field(default_factory=list)
    version: int = 0
    taken: int = 0


@dataclass(eq=False)
class OnServer:
    """What is known of the desk that the server keeps for the visitor.

    Attributes
    ----------
    is_read : bool
        Whether it was looked for in this session.
    comes_back : bool
        Whether the browser had a session before, which the server does not know any more.
    made, seen : tuple or None
        What was made, and what was drawn and chosen, when it was last the same here and there; None before.
    names : frozenset of str
        The parts that this session has read or written.
    left_out : tuple of str
        What has no room there, in words.
    """

    is_read: bool = False
    comes_back: bool = False
    made: tuple[Any, ...] | None = None
    seen: tuple[Any, ...] | None = None
    names: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


@dataclass(eq=False)
class OnCourse:
    """Where the visitor is in the lessons, and what they have guessed.

    Attributes
    ----------
    lesson : str
        The key of the open one; empty while none is.
    step : int
        From 1 on.
    goes : bool
        Whether the page of the step is to be opened, with its choices.
    answered : dict of (str, int) to Answered
        By lesson and step.
    about : dict of (str, int) to str
        What lay on the bench when the question was answered last.
    told : dict of (str, int) to str
        What was said of the last guess.
    hints : dict of (str, int) to int
        How many were asked for.
    hidden : tuple of str
        What a teacher's link hides, by id.
    """

    lesson: str = ""
    step: int = 1
    goes: bool = False
    answered: dict[tuple[str, int], Answered] = field(default_factory=dict)
    about: dict[tuple[str, int], str] = field(default_factory=dict)
    told: dict[tuple[str, int], str] = field(default_factory=dict)
    hints: dict[tuple[str, int], int] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
