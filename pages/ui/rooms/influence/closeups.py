"""Close-ups of one node's influence map, each of which answers one more question about it."""

from collections.abc import Callable

from mnistnet.words import mark
from pages.ui.rooms.influence.first_or_last import from_alone_to_last
from pages.ui.rooms.influence.hidden_nodes import through_hidden_nodes
from pages.ui.rooms.influence.partners import partners
from pages.ui.rooms.influence.subject import Subject
from pages.ui.rooms.influence.together import alone_and_together
from pages.ui.rooms.influence.why_not import why_not

TITLES = {
    "alone_and_together": mark("Alone and together"),
    "first_or_last": mark("First or last"),
    "why_not": mark("Why this, not that"),
    "partners": mark("Partners"),
    "hidden_nodes": mark("Through hidden nodes"),
}
CLOSEUPS: dict[str, Callable[[Subject], None]] = {
    "alone_and_together": alone_and_together,
    "first_or_last": from_alone_to_last,
    "why_not": why_not,
    "partners": partners,
    "hidden_nodes": through_hidden_nodes,
}
