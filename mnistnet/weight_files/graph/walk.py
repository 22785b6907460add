"""A walk through the graph of an ONNX file, from the pixels to the digits: each step is known, or refused."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations.functions import LEAK
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.onnx_file import Graph, Step
from mnistnet.weight_files.graph.curves import curve
from mnistnet.weight_files.graph.stack import Stack
from mnistnet.weight_files.normalisation import Norm
from mnistnet.weight_files.roles import layer_name
from mnistnet.words import say

__all__ = ["Walk"]

Array = NDArray[Any]
SAME = frozenset(("Identity", "Dropout", "Cast", "CastLike", "Flatten", "Reshape", "Squeeze", "Unsqueeze"))
ASIDE = frozenset(("Shape", "Size", "ArgMax", "TopK", "ZipMap", "ArrayFeatureExtractor"))  # lead to no answer
RULES = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "LeakyRelu": "leaky_relu", "Gelu": "gelu",
         "Softmax": "softmax", "LogSoftmax": "softmax"}  # fmt: skip
SUMS = frozenset(("Gemm", "MatMul", "Add", "Sub", "Mul", "Div", "BatchNormalization"))


class Walk:
    """The way of the pixels through a graph, and the dense layers that lie on it.

    Parameters
    ----------
    graph : Graph
        With one input.

    Raises
    ------
    WeightFileError
        If a step is none that dense layers need.
    """

    def __init__(self, graph: Graph) -> None:
        self.stack = Stack()
        self.here = graph.inputs[0][0]
        self.used: set[int] = set()
        self.origins: dict[int, int] = {}
        self.arrays = {value: one.array for value, one in graph.constants.items() if one.array is not None}
        self.names = {value: one.name for value, one in graph.constants.items()}
        way = self._leading(graph.steps)
        self.uses = Counter(value for step in way for value in set(step.inputs))
        self.numbers = {value: float(array.item()) for value, array in self.arrays.items() if array.size == 1}
        while way:
            way = way[self._take(way) :]

    def _leading(self, steps: Sequence[Step]) -> list[Step]:
        """Return the steps that the pixels go through; those that only turn constants, or measure, are done with."""
        beside: set[int] = {-1}
        way = []
        for step in steps:
            if all(value in self.arrays for value in step.inputs):
                self._turn(step)
            if step.kind in ASIDE or all(value in beside or value in self.arrays for value in step.inputs):
                beside.update(step.outputs)
            else:
                way.append(step)
        return way

    def _turn(self, step: Step) -> None:
        """Keep a constant under another name, or turned."""
        if not step.inputs or not step.outputs:
            return
        array, value = self.arrays[step.inputs[0]], step.outputs[0]
        if step.kind in ("Identity", "Cast"):
            self.arrays[value] = array
        elif step.kind in SAME and (array.ndim < 2 or 1 in array.shape):
            self.arrays[value] = array.ravel()
        elif step.kind == "Transpose" and array.ndim == 2 and step.options.get("perm", [1, 0]) == [1, 0]:
            self.arrays[value] = array.T
        if value in self.arrays:
            self.names.setdefault(value, self.names[step.inputs[0]])
            self.origins[value] = self.origins.get(step.inputs[0], step.inputs[0])

    def _take(self, way: Sequence[Step]) -> int:
        """Take the first of the steps that are left, or the first few, and return how many."""
        step = way[0]
        if self.here not in step.inputs or not step.outputs:
            raise self._refusal(step)
        if self.uses[self.here] == 1 and (step.kind in SAME or step.kind in RULES or step.kind in SUMS):
            self._follow(step)
            self.here = step.outputs[0]
            return 1
        found = curve(way, self.here, self.numbers, self.uses)
        if found is None:
            raise self._refusal(step)
        rule, count, self.here = found
        self.stack.add_rule(rule)
        return count

    def _follow(self, step: Step) -> None:
        """Do what a step does with one value that comes in and otherwise constants."""
        if step.kind in SAME:
            self._demand(step, step.inputs[0] == self.here)
            self._demand(step, step.kind != "Flatten" or self._option(step, "axis", 1) != 0)
        elif step.kind in RULES:
            self._demand_rule(step)
            self.stack.add_rule(RULES[step.kind])
        elif step.kind == "MatMul":
            self._dense(step, self._matrix(step, 1))
        elif step.kind == "Gemm":
            self._gemm(step)
        elif step.kind == "BatchNormalization":
            self._normalise(step)
        else:
            self._line(step)

    def _demand_rule(self, step: Step) -> None:
        slope = self._option(step, "alpha", LEAK)
        if step.kind == "LeakyRelu" and not abs(slope - LEAK) < 1e-6:
            raise WeightFileError(
                say(
                    "This .onnx file has leaky ReLUs of slope {slope:g}; only those of slope {LEAK} are read.",
                    slope=slope,
                    LEAK=LEAK,
                )
            )
        is_exact = step.options.get("approximate", "none") == "none"
        self._demand(step, len(step.inputs) == 1 and self._option(step, "axis", -1) != 0 and is_exact)

    def _gemm(self, step: Step) -> None:
        self._demand(step, step.inputs[0] == self.here and not self._option(step, "transA", 0))
        weights = self._matrix(step, 1)
        self._dense(step, weights.T if self._option(step, "transB", 0) else weights)
        alpha, beta = self._option(step, "alpha", 1), self._option(step, "beta", 1)
        self.stack.add_line(alpha, 0.0)
        if len(step.inputs) > 2 and step.inputs[2] >= 0:
            row = self._row(step, 2)
            self.stack.add_line(1.0, row if beta == 1 else row * np.float64(beta))

    def _dense(self, step: Step, weights: Array) -> None:
        self.stack.add_dense(weights, layer_name(self.names.get(step.inputs[1], "")))

    def _normalise(self, step: Step) -> None:
        self._demand(step, len(step.inputs) == 5 and not self._option(step, "training_mode", 0))
        rows = [np.atleast_1d(np.asarray(self._row(step, i))) for i in range(1, 5)]
        norm = Norm(rows[2], rows[3], rows[0], rows[1], self._option(step, "epsilon", 1e-5))
        self._demand(step, norm.is_whole)
        factor, summand = norm.line
        self.stack.add_line(*((factor, summand) if norm.width > 1 else (float(factor[0]), float(summand[0]))))

    def _line(self, step: Step) -> None:
        """Add what Add, Sub, Mul and Div do with a constant."""
        self._demand(step, len(step.inputs) == 2)
        is_first = step.inputs[0] == self.here
        row = self._row(step, 1 if is_first else 0)
        self._demand(step, is_first or step.kind != "Div")
        factor, summand = {
            "Add": (1.0, row),
            "Sub": (1.0, -row) if is_first else (-1.0, row),
            "Mul": (row, 0.0),
            "Div": (1 / np.asarray(row, np.float64)[()], 0.0),
        }[step.kind]
        self.stack.add_line(factor, summand)

    def _matrix(self, step: Step, place: int) -> Array:
        """Return a constant that must be a table of weights."""
        array = self._constant(step, place)
        self._demand(step, array.ndim == 2 and array.size > 0)
        return array

    def _row(self, step: Step, place: int) -> Array | float:
        """Return a constant that must be one number, or one for every node."""
        array = self._constant(step, place)
        if array.size == 1:
            return float(array.item())
        self._demand(step, array.size == self.stack.width and (array.ndim < 2 or array.shape[-1] > 1))
        return array.ravel() if array.dtype.kind == "f" else array.ravel().astype(np.float64)

    def _constant(self, step: Step, place: int) -> Array:
        value = step.inputs[place] if place < len(step.inputs) else -1
        if value not in self.arrays:
            raise self._refusal(step)
        self.used.add(self.origins.get(value, value))
        return self.arrays[value]

    def _option(self, step: Step, name: str, usual: float) -> float:
        """Return an option that must be a number."""
        value = step.options.get(name, usual)
        self._demand(step, isinstance(value, int | float))
        return float(value)

    def _demand(self, step: Step, right: bool) -> None:
        if not right:
            raise self._refusal(step)

    def _refusal(self, step: Step) -> WeightFileError:
        return WeightFileError(
            say(
                "This .onnx file has a step {kind} that is not read as it stands there. Of ONNX dense layers are read "
                "(Gemm, MatMul, Add), ReLU, leaky ReLU, GELU, sigmoid, tanh, softmax, flattening, dropout, batch "
                "normalisation, and scaling; convolutions and ways that part are not.",
                kind=shown(step.kind),
            )
        )
