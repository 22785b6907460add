"""All that the app knows of one visitor; no other folder touches Streamlit's session.

Reading order: records (what a visitor can have), shown (what the open page shows), visitor (all of it, and the values
of widgets), keys (of widgets that more than one file asks for).
"""

from pages.ui.state import keys
from pages.ui.state.records import Board, KeptNetwork, OwnSet, Picture
from pages.ui.state.visitor import OnBoard, Visitor, forget, has_value, mine, set_value, value_of

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
]
