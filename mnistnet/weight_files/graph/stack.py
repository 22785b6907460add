"""A stack grows by a dense layer, a line or an activation at a time; lines disappear into the layers, exactly."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.checks import MOST_LAYERS
from mnistnet.weight_files.order import DIGITS, PIXELS, no_chain
from mnistnet.weight_files.part import Part
from mnistnet.words import say

__all__ = ["Stack"]

Array = NDArray[Any]
Line = tuple[Array | float, Array | float]  # what numbers are multiplied by, and what is added then
NOTHING: Line = (1.0, 0.0)


@dataclass
class Stack:
    """Dense layers from the pixels on, each with its activation, and the line that waits for the next one."""

    parts: list[Part] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    line: Line = NOTHING

    @property
    def width(self) -> int:
        """How many numbers leave the last layer."""
        return self.parts[-1].fan_out if self.parts else PIXELS

    @property
    def is_open(self) -> bool:
        """Whether the last layer has no activation yet."""
        return len(self.rules) < len(self.parts)

    def add_line(self, factor: Array | float, summand: Array | float) -> None:
        """Multiply what leaves the last layer and add to it, node by node."""
        if _is_nothing(self.line):
            self.line = factor, summand
            return
        before, added = (np.asarray(one, np.float64)[()] for one in self.line)
        self.line = before * np.float64(factor), added * np.float64(factor) + np.float64(summand)

    def add_rule(self, rule: str) -> None:
        """Give the last layer its activation.

        Raises
        ------
        WeightFileError
            If it has one, or there is no layer.
        """
        if not self.is_open:
            raise WeightFileError(say("An activation in this file follows no dense layer; such networks are not read."))
        self._close(rule)

    def add_dense(self, weights: Array, name: str) -> None:
        """Add a layer without biases, weights of shape (fan_in, fan_out).

        Raises
        ------
        WeightFileError
            If it does not fit onto the one before, or there are too many.
        """
        if self.is_open:
            self._close("identity")
        if self.rules and self.rules[-1] == "softmax":
            raise WeightFileError(say("A softmax in this file is followed by a layer; such networks are not read."))
        part = Part(weights, None, name)
        if part.fan_in != self.width:
            raise no_chain([*self.parts, part])
        if len(self.parts) == MOST_LAYERS or sum(one.weights.size for one in (*self.parts, part)) > MOST_PARAMETERS:
            raise WeightFileError(say("This file holds a larger network than any that can be read."))
        factor, summand = self._line_taken()
        if isinstance(factor, float) and factor == 1:
            scaled = weights
        else:
            scaled = _like(np.broadcast_to(factor, part.fan_in)[:, None] * weights.astype(np.float64), weights)
        moved = isinstance(summand, float) and summand == 0
        biases = None if moved else np.broadcast_to(summand, part.fan_in) @ weights.astype(np.float64)
        self.parts.append(replace(part, weights=scaled, biases=None if biases is None else _like(biases, weights)))

    def finished(self, order: list[int] | None = None) -> tuple[tuple[Part, ...], tuple[str, ...], str]:
        """Return the layers, the activations of the hidden ones, and that of the last, "" if it has none.

        Parameters
        ----------
        order : list of int, optional
            Which of the ten answers are the digits 0 to 9, where they stand in another order.

        Raises
        ------
        WeightFileError
            If they do not end in the ten digits, or something follows the last activation.
        """
        open_end = self.is_open
        if open_end:
            self._close("")
        if not self.parts or self.width != DIGITS:
            raise no_chain(self.parts)
        if not _is_nothing(self.line):
            raise WeightFileError(say("The answers in this file are changed once more; such networks are not read."))
        last = self.parts[-1]
        if order is not None:
            biases = None if last.biases is None else last.biases[order]
            last = replace(last, weights=last.weights[:, order], biases=biases)
        return (*self.parts[:-1], last), tuple(self.rules[:-1]), self.rules[-1]

    def _close(self, rule: str) -> None:
        """Fold the line that waits into the last layer, and note its activation."""
        factor, summand = self._line_taken()
        part = self.parts[-1]
        if not (isinstance(factor, float) and factor == 1):
            part = replace(part, weights=_like(part.weights.astype(np.float64) * factor, part.weights))
            old = None if part.biases is None else _like(part.biases.astype(np.float64) * factor, part.biases)
            part = replace(part, biases=old)
        if not (isinstance(summand, float) and summand == 0):
            row = np.broadcast_to(np.asarray(summand), part.fan_out)
            both = row if part.biases is None else row + part.biases.astype(np.float64)
            part = replace(part, biases=_like(both, part.weights))
        self.parts[-1] = part
        self.rules.append(rule)

    def _line_taken(self) -> Line:
        line, self.line = self.line, NOTHING
        return line


def _is_nothing(line: Line) -> bool:
    return bool(np.all(np.equal(line[0], 1)) and np.all(np.equal(line[1], 0)))


def _like(numbers: Array, old: Array) -> Array:
    """Return numbers in the format of the old ones, float64 if those were whole numbers."""
    return numbers.astype(old.dtype if old.dtype.kind == "f" else np.float64)
