"""Measures are what a sweep can ask of each of its points; whoever adds one writes it here and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mnistnet.digits import Digits
from mnistnet.sweeps.influence import FAITHFUL, NEAR, figures_of_maps, judged_maps, measured_maps
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.reading import figures_of_drawings, read_changed, read_drawings
from mnistnet.sweeps.recipe import KNOWN
from mnistnet.sweeps.trained import TRAINED, trained

__all__ = ["MEASURES", "PICTURES", "SEEDS", "Measure"]

SEEDS, PICTURES = "seeds", "pictures"


@dataclass(frozen=True)
class Measure:
    """One thing that can be asked of a point.

    Attributes
    ----------
    function : callable
        (point, digits) -> mapping of str to float.
    figures : callable
        From all settings of a plan, name -> values, to the names of the figures in their order.
    repeats : str
        `SEEDS` or `PICTURES`: what is another one from repeat to repeat.
    settings : tuple of str
        Which settings it knows.
    """

    function: Callable[[Point, Digits], Mapping[str, float]]
    figures: Callable[[Mapping[str, list[Any]]], tuple[str, ...]]
    repeats: str
    settings: tuple[str, ...]


_MAPS = ("base", "methods", "views", "toggles")
_ENTRIES = {
    "training": Measure(trained, lambda _: TRAINED, SEEDS, KNOWN),
    "influence": Measure(measured_maps, lambda values: figures_of_maps(values, NEAR), PICTURES, _MAPS),
    "faithfulness": Measure(judged_maps, lambda values: figures_of_maps(values, FAITHFUL), PICTURES, _MAPS),
    "robustness": Measure(read_changed, lambda _: ("accuracy",), SEEDS, ("base", "change", "strength")),
    "handwriting": Measure(read_drawings, figures_of_drawings, SEEDS, ("base", "drawings", "writers", "steps")),
}
MEASURES: Mapping[str, Measure] = MappingProxyType(_ENTRIES)
