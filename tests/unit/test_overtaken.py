"""A run that was told to stop leaves what the next one has drawn."""

import threading
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

import pages.ui.state.overtaken as overtaken

DRAWN = WidgetMetadata("$$ID-1-living", lambda said: said or {}, str, "string_value")


@pytest.fixture
def state():
    return SessionState()


@pytest.fixture
def requests(monkeypatch):
    """What a run is asked to do; the test stands for its thread."""
    requests = ScriptRequests()
    run = SimpleNamespace(script_requests=requests, page_script_hash="", fragment_ids_this_run=None)
    for module in (overtaken, session_state):
        monkeypatch.setattr(module, "get_script_run_ctx", lambda **_: run)
    return requests


def run_of(state: SessionState) -> SafeSessionState:
    return SafeSessionState(state, lambda: None)


@pytest.mark.parametrize("is_stopped", [False, True])
def test_only_a_run_that_was_not_told_to_stop_tidies_up(state, requests, is_stopped):
    old = run_of(state)
    if is_stopped:
        requests.request_stop()
    run_of(state).register_widget(DRAWN, "living")
    old.on_script_finished(frozenset())
    assert (DRAWN.id in state) is is_stopped


def test_a_run_waits_until_another_has_tidied_up(state, requests, monkeypatch):
    """Between Streamlit's list of what is to stay and its taking effect the next run drew: that was lost."""
    run_of(state).register_widget(DRAWN, "living")
    look, drawn = session_state._is_stale_widget, []
    nexts = threading.Thread(target=lambda: drawn.append(run_of(state).register_widget(DRAWN, "living").value))

    def look_while_the_next_run_draws(*about):
        if not nexts.ident:
            nexts.start()
            nexts.join(0.2)  # it cannot end: it waits for us
            assert nexts.is_alive()
        return look(*about)

    monkeypatch.setattr(session_state, "_is_stale_widget", look_while_the_next_run_draws)
    run_of(state).on_script_finished(frozenset())
    nexts.join()
    assert drawn == [{}] and DRAWN.id in state


def test_two_visitors_do_not_wait_for_each_other(state):
    assert run_of(state)._lock is run_of(state)._lock is not run_of(SessionState())._lock
