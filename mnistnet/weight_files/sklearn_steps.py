"""The estimators of scikit-learn in a pickle: which they are, where their arrays are, and what their options say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.pickle_machine import Call, Text

__all__ = ["SCALERS", "Estimator", "estimators_in", "plain_scaler", "steps_of"]

Array = NDArray[Any]
SCALERS = ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler")


@dataclass(frozen=True, eq=False)
class Estimator:
    """One estimator: its class, the way to it as arrays are named, and its attributes."""

    kind: str
    way: str
    options: Mapping[str, Any]

    def name_of(self, *words: str) -> str:
        """Return the name of something in it."""
        return ".".join(filter(None, (self.way, *words)))

    def text(self, name: str) -> str:
        """Return an option that is a short text, "" if it is none."""
        value = self.options.get(name)
        return value.decoded if isinstance(value, Text) and len(value.raw) < 40 else ""

    def inner(self, name: str) -> "Estimator | None":
        """Return an estimator that is an attribute of it."""
        return _estimator(self.name_of(name), self.options.get(name))


def estimators_in(value: Any) -> Iterator[Estimator]:
    """Yield the estimators in what was saved: that itself, or those in a dict, a list or a tuple."""
    parts: list[tuple[str, Any]] = [("", value)]
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list | tuple):
        parts = [(str(i), part) for i, part in enumerate(value)]
    for way, part in parts:
        found = _estimator(way, part)
        if found is not None:
            yield found


def _estimator(way: str, value: Any) -> Estimator | None:
    if not isinstance(value, Call) or not value.word.startswith("sklearn.") or not isinstance(value.state, dict):
        return None
    found = Estimator(value.word.rpartition(".")[2], way, value.state)
    best = found.inner("best_estimator_")  # of a search over options
    return best or found


def steps_of(pipeline: Estimator) -> tuple[Estimator, ...]:
    """Return the steps of a pipeline; an estimator that is none is its own one step; what passes all on is left out."""
    steps = pipeline.options.get("steps")
    if pipeline.kind != "Pipeline" or not isinstance(steps, list):
        return (pipeline,)
    found = []
    for step in steps:
        if not isinstance(step, list | tuple) or len(step) != 2 or not isinstance(step[0], Text):
            return (pipeline,)
        name, part = step
        if part is not None and not (isinstance(part, Text) and part.raw == b"passthrough"):
            way = pipeline.name_of("steps", name.short)
            found.append(_estimator(way, part) or Estimator("?", way, {}))
    return tuple(found)


def plain_scaler(scaler: Estimator, arrays: Mapping[str, Array]) -> tuple[Array, Array] | None:
    """Return mean and scale so that (x - mean) / scale is what a scaler does to every pixel; None if it is odd."""
    rows = {word: arrays.get(scaler.name_of(word)) for word in ("mean_", "scale_", "min_", "center_")}
    scale = rows["scale_"]
    mean = rows["center_" if scaler.kind == "RobustScaler" else "mean_"]
    if scaler.options.get("with_mean") is False:
        mean = None
    if scaler.kind == "MinMaxScaler":
        least = rows["min_"]
        if scale is None or least is None or scale.shape != least.shape or scaler.options.get("clip") is True:
            return None
        return -least / scale, 1 / scale
    known = mean if mean is not None else scale
    if known is None:
        return None
    return (np.zeros(known.shape) if mean is None else mean), (np.ones(known.shape) if scale is None else scale)
