"""A session whose window is closed waits for it, and holds nothing meanwhile that is made anew when it comes back."""

from types import SimpleNamespace

from streamlit.runtime.memory_session_storage import MemorySessionStorage

from pages.ui.state.hearing import VISITOR
from pages.ui.state.records import OwnSet
from pages.ui.state.visitor import Visitor


def test_who_leaves_keeps_what_they_made_and_not_what_was_shown():
    visitor, own = Visitor(name="a"), OwnSet("mine", {}, "digest")
    visitor.sets["mine"] = own
    shown = visitor.shown
    before = shown.figures, shown.tables, shown.arrays
    for one, value in zip(before, ("figure", "table", "array"), strict=True):
        one["key"] = value
    storage = MemorySessionStorage()
    for state in ({VISITOR: visitor}, {}):
        storage.save(SimpleNamespace(session=SimpleNamespace(id=str(len(state)), session_state=state)))
    assert visitor.shown is shown and not (shown.figures or shown.tables or shown.arrays)
    assert all(len(one) == 1 for one in before), "a run that still goes through them is not disturbed"
    assert visitor.sets == {"mine": own} and len(storage.list()) == 2
