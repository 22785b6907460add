"""One visitor: their places, what was brought and made, and what the open page shows."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.state.session_state_proxy import get_session_state

from mnistnet import Digits, Network
from mnistnet.digits.personal import empty_set
from mnistnet.words.language import ENGLISH
from pages.ui.state.hearing import VISITOR, OnAir
from pages.ui.state.places import OnBench, OnBoard, OnCourse, OnServer, OnSheets
from pages.ui.state.records import KeptNetwork, OwnSet
from pages.ui.state.shown import Shown

_asked = threading.local()


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
    drawn_near : dict of str to str
        By key of a part that waits until it is near the window: what it has shown last (`kit.near`).
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
    drawn_near: dict[str, str] = field(default_factory=dict)


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
