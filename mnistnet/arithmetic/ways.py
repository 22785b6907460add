"""A way to learn is a loss and a rule for handing errors back; what differs between three of them is one factor."""

from dataclasses import dataclass
from types import MappingProxyType

from mnistnet.lines.errors import loss_and_rule
from mnistnet.network import Network
from mnistnet.training.learning_rules import check_learning_rule
from mnistnet.words import mark, say

__all__ = ["WAYS", "Way", "own_way", "ways_of"]


@dataclass(frozen=True)
class Way:
    """One way to learn.

    Attributes
    ----------
    loss, learning_rule : str
        Names in `LOSSES` and `LEARNING_RULES`.
    title : str
        What people call it.
    differs : str
        What differs from the others, in one sentence.
    """

    loss: str
    learning_rule: str
    title: str
    differs: str


WAYS: MappingProxyType[str, Way] = MappingProxyType(
    {
        "cross-entropy": Way(
            "cross-entropy",
            "gradient",
            mark("Cross-entropy"),
            mark(
                "With cross-entropy the slope of the outputs cancels out: δ of an answer is its output minus what was "
                "wanted, however flat its bend is there, so a bad mistake is learned from at once."
            ),
        ),
        "quadratic": Way(
            "quadratic",
            "gradient",
            mark("Quadratic cost"),
            mark(
                "With the quadratic cost the error of an answer still has to pass its bend: δ is the error times the "
                "slope, so an answer that is wrong and sure of it, where the bend is flat, hardly learns."
            ),
        ),
        "raw-errors-back": Way(
            "quadratic",
            "raw-errors-back",
            mark("The book's own rule"),
            mark(
                "By the rule of *Make Your Own Neural Network* a layer hands back its errors as they are, without "
                "their slopes. Below the answers that is not the gradient of the loss, but it takes its place."
            ),
        ),
    }
)


def ways_of(network: Network) -> tuple[str, ...]:
    """Return by which `WAYS` a network can learn, its own first; ValueError where it can learn by none."""
    rules = tuple(layer.activation for layer in network.dense_layers)
    if unfit := [layer.activation for layer in network.dense_layers if not layer.rule.trains or layer.rule.flat]:
        raise ValueError(say("The activation {rule} has no slope to learn from.", rule=unfit[0]))
    found = [name for name, way in WAYS.items() if _fits(way, rules)]
    own = _named(network)
    return tuple(sorted(found, key=lambda name: name != own))  # a file can name a loss that does not suit its outputs


def own_way(network: Network) -> str:
    """Return by which of `WAYS` a network learned; as `ways_of` raises."""
    return ways_of(network)[0]


def _named(network: Network) -> str:
    loss, rule = loss_and_rule(network)
    return "raw-errors-back" if rule == "raw-errors-back" else loss


def _fits(way: Way, rules: tuple[str, ...]) -> bool:
    if way.loss == "cross-entropy" and rules[-1] not in ("softmax", "sigmoid"):
        return False
    try:
        check_learning_rule(way.learning_rule, way.loss, rules)
    except ValueError:
        return False
    return True
