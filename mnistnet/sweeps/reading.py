"""How well a network that is there already reads pictures that were changed, or drawn by made-up writers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mnistnet.books.networks import load_network
from mnistnet.digits import Digits
from mnistnet.network import Network
from mnistnet.robustness import CHANGES, accuracies
from mnistnet.sweeps.point import Point
from mnistnet.words import say

if TYPE_CHECKING:
    from mnistnet.strokes import Drawing

__all__ = ["fewer_steps", "figures_of_drawings", "read_changed", "read_drawings", "steps_of"]

PART = 1000  # test digits of one repeat, drawn from all
DRAWINGS, WRITERS = 200, "held-back"
NO_STEPS = "no-steps"


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
    """Return the share of drawings, each repeat by other writers, that a network reads right.

    For each name in the setting "steps" the same drawings are read once more with fewer steps: with "no-steps", or
    with all but one of `mnistnet.drawing.ALL_STEPS`.
    """
    from mnistnet.strokes import stroke_digits

    count, choices = int(point.value("drawings", DRAWINGS)), steps_of(point.value("steps", ()))
    drawings = list(stroke_digits(point.seed, count, point.value("writers", WRITERS)))
    network = load_network(point.value("base", "sharp"))
    return {name: _share_right(network, drawings, steps) for name, steps in choices.items()}


def figures_of_drawings(values: Mapping[str, list[Any]]) -> tuple[str, ...]:
    """Return the names of what `read_drawings` gives."""
    return tuple(steps_of([name for one in values.get("steps", []) for name in one]))


def fewer_steps() -> tuple[str, ...]:
    """Return all names that the setting "steps" knows."""
    from mnistnet.drawing import ALL_STEPS

    return NO_STEPS, *ALL_STEPS


def steps_of(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the steps behind each figure of `read_drawings`: "accuracy" is with all of them."""
    from mnistnet.drawing import ALL_STEPS

    known = {NO_STEPS: ()} | {name: tuple(step for step in ALL_STEPS if step != name) for name in ALL_STEPS}
    if unknown := [name for name in names if name not in known]:
        told = {"unknown": ", ".join(unknown), "known": ", ".join(known)}
        raise ValueError(say("There is no step {unknown}; there are {known}.", **told))
    called = {name: "accuracy-no-steps" if name == NO_STEPS else f"accuracy-without-{name}" for name in names}
    return {"accuracy": ALL_STEPS} | {called[name]: known[name] for name in names}


def _share_right(network: Network, drawings: Sequence["Drawing"], steps: Sequence[str]) -> float:
    from mnistnet.drawing import read_drawing

    readings = [read_drawing(drawing.canvas, steps=steps).digit for drawing in drawings]
    blank = np.zeros(network.image_shape, np.uint8)
    answers = network.predict(np.stack([blank if one is None else one for one in readings])).argmax(axis=1)
    return float(np.mean(answers == [drawing.label for drawing in drawings]))
