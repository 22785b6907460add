"""A duel: a person and a network read the same hard digits, and the person forecasts what the network will say.

In reading order: `hard` (which digits), `score` (who reads what), `forecasts` (whether a map helps to foresee it).
"""

from mnistnet.duel.forecasts import Difference, difference, shows_map
from mnistnet.duel.hard import hard_digits
from mnistnet.duel.score import CANNOT_TELL, Score, packed, unpacked

__all__ = ["CANNOT_TELL", "Difference", "Score", "difference", "hard_digits", "packed", "shows_map", "unpacked"]
