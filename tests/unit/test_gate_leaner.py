"""What the gate makes leaner stays what Streamlit would say: messages, the theme, what components have told."""

import asyncio
import copy
import platform
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from pages.ui.gate.handfuls import gather_messages
from pages.ui.gate.same_theme import read_theme_once
from pages.ui.state.one_class import Told, look_through_one_class

STARTED, SHOWN, ENDED = (
    ScriptRunnerEvent.SCRIPT_STARTED,
    ScriptRunnerEvent.ENQUEUE_FORWARD_MSG,
    ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS,
)


class Hearing(AppSession):
    """A session that only notes what it hears, and in how many turns of the loop."""

    def __init__(self) -> None:
        self._event_loop = asyncio.get_running_loop()
        self.heard: list[object] = []
        self.calls = 0

    def __del__(self) -> None: ...

    def _call_soon_on_event_loop(self, callback: object) -> None:
        self.calls += 1
        super()._call_soon_on_event_loop(callback)

    def _handle_scriptrunner_event_on_event_loop(self, sender: object, event: object, *what: object) -> None:
        self.heard.append(what[0] if what else event)
        if what == ("damaged",):
            raise ValueError("damaged")


@pytest.fixture(autouse=True)
def _as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "_on_scriptrunner_event", AppSession._on_scriptrunner_event)
    monkeypatch.setattr(main, "make_bidi_component_presenter", make_bidi_component_presenter)
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)


def hear(*told: object, until: int) -> Hearing:
    """Return a session that was told this by another thread, once it has heard so much."""

    async def listen() -> Hearing:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        session = Hearing()

        def tell() -> None:
            for one in told:
                session._on_scriptrunner_event(None, *((SHOWN, one) if isinstance(one, str) else (one,)))

        thread = threading.Thread(target=tell)
        thread.start()
        thread.join()  # the loop hears nothing until all is told
        async with asyncio.timeout(60):
            while len(session.heard) < until:
                await asyncio.sleep(0)
        return session

    gather_messages()
    with ThreadPoolExecutor(1) as apart:  # where tests of browsers ran before, this thread has a loop of its own
        return apart.submit(lambda: asyncio.run(listen())).result()


def test_all_is_heard_in_the_order_it_was_shown():
    told = [STARTED, *map(str, range(50)), ENDED, "after"]
    session = hear(*told, until=53)
    assert session.heard == told


def test_many_messages_wake_the_loop_once():
    assert hear(*map(str, range(50)), until=50).calls == 1


def test_a_message_that_cannot_be_handled_holds_none_back():
    assert hear("one", "damaged", "two", "three", until=4).heard == ["one", "damaged", "two", "three"]


def test_the_theme_is_what_streamlit_says_and_is_read_again_with_its_configuration():
    plain = app_session._populate_theme_msg
    read_theme_once()
    for section in ("theme", "theme.light", "theme.dark", "theme.sidebar"):
        expected = CustomThemeConfig()
        plain(expected, section)
        for _ in range(2):
            message = CustomThemeConfig()
            app_session._populate_theme_msg(message, section)
            assert message == expected
    before = config.get_option("theme.primaryColor")
    try:
        config.set_option("theme.primaryColor", "#123456")
        config._on_config_parsed.send()
        message = CustomThemeConfig()
        app_session._populate_theme_msg(message)
        assert message.primary_color == "#123456"
    finally:
        config.set_option("theme.primaryColor", before)
        config._on_config_parsed.send()


class States(dict[str, object]):
    """Values of widgets as a session holds them, with what is known of the one widget for all that is told once."""

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(values)
        self.widget_metadata = {"events": SimpleNamespace(value_type=kind)}


@pytest.mark.parametrize(
    ("kind", "held", "told"),
    [
        ("json_trigger_value", {"width": 390}, {}),
        ("json_trigger_value", {"width": 390}, {"events": [{"event": "back", "value": 2}, "nonsense", {"event": 3}]}),
        ("json_trigger_value", {"back": 1}, {"events": {"event": "back", "value": 2}}),
        ("json_trigger_value", {}, {"events": None}),
        ("json_trigger_value", "a text", {"events": [{"event": "back"}]}),
        ("json_value", {"width": 390}, {"events": [{"event": "back", "value": 2}]}),
    ],
)
def test_components_are_looked_at_as_streamlit_shows_them(kind, held, told):
    session = SimpleNamespace(_new_widget_state=States(kind, **told))
    theirs = make_bidi_component_presenter("events", "component", {"back"})(held, session)
    look_through_one_class()
    look_through_one_class()  # twice is once
    ours = main.make_bidi_component_presenter("events", "component", {"back"})(held, session)
    assert ours == theirs and (ours is held) == (theirs is held)
    if isinstance(ours, Told):
        assert (ours.width, ours.back, ours.other) == (theirs.width, theirs.back, theirs.other)
        assert ours is not held and copy.deepcopy(ours) is ours


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries are not asked")
def test_memory_that_answers_free_is_given_back():
    program = """
import threading
from pathlib import Path
import numpy as np
from pages.ui.gate.heaps import give_back_what_is_freed
{}
def held():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
def answer():
    for _ in range(3):  # after the first glibc would let 48 MB lie free
        np.ones(3 * 2**20)
before = held()
thread = threading.Thread(target=answer)
thread.start()
thread.join()
print(held() - before)
"""
    given_back, kept = (
        int(subprocess.run([sys.executable, "-c", program.format(how)], capture_output=True, check=True).stdout)
        for how in ("give_back_what_is_freed()", "")
    )
    assert given_back < 6_000 < 20_000 < kept  # kB, of the 24 MB that were freed last
