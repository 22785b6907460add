"""Weights under which no reading is better than chance may still be good ones, of pictures or answers the other way."""

from collections.abc import Mapping, Sequence
from typing import Any

from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.likelihood import Measure
from mnistnet.words import mark, say

__all__ = ["otherwise"]

ASKED = 100  # digits, of which a network that reads them gets far more than half
ENOUGH = 0.6
WAYS = {
    "turned": mark("its pictures had rows and columns changed over, as EMNIST's have"),
    "dark": mark("its pictures were dark ink on light paper, 1 for blank and 0 for ink"),
    "rolled": mark("its answers stand for 1 to 9 and then 0, as where counting begins with 1"),
}


def otherwise(
    networks: Sequence[Network], candidates: Sequence[Guess], own: Mapping[str, Any], digits: Digits
) -> tuple[str, float]:
    """Return in which other way a network reads digits after all, in words, with its share; ("", 0) if in none."""
    images, labels = digits.images[:ASKED], digits.labels[:ASKED]
    changed = {
        "turned": Digits(images.swapaxes(1, 2).copy(), labels),
        "dark": Digits(255 - images, labels),
        "rolled": Digits(images, (labels + 9) % 10),
    }
    for way, some in changed.items():
        measures = [Measure(network, some) for network in networks]
        best = max(_accuracy(measures[guess.way], guess, own) for guess in candidates)
        if best >= ENOUGH:
            return say(WAYS[way]), best
    return "", 0.0


def _accuracy(measure: Measure, guess: Guess, own: Mapping[str, Any]) -> float:
    sums = measure.sums(None if "activation" in own else guess.activation, guess.encoding)
    return float((sums.argmax(axis=1) == measure.labels).mean())
