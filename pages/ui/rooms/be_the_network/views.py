"""The two views of Be the network: paint its weights, or read against it."""

from mnistnet.words import mark, say
from pages.ui.kit import choices

PAINT, AGAINST = "paint", "against"
VIEWS = {PAINT: mark("Paint the weights"), AGAINST: mark("You against it")}


def choose() -> str:
    """Show the switch between the page's two views and return the one chosen."""
    return choices.segmented(say("What to do"), VIEWS, key="be_view", label_visibility="collapsed")
