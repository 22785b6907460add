"""A walk through the graph of an ONNX file, from the pixels to the digits: each step is known, or refused."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations.functions import LEAK
from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.onnx_file import Graph, Step
from mnistnet.weight_files.graph.constants import SAME, Constants
from mnistnet.weight_files.graph.curves import curve
from mnistnet.weight_files.graph.ending import ending, is_cut_up
from mnistnet.weight_files.graph.linear import LINEAR, order_of_answers, scaled, summed
from mnistnet.weight_files.graph.stack import Stack
from mnistnet.weight_files.normalisation import Norm
from mnistnet.weight_files.order import DIGITS
from mnistnet.weight_files.roles import layer_name
from mnistnet.words import say

__all__ = ["Walk"]

Array = NDArray[Any]
NAMING = frozenset(("ZipMap", "ArrayFeatureExtractor"))  # of answers, by scikit-learn
ASIDE = frozenset(("Shape", "Size", "ArgMax", "TopK", *NAMING))  # lead to no answer
RULES = {"Relu": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "LeakyRelu": "leaky_relu", "Gelu": "gelu",
         "Softmax": "softmax", "LogSoftmax": "softmax"}  # fmt: skip
SUMS = frozenset(("Gemm", "MatMul", "Add", "Sub", "Mul", "Div", "BatchNormalization", "Scaler", "Normalizer", *LINEAR))
FLOATS = (1, 10, 11, 16)  # types as onnx.proto counts them: numbers that are made one of these stay as they are


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
        self.constants = Constants(graph)
        self.arrays = self.constants.arrays
        way = self._leading(graph.steps)
        self.uses = Counter(value for step in way for value in set(step.inputs))
        self.numbers = {value: float(array.item()) for value, array in self.arrays.items() if array.size == 1}
        self.order = order_of_answers(graph.steps)
        self.is_divided = False
        while way:
            way = way[self._take(way) :]
        if self.stack.is_open and any(step.kind in NAMING for step in graph.steps):
            self.stack.add_rule("identity")  # scikit-learn's linear models compare their sums as they are

    def _leading(self, steps: Sequence[Step]) -> list[Step]:
        """Return the steps that the pixels go through; those that only turn constants, or measure, are done with."""
        beside: set[int] = {-1}
        way = []
        for step in steps:
            if all(value in self.arrays for value in step.inputs):
                self.constants.turn(step)
            if step.kind in ASIDE or all(value in beside or value in self.arrays for value in step.inputs):
                beside.update(step.outputs)
            else:
                way.append(step)
                beside.update(step.outputs[:1] if step.kind == "LinearClassifier" else ())  # the digit itself
        return way

    def _take(self, way: Sequence[Step]) -> int:
        """Take the first of the steps that are left, or the first few, and return how many."""
        step = way[0]
        if self.here not in step.inputs or not step.outputs:
            raise self._refusal(step)
        found = None if step.kind in RULES else curve(way, self.here, self.numbers, self.uses)
        if found is not None:
            rule, count, self.here = found
            self.stack.add_rule(rule)
            return count
        if self.uses[self.here] == 1 and (step.kind in SAME or step.kind in RULES or step.kind in SUMS):
            self._follow(step)
            self.here = step.outputs[-1 if step.kind == "LinearClassifier" else 0]
            return 1
        if self._is_end(way):
            return len(way)
        raise self._refusal(step)

    def _is_end(self, way: Sequence[Step]) -> bool:
        """Return whether the steps that are left only make shares of the ten answers, or name each."""
        if not self.stack.parts or self.stack.width != DIGITS:
            return False
        if is_cut_up(way, self.here):
            return True
        if not self._has_shares and not self.stack.is_open:
            return False
        what = ending(way, self.here, self.arrays, shares=self._has_shares)
        if what == "softmax":
            self.stack.add_rule(what)
        self.is_divided |= what == "divided" and self.stack.rules[-1] == "sigmoid"
        return bool(what)

    @property
    def _has_shares(self) -> bool:
        """Whether the last layer gives numbers from 0 to 1."""
        return not self.stack.is_open and self.stack.rules[-1:] in (["softmax"], ["sigmoid"])

    def _follow(self, step: Step) -> None:
        """Do what a step does with one value that comes in and otherwise constants."""
        if step.kind in SAME:
            self._demand(step, step.inputs[0] == self.here)
            self._demand(step, step.kind != "Flatten" or self._option(step, "axis", 1) != 0)
            self._demand(step, step.kind != "Cast" or self._option(step, "to", 1) in FLOATS)
        elif step.kind in RULES:
            self._demand_rule(step)
            self.stack.add_rule(RULES[step.kind])
        elif step.kind == "MatMul":
            self._dense(step, self._matrix(step, 1))
        elif step.kind == "Gemm":
            self._gemm(step)
        elif step.kind == "BatchNormalization":
            self._normalise(step)
        elif step.kind == "Scaler":
            self._known(step, scaled, lambda *line: self.stack.add_line(*line))
        elif step.kind == "Normalizer":
            self._demand(step, step.options.get("norm") == "L1" and self._has_shares)
            self.is_divided |= self.stack.rules[-1] == "sigmoid"
        elif step.kind in LINEAR:
            self._known(step, summed, self._linear)
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

    def _known(self, step: Step, read: Callable[..., Any], take: Callable[..., None]) -> None:
        """Take what a step of scikit-learn's holds in its options."""
        found = read(step, self.stack.width, self.arrays)
        self._demand(step, found is not None)
        self.used.update(one["value"] for one in step.options.values() if isinstance(one, dict))
        take(*found)

    def _linear(self, weights: Array, biases: Array | None, output: str) -> None:
        self.stack.add_dense(weights, "")
        if biases is not None:
            self.stack.add_line(1.0, biases)
        self.stack.add_rule(output)

    def _dense(self, step: Step, weights: Array) -> None:
        self.stack.add_dense(weights, layer_name(self.constants.names.get(step.inputs[1], "")))

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
            raise self._refusal(step, self.constants.makers.get(value))
        self.used.add(self.constants.origin(value))
        return self.arrays[value]

    def _option(self, step: Step, name: str, usual: float) -> float:
        """Return an option that must be a number."""
        value = step.options.get(name, usual)
        self._demand(step, isinstance(value, int | float))
        return float(value)

    def _demand(self, step: Step, right: bool) -> None:
        if not right:
            raise self._refusal(step)

    def _refusal(self, step: Step, kind: str | None = None) -> WeightFileError:
        return WeightFileError(
            say(
                "This .onnx file has a step {kind} that is not read as it stands there. Of ONNX dense layers are read "
                "(Gemm, MatMul, Add), ReLU, leaky ReLU, GELU, sigmoid, tanh, softmax, flattening, dropout, batch "
                "normalisation, and scaling; convolutions and ways that part are not.",
                kind=shown(kind or step.kind),
            )
        )
