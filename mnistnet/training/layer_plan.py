"""A plan says of a layer that is to be made how many nodes it has, and what they do."""

from dataclasses import dataclass

from mnistnet.activations import ACTIVATIONS
from mnistnet.training.checks import among
from mnistnet.words import say

__all__ = ["LayerPlan"]


@dataclass(frozen=True)
class LayerPlan:
    """One layer that is to be made.

    Attributes
    ----------
    units : int or None
        How many nodes; None for a Flatten layer, which has none.
    activation : str
        A name in `mnistnet.activations.ACTIVATIONS`, except "step", which has no slope to learn from,
        and "gelu", whose slope cannot be told from what it sends on.
    name : str
        What people call the layer; may be empty.
    biases : bool
        Whether each node has a bias.
    """

    units: int | None
    activation: str = "sigmoid"
    name: str = ""
    biases: bool = True

    def __post_init__(self) -> None:
        if self.units is None:
            return
        if isinstance(self.units, bool) or not isinstance(self.units, int) or not 1 <= self.units <= 100_000:
            raise ValueError(say("A layer has between 1 and 100,000 nodes, not {units!r}.", units=self.units))
        among("activation", self.activation, tuple(name for name, rule in ACTIVATIONS.items() if rule.trains))
