"""One visitor: what lies on the bench and the board, what was brought and made, and what the widgets say."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.runtime.state.session_state_proxy import get_session_state

from mnistnet import Digits, Network
from mnistnet.digits.personal import empty_set
from mnistnet.lessons.guesses import Answered
from mnistnet.words.language import ENGLISH
from pages.ui.state.hearing import VISITOR, OnAir, widget_of
from pages.ui.state.records import Board, KeptNetwork, OwnSet, Picture
from pages.ui.state.shown import Shown

_asked = threading.local()


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


@dataclass(eq=False)
class Visitor:
    """All that the app knows of a visitor, but for what stands in the widgets themselves.

    Attributes
    ----------
    language : str
        In which they read.
    phone_width : int or None
        In CSS pixels; 0 in a window wider than a phone's, None before anything is known of it.
    knows_all_rooms : bool
        Whether the menu shows every page.
    page : str or None
        The open page's name in the address; None before the first.
    is_turned_to : bool
        Whether another page was open before this run.
    choices, defaults : dict of str to object
        What was last chosen, by key, also on pages that are not open; and what is chosen at first.
    air : OnAir
        What the browser has said of widgets, and what it may not have heard.
    drawn_on : dict of str to str
        On which page each choice was last shown, by key.
    remembered : dict of str to str
        What was chosen on a desk that came back, as an address says it, until its widget is shown.
    address : dict of str to str, or None
        What the address of the open page says; None before the first page.
    takes_from_address : str
        Why this run takes its choices from the address: "arrives", "returns", "follows"; empty if it does not.
    settled, settled_now : frozenset of str, set of str
        What was taken from it already: by runs that were cut off before this one, and by this one.
    address_is_written : bool
        Whether the last run has come to its end.
    asked_in_vain : list of str
        What the address asked for and could not be found.
    sheets : OnSheets
        What is painted.
    networks, sets
        What was taught or brought along, by name, oldest first.
    hand : Digits
        The visitor's own handwriting.
    on_server : OnServer
        The desk that is kept for the visitor.
    course : OnCourse
        The open lesson and all guesses.
    lesson : object or None
        What came of the last teaching.
    shown : Shown
        What the open page has shown so far.
    said : dict of str to (str, str)
        By place: the kind ("success", "error") and the words of what is said once.
    uploads : Counter of str
        How often each upload was used up; one made anew has another key and is empty.
    runs : tuple or None
        The training runs as they were when this rerun began (`holdings.own_runs`).
    retrained : str
        The run of Experiments whose network goes onto the bench as soon as it is there; empty if there is none.
    reports : dict of str to (list, int)
        By run: the reports read so far, and where reading goes on.
    before_step : tuple or None
        Which run was told to learn from one image, its network before that, and how many pictures of the epoch it
        had seen.
    refinement : object or None
        The maps that are drawn more exactly (`holdings.maps`).
    """

    name: str = ""
    language: str = ENGLISH
    phone_width: int | None = None
    knows_all_rooms: bool = False
    page: str | None = None
    is_turned_to: bool = False
    choices: dict[str, Any] = field(default_factory=dict)
    air: OnAir = field(default_factory=OnAir)
    drawn_on: dict[str, str | None] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    address: dict[str, str] | None = None
    takes_from_address: str = ""
    settled: frozenset[str] = frozenset()
    settled_now: set[str] = field(default_factory=set)
    address_is_written: bool = False
    asked_in_vain: list[str] = field(default_factory=list)
    bench: OnBench = field(default_factory=OnBench)
    board: OnBoard = field(default_factory=OnBoard)
    sheets: OnSheets = field(default_factory=OnSheets)
    networks: dict[str, KeptNetwork] = field(default_factory=dict)
    sets: dict[str, OwnSet] = field(default_factory=dict)
    hand: Digits = field(default_factory=empty_set)
    on_server: OnServer = field(default_factory=OnServer)
    course: OnCourse = field(default_factory=OnCourse)
    lesson: object | None = None
    shown: Shown = field(default_factory=Shown)
    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    uploads: Counter[str] = field(default_factory=Counter)
    runs: tuple[Any, ...] | None = None
    retrained: str = ""
    reports: dict[str, tuple[list[Mapping[str, Any]], int]] = field(default_factory=dict)
    before_step: tuple[str, Network, int] | None = None
    trust_waits: bool = False
    trust_runs: object | None = None
    robustness_stopped: str | None = None
    refinement: object | None = None
    asked_since: float | None = None


_UNSET = object()  # stands for the value of a widget that has none


def mine() -> Visitor:
    """Return the visitor whose page runs now; made at the first call of a session.

    Everything asks for it, some hundred times in an answer: so the thread of a run remembers whose it is.
    """
    session = get_session_state()
    if getattr(_asked, "session", None) is not session:
        if VISITOR not in st.session_state:
            st.session_state[VISITOR] = Visitor()
        _asked.session, _asked.visitor = session, st.session_state[VISITOR]
    found: Visitor = _asked.visitor
    return found


def value_of(key: str, default: Any = None) -> Any:
    """Return the value of a widget; the default while it has none."""
    return st.session_state.get(key, default)


def has_value(key: str) -> bool:
    """Return whether a widget has a value."""
    return key in st.session_state


def set_value(key: str, value: Any) -> None:
    """Set the value of a widget: from a callback, or before the widget is drawn."""
    mine().air.tell(key, widget_of(get_session_state()._state, key))
    st.session_state[key] = value


def tell_again(key: str) -> None:
    """Set a value once more of which the browser may know nothing: its run was cut off, or its widget is not shown."""
    if key in mine().air.unheard and (value := value_of(key, _UNSET)) is not _UNSET:
        st.session_state[key] = value


def forget(key: str) -> None:
    """Let a widget begin with its default again."""
    mine().air.forget(key)
    st.session_state.pop(key, None)
