"""The steps of scikit-learn's in ONNX files (the domain ai.onnx.ml): they hold their numbers and their answers' names.

References
----------
ONNX, operators of ai.onnx.ml: Scaler, LinearClassifier, LinearRegressor, Normalizer, ZipMap.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.errors import WeightFileError, shown
from mnistnet.containers.onnx_file import Step
from mnistnet.weight_files.order import DIGITS
from mnistnet.words import say

__all__ = ["LINEAR", "order_of_answers", "row_of", "scaled", "summed"]

Array = NDArray[Any]
LINEAR = frozenset(("LinearClassifier", "LinearRegressor"))
LABELS = ("classlabels_ints", "classlabels_strings", "classlabels_int64s")
OUTPUTS = {"NONE": "identity", "SOFTMAX": "softmax", "LOGISTIC": "sigmoid"}


def row_of(step: Step, name: str, arrays: Mapping[int, Array]) -> Array | None:
    """Return an option that is a list of numbers, however long; None if it is none."""
    value = step.options.get(name)
    if isinstance(value, dict):
        return arrays.get(value["value"])
    return np.array(value, np.float64) if isinstance(value, list) and value else None


def scaled(step: Step, width: int, arrays: Mapping[int, Array]) -> tuple[Any, Any] | None:
    """Return the line that a Scaler is, (x - offset) scale, each one number or one for every pixel; None if odd."""
    offset, scale = (row_of(step, name, arrays) for name in ("offset", "scale"))
    if offset is None or scale is None or not {offset.size, scale.size} <= {1, width}:
        return None
    factor, moved = (one.astype(np.float64) if one.size > 1 else float(one[0]) for one in (scale, offset))
    return factor, -moved * factor


def summed(step: Step, width: int, arrays: Mapping[int, Array]) -> tuple[Array, Array | None, str] | None:
    """Return weights, biases and output of a linear model of ten answers; None if it is odd."""
    weights, biases = (row_of(step, name, arrays) for name in ("coefficients", "intercepts"))
    output = OUTPUTS.get(str(step.options.get("post_transform", "NONE")))
    if weights is None or weights.size != DIGITS * width or output is None:
        return None
    if step.kind == "LinearRegressor" and step.options.get("targets") != DIGITS:
        return None
    if biases is not None and biases.size != DIGITS:
        return None
    return weights.reshape(DIGITS, width).T, biases, output


def order_of_answers(steps: Sequence[Step]) -> list[int] | None:
    """Return which answers are the digits 0 to 9 where steps name them in another order, None where they do not.

    Raises
    ------
    WeightFileError
        If the ten answers have other names.
    """
    for step in steps:
        for name in LABELS:
            found = step.options.get(name)
            labels = [str(one) for one in found] if isinstance(found, list) else []
            if len(labels) != DIGITS:
                continue
            if sorted(labels) != list("0123456789"):
                raise WeightFileError(
                    say(
                        "The ten answers in this .onnx file are called {names}, and not 0 to 9: which digit each "
                        "stands for, it does not say.",
                        names=", ".join(shown(label) for label in labels),
                    )
                )
            order = [labels.index(str(digit)) for digit in range(DIGITS)]
            return None if order == list(range(DIGITS)) else order
    return None
