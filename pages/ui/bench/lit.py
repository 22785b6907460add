"""Which node of the network is lit in its living picture; it stands in the address, on every page that has one."""

from math import prod

from mnistnet import Network
from mnistnet.readout import read_answer
from pages.ui.bench import bench
from pages.ui.holdings import results
from pages.ui.kit import address
from pages.ui.state import mine

LIT = "lit"  # "2:17" is node 17 of the second dense layer


def lit_node(network: Network, answer: int | None = None) -> tuple[int, int]:
    """Return the dense layer, counted from 1, and the node that is lit: one that was touched, else the answer."""
    _look_into_address()
    layer, node = _numbers(str(mine().choices.get(LIT, "")))
    sizes = [prod(network.view_shapes[view]) for view in network.views[1::2]]
    if 1 <= layer <= len(sizes) and 0 <= node < sizes[layer - 1]:
        return layer, node
    if answer is None:
        answer = read_answer(results.outputs(network, bench.picture().image)).best
    return len(sizes), answer


def is_chosen() -> bool:
    """Return whether a node was touched."""
    return LIT in mine().choices


def light(node: str) -> None:
    """Light up a node; none for an empty text or one that names none."""
    mine().choices.pop(LIT, None)
    if _numbers(node) != (0, 0):
        mine().choices[LIT] = node


def _look_into_address() -> None:
    asked = address.asked(LIT)
    if asked is not None:
        light(asked)
    elif address.is_restored(LIT):
        mine().choices.pop(LIT, None)
    address.note(LIT, mine().choices.get(LIT))


def _numbers(text: str) -> tuple[int, int]:
    layer, _, node = text.partition(":")
    is_one = layer.isascii() and node.isascii() and layer.isdecimal() and node.isdecimal() and len(text) < 12
    return (int(layer), int(node)) if is_one else (0, 0)
