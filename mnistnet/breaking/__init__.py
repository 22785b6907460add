"""Breaking is the other half of robustness: the digits stay as they are and the weights of the network are harmed.

In reading order: `harm` (what can be done to weights, each with an amount), `endurance` (how many digits are
still read right, amount by amount, and where it breaks).
"""

from mnistnet.breaking.endurance import HALF, SEEDS, Endurance, breaks_at, endurance, share_right
from mnistnet.breaking.harm import HARMS, PLACES, Harm, harmed, is_heard

__all__ = [
    "HALF",
    "HARMS",
    "PLACES",
    "SEEDS",
    "Endurance",
    "Harm",
    "breaks_at",
    "endurance",
    "harmed",
    "is_heard",
    "share_right",
]
