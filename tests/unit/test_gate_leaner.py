"""What is gathered on its way to browsers comes whole and in order; the theme is what Streamlit would say."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from pages.ui.gate.handfuls import gather_messages
from pages.ui.gate.same_theme import read_theme_once

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
