"""A photo that lies on its side or upside down: its digits leave a network in doubt, and hardly once they are turned.

Of sheets with six digits each, of MNIST and of made-up writers, 96 of 100 that are upside down are seen and all that
lie on their side; of those that lie straight 3 in 1,000 are taken for turned. One digit alone says little: of 100 that
are upside down 38 are seen.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.known import doubt
from mnistnet.network import Network

__all__ = ["quarter_turns"]

LESS = 0.2  # of a digit's doubt, all together, vanishes at least: one that is written badly looks like another
LEFT = 0.25  # of all doubt at most is left then, for each digit


def quarter_turns(digits: Sequence[NDArray[Any]], reader: Network) -> int:
    """Return by how many quarter turns to the left digits are read with much less doubt: 0 where they lie straight.

    Parameters
    ----------
    digits : sequence of ndarray of shape (28, 28), uint8
        All marks of one photo.
    reader : Network
        As `mnistnet.drawing.known.doubt` takes it.
    """
    if not digits:
        return 0
    turned = np.concatenate([np.rot90(np.stack(digits), turns, (1, 2)) for turns in range(4)])
    doubts = doubt(turned, reader).reshape(4, -1).sum(axis=1)
    best = int(doubts.argmin())
    return best if doubts[best] + LESS < doubts[0] and doubts[best] < LEFT * len(digits) else 0
