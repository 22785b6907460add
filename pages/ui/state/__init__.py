"""All that the app knows of one visitor; no other folder touches Streamlit's session.

Reading order: records (what a visitor can have), places (where it lies), shown (what the open page shows), visitor (all
of it), widgets (their values), keys (of widgets that more than one file asks for), forgiving and hearing (what is
ignored of a message), asking and one_class (what is made of a session's values), overtaken (runs that the next one has
overtaken), leaving and returning (of browsers).
"""

from pages.ui.state import keys
from pages.ui.state.asking import ask_one_by_one
from pages.ui.state.forgiving import forgive_messages
from pages.ui.state.hearing import ignore_old_words
from pages.ui.state.leaving import forget_what_was_shown
from pages.ui.state.one_class import look_through_one_class
from pages.ui.state.overtaken import let_no_run_tidy_up_after_the_next
from pages.ui.state.places import OnBoard
from pages.ui.state.records import Board, KeptNetwork, OwnSet, Picture
from pages.ui.state.visitor import Visitor, mine
from pages.ui.state.widgets import forget, has_value, set_value, tell_again, value_of

forgive_messages()  # before any message is read, on every kind of host
forget_what_was_shown()
ask_one_by_one()
look_through_one_class()
let_no_run_tidy_up_after_the_next()
ignore_old_words(Visitor)

__all__ = [
    "Board",
    "KeptNetwork",
    "OnBoard",
    "OwnSet",
    "Picture",
    "Visitor",
    "set_value",
    "value_of",
    "forget",
    "has_value",
    "keys",
    "mine",
    "tell_again",
]
