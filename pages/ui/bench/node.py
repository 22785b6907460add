"""Which layer, and which of its nodes, a page looks at."""

from mnistnet import Network
from mnistnet.words import say
from pages.ui.kit import choices
from pages.ui.kit.paging import turn_over
from pages.ui.state import keys

PART = 100  # maps in one mosaic; more than that nobody can read


def choose_view(network: Network) -> str:
    """Show the switch between the network's views and return the one chosen."""
    return choices.segmented(
        say("What to look at"),
        network.views,
        key="view",
        default="z1",
        help=say("a is the sum that arrives at a node, z is what the node sends on; the number is the layer."),
    )


def choose_node(count: int) -> int:
    """Show the control that chooses a node by its number and return it; a click on a mosaic sets it too."""
    return choices.number(say("Node, 0 to {last}", last=count - 1), 0, count - 1, key=keys.NODE, width=150)


def part_of(count: int, first: int, ending: str = "") -> list[int]:
    """Return the nodes that one mosaic shows, at first those round node `first`, with a control to turn over.

    `ending` parts the control from that of another mosaic on the page.
    """
    return turn_over(list(range(count)), PART, f"part{ending}", first=first)
