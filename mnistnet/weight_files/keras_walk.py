"""A walk through the plan of a Keras model: each layer takes its arrays; normalisation is folded in where it stands.

Behind a dense layer's sums it becomes part of that layer; behind a bent activation, of the next one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.network import PixelEncoding
from mnistnet.weight_files.graph.stack import Stack
from mnistnet.weight_files.guess import ENCODINGS
from mnistnet.weight_files.keras_arrays import held_by
from mnistnet.weight_files.keras_plan import PASSING, Planned, demand
from mnistnet.weight_files.keras_rules import rule_of
from mnistnet.weight_files.normalisation import Norm
from mnistnet.weight_files.part import Part
from mnistnet.weight_files.said import said_of_layers
from mnistnet.words import mark, say

__all__ = ["Walked", "walked"]

Array = NDArray[Any]
OF_BYTES = 1 / 50  # a smaller factor than this is meant for pixels up to 255
LEAST_DEVIATION = 1e-7  # by which Keras divides
PLACES = {
    "": mark("in the order and with the activations that the plan in the file names"),
    "before": mark(
        "in the order and with the activations that the plan in the file names, normalised before the activation"
    ),
    "behind": mark(
        "in the order and with the activations that the plan in the file names, normalised behind the activation"
    ),
}
SEVERAL = mark("in the order and with the activations that the plan in the file names, normalised where it says")


@dataclass(frozen=True, eq=False)
class Walked:
    """What a plan and its arrays come to: `Contents` says what each is, and `words` what was done."""

    parts: tuple[Part, ...]
    rules: tuple[str, ...]
    output: str
    encoding: PixelEncoding | None
    used: frozenset[str]
    words: str

    @property
    def said(self) -> dict[str, str]:
        """What the file says of its use, as `Contents.said` has it."""
        return said_of_layers(self.rules, self.output)


def walked(layers: Sequence[Planned], arrays: Mapping[str, Array]) -> Walked:
    """Return the dense layers that a plan and the arrays of its file are together.

    Raises
    ------
    NoPlan
        If the arrays are not those of the plan, or anything in it is odd.
    WeightFileError
        If it plainly says what dense layers with known activations cannot do.
    """
    walk = _Walk()
    held = held_by(layers, arrays)
    for layer, rows in zip(layers, held, strict=True):
        walk.take(layer, {role: arrays[path] for role, path in rows.items()})
    demand(bool(walk.stack.parts))
    parts, rules, output = walk.stack.finished()
    place = "".join(walk.places)
    words = say(PLACES.get(place, SEVERAL))
    if walk.encoding is not None:
        words = say("{order}, pixels scaled as it says", order=words)
    return Walked(parts, rules, output, walk.encoding, frozenset(path for row in held for path in row.values()), words)


class _Walk:
    """The stack that grows, what pixels become before it, and where normalisations stood."""

    def __init__(self) -> None:
        self.stack = Stack()
        self.encoding: PixelEncoding | None = None
        self.places: set[str] = set()
        self.is_first = True  # whether the pixels are still as they came

    def take(self, layer: Planned, rows: Mapping[str, Array]) -> None:
        """Do what a layer does; those that only pass numbers on once training is over do nothing."""
        if layer.kind == "Rescaling":
            self._rescale(layer)
        elif layer.kind == "Normalization":
            self._standardise(layer, rows)
        elif layer.kind == "BatchNormalization":
            self._normalise(layer, rows)
        elif layer.kind == "Dense":
            self._dense(layer, rows)
        rule = rule_of(layer)
        if rule:
            self.stack.add_rule(rule)
        self.is_first &= layer.kind in PASSING

    def _dense(self, layer: Planned, rows: Mapping[str, Array]) -> None:
        weights = rows["kernel"]
        demand(weights.ndim == 2 and weights.shape[0] == self.stack.width and weights.size > 0)
        self.stack.add_dense(weights, layer.name if layer.name.isprintable() else "")
        if "bias" in rows:
            demand(rows["bias"].shape == (self.stack.width,))
            self.stack.add_line(1.0, rows["bias"])

    def _normalise(self, layer: Planned, rows: Mapping[str, Array]) -> None:
        epsilon = layer.number("epsilon", 1e-3, 0, 1)
        mean = rows["moving_mean"]
        demand(mean.ndim == 1 and (mean.size == self.stack.width or (mean.size == 1 and not self.stack.parts)))
        norm = Norm(mean, rows["moving_variance"], rows.get("gamma"), rows.get("beta"), epsilon)
        demand(norm.is_whole)
        behind = "behind" if self.stack.parts else "pixels"
        self.places.add("before" if self.stack.is_open else behind)
        self.stack.add_line(*norm.line)

    def _rescale(self, layer: Planned) -> None:
        """Note what pixels up to 255 become; whatever else is scaled goes into the next weights."""
        scale, offset = layer.number("scale", 1, -1000, 1000), layer.number("offset", 0, -1000, 1000)
        demand(scale != 0)
        self._scale(scale, offset)

    def _scale(self, scale: float, offset: float) -> None:
        if self.is_first and abs(scale) < OF_BYTES:
            self.encoding = _known(PixelEncoding(offset, 255 * scale))
        else:
            self.stack.add_line(scale, offset)

    def _standardise(self, layer: Planned, rows: Mapping[str, Array]) -> None:
        """Take a mean from all pixels and divide by a deviation, one for all or one for each."""
        demand(layer.options.get("invert") in (None, False))
        mean, variance = (_numbers(rows.get(name, layer.options.get(name))) for name in ("mean", "variance"))
        demand(mean.shape == variance.shape and mean.size in (1, self.stack.width) and bool((variance >= 0).all()))
        scale = 1 / np.maximum(np.sqrt(variance), LEAST_DEVIATION)
        if mean.size == 1:
            self._scale(float(scale[0]), float(-mean[0] * scale[0]))
        else:
            self.stack.add_line(scale, -mean * scale)


def _numbers(value: Any) -> Array:
    """Return what a plan or an array says as a row of float64; NoPlan if it is something else."""
    demand(isinstance(value, int | float | np.ndarray) and not isinstance(value, bool))
    numbers = np.atleast_1d(np.asarray(value, np.float64))
    demand(numbers.ndim == 1 and bool(np.isfinite(numbers).all()))
    return numbers


def _known(encoding: PixelEncoding) -> PixelEncoding:
    """Return a usual encoding that is the same but for rounding, so that it has its name."""
    pair = np.array([encoding.offset, encoding.scale])
    near = (one for one in ENCODINGS.values() if np.abs(pair - (one.offset, one.scale)).max() < 1e-6)
    return next(near, encoding)
