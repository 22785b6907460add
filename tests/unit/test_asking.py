"""A session's values are made one by one."""

import pytest
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages.ui.state.asking import OneByOne


def test_who_asks_for_one_value_has_no_other_made(monkeypatch):
    state = SessionState()
    state["one"], state["two"] = 1, None
    safe = SafeSessionState(state, lambda: None)
    assert isinstance(safe.filtered_state, OneByOne)
    assert dict(safe.filtered_state) == {"one": 1, "two": None} == dict(state.filtered_state)
    assert len(safe.filtered_state) == 2 and repr(safe.filtered_state) == repr(state.filtered_state)
    asked = []
    read = SessionState.__getitem__
    monkeypatch.setattr(SessionState, "__getitem__", lambda self, key: asked.append(key) or read(self, key))
    found = safe.filtered_state
    assert "two" in found and found["two"] is None and "three" not in found and set(asked) == {"two", "three"}
    with pytest.raises(KeyError):
        found["three"]
