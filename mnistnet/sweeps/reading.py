"""How well a network that is there already reads pictures that were changed, or drawn by made-up writers."""

import numpy as np

from mnistnet.books.networks import load_network
from mnistnet.digits import Digits
from mnistnet.robustness import CHANGES, accuracies
from mnistnet.sweeps.point import Point
from mnistnet.words import say

__all__ = ["read_changed", "read_drawings"]

PART = 1000  # test digits of one repeat, drawn from all
DRAWINGS, WRITERS = 200, "held-back"


def read_changed(point: Point, digits: Digits) -> dict[str, float]:
    """Return the share of test digits, each repeat another draw of them, that a network still reads right."""
    name, strength = point.value("change", "rotate"), float(point.value("strength", 0.0))
    if name not in CHANGES:
        raise ValueError(say("There is no change {name!r}; there are {known}.", name=name, known=", ".join(CHANGES)))
    test = digits.split("test")
    drawn = np.random.default_rng(point.sequence()).integers(0, len(test), min(PART, len(test)))
    part = Digits(test.images[drawn], test.labels[drawn], test.name)
    return accuracies({"accuracy": load_network(point.value("base", "scratch"))}, part, name, strength)


def read_drawings(point: Point, digits: Digits) -> dict[str, float]:
    """Return the share of drawings, each repeat by other writers, that a network reads right."""
    from mnistnet.drawing import read_drawing
    from mnistnet.strokes import stroke_digits

    count = int(point.value("drawings", DRAWINGS))
    drawings = list(stroke_digits(point.seed, count, point.value("writers", WRITERS)))
    network = load_network(point.value("base", "sharp"))
    readings = [read_drawing(drawing.canvas).digit for drawing in drawings]
    blank = np.zeros(network.image_shape, np.uint8)
    answers = network.predict(np.stack([blank if one is None else one for one in readings])).argmax(axis=1)
    return {"accuracy": float(np.mean(answers == [drawing.label for drawing in drawings]))}
