"""The constants of a graph, and what steps make of constants alone: another shape or name, a root, a sum."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.containers.checks import MOST_PARAMETERS
from mnistnet.containers.onnx_file import Graph, Step
from mnistnet.weight_files.graph.curves import done

__all__ = ["SAME", "Constants"]

Array = NDArray[Any]
SAME = frozenset(("Identity", "Dropout", "Cast", "CastLike", "Flatten", "Reshape", "Squeeze", "Unsqueeze"))
MOST_NUMBERS = 10_000  # of a row of constants that is computed with; weights are taken as they are


class Constants:
    """Arrays by the numbers of their values, with their names, and from which array of the file each was made.

    Parameters
    ----------
    graph : Graph
    """

    def __init__(self, graph: Graph) -> None:
        self.arrays = {value: one.array for value, one in graph.constants.items() if one.array is not None}
        self.names = {value: one.name for value, one in graph.constants.items()}
        self.origins: dict[int, int] = {}
        self.makers: dict[int, str] = {}
        self.left = MOST_PARAMETERS  # whole numbers that may still be scaled

    def turn(self, step: Step) -> None:
        """Keep what a step makes of constants, or the kind of step if it is not known."""
        if not step.inputs or not step.outputs:
            return
        value = step.outputs[0]
        inputs = [self.arrays[one] for one in step.inputs]
        made = self._scaled(step, inputs) if step.kind == "DequantizeLinear" else self._made(step, inputs)
        if made is None:
            self.makers[value] = step.kind
            return
        self.arrays[value] = made
        self.names.setdefault(value, self.names.get(step.inputs[0], ""))
        self.origins[value] = self.origin(step.inputs[0])

    def origin(self, value: int) -> int:
        """Return the value of the file that another was made from."""
        return self.origins.get(value, value)

    def _scaled(self, step: Step, inputs: list[Array]) -> Array | None:
        """Return whole numbers times their scale, one for all or one along an axis."""
        whole, *parts = inputs
        axis = step.options.get("axis", 1)
        if not 1 <= len(parts) <= 2 or whole.dtype.kind not in "iu" or whole.size > self.left or whole.ndim > 2:
            return None
        if any(part.size != 1 for part in parts):
            if whole.ndim != 2 or axis not in (0, 1) or any(part.shape != (whole.shape[axis],) for part in parts):
                return None
            parts = [part.reshape(-1, 1) if axis == 0 else part for part in parts]
        self.left -= whole.size
        shifted = whole.astype(np.float32) - (parts[1].astype(np.float32) if len(parts) > 1 else 0)
        return np.asarray(shifted * parts[0].astype(np.float32)).reshape(whole.shape)

    @staticmethod
    def _made(step: Step, inputs: list[Array]) -> Array | None:
        array = inputs[0]
        if step.kind in ("Identity", "Cast"):
            return array
        if step.kind == "Reshape" and len(inputs) == 2 and inputs[1].size == 2:
            return _reshaped(array, inputs[1])
        if step.kind in SAME:
            return array.ravel() if array.ndim < 2 or 1 in array.shape else None
        if step.kind == "Transpose":
            return array.T if array.ndim == 2 and step.options.get("perm", [1, 0]) == [1, 0] else None
        if step.options or array.size > MOST_NUMBERS or any(one.size not in (1, array.size) for one in inputs):
            return None
        made = done(step.kind, [one.ravel().astype(np.float64) for one in inputs])
        return None if made is None else np.asarray(made)


def _reshaped(array: Array, shape: Array) -> Array | None:
    try:
        return array.reshape([int(side) for side in shape.ravel()])
    except (ValueError, OverflowError):
        return None
