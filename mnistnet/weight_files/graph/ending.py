"""What follows the last sums of a graph, known by what it does: softmax in steps, or shares divided by their sum."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import softmax
from mnistnet.containers.onnx_file import Step
from mnistnet.weight_files.graph.curves import done
from mnistnet.weight_files.order import DIGITS

__all__ = ["ending", "is_cut_up"]

Array = NDArray[Any]
ROWS = 60
NEAR = 1e-5
MOST_STEPS = 20
BOOL = 9  # as onnx.proto counts types
REDUCED: Mapping[str, Callable[..., Any]] = {
    "ReduceSum": np.sum,
    "ReduceMax": np.max,
    "ReduceL1": lambda x, **over: np.abs(x).sum(**over),
}
CUTS = frozenset(("Slice", "ArrayFeatureExtractor", "Gather"))


def ending(steps: Sequence[Step], value: int, arrays: Mapping[int, Array], *, shares: bool) -> str:
    """Return what all steps that are left make of ten numbers.

    Parameters
    ----------
    steps : sequence of Step
    value : int
        The value that they begin with.
    arrays : mapping of int to ndarray
        Constants.
    shares : bool
        Whether the numbers are shares already, each from 0 to 1, and not sums.

    Returns
    -------
    str
        "softmax" of sums, "divided" where each share is divided by the sum of all; "" for anything else.
    """
    if not 0 < len(steps) <= MOST_STEPS:
        return ""
    rng = np.random.default_rng(1)
    rows = rng.random((ROWS, DIGITS)) if shares else rng.normal(0, 4, (ROWS, DIGITS))
    known: dict[int, Any] = {value: rows}
    used: Counter[int] = Counter()
    for step in steps:
        inputs = [known.get(one, arrays.get(one)) for one in step.inputs if one >= 0]
        few = all(one is not None and one.size <= rows.size for one in inputs)
        made = _made(step, inputs) if few and step.outputs else None
        if made is None:
            return ""
        used.update(set(step.inputs))
        known[step.outputs[0]] = made
    last = known[steps[-1].outputs[0]]
    if not all(used[one] for one in known if one != steps[-1].outputs[0]) or np.shape(last) != rows.shape:
        return ""
    wanted = rows / rows.sum(axis=1, keepdims=True) if shares else softmax(rows)
    right = np.allclose(last, wanted, rtol=0, atol=NEAR) or (
        not shares and np.allclose(last, np.log(wanted), rtol=0, atol=NEAR)
    )
    return ("divided" if shares else "softmax") if right else ""


def _made(step: Step, inputs: list[Any]) -> Any:
    """Return what a step makes of rows of ten numbers; None where it is not known here."""
    options = step.options
    with np.errstate(all="ignore"):
        try:
            if step.kind in REDUCED:
                return _reduced(step, inputs)
            if step.kind == "Cast":
                return inputs[0] != 0 if options.get("to") == BOOL else inputs[0].astype(np.float64)
            if step.kind == "Softmax":
                return softmax(inputs[0]) if options.get("axis", -1) in (1, -1) else None
            return None if options else done(step.kind, inputs)
        except (TypeError, ValueError):  # more or fewer inputs than such a step has, or shapes that do not fit
            return None


def _reduced(step: Step, inputs: list[Any]) -> Any:
    """Return one number for each row, kept as a column."""
    axes = step.options.get("axes") if len(inputs) == 1 else np.ravel(inputs[1]).tolist()
    if axes not in ([1], [-1]) or step.options.get("keepdims", 1) != 1:
        return None
    return REDUCED[step.kind](inputs[0], axis=1, keepdims=True)


def is_cut_up(steps: Sequence[Step], value: int) -> bool:
    """Return whether nothing is left but to take each of the ten answers by itself."""
    cuts = [step for step in steps if step.kind in CUTS and step.inputs[:1] == (value,)]
    rest = [step for step in steps if step not in cuts]
    return len(cuts) == DIGITS and all(step.kind in ("Reshape", "Squeeze", "Identity", "Cast") for step in rest)
