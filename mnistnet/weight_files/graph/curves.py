"""An activation that is written out in several steps is known by what it does to numbers, not by how it is written.

GELU is a / 2 (1 + erf(a / √2)): a file holds five steps for it, in whichever order its writer likes.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.activations import ACTIVATIONS, below, relu, sigmoid
from mnistnet.containers.onnx_file import Step

__all__ = ["curve", "done"]

Array = NDArray[Any]
BENT = ("relu", "sigmoid", "tanh", "leaky_relu", "gelu")
PLACES = np.linspace(-60, 60, 961)  # far enough for functions that end level, such as ReLU6
NEAR = 1e-5  # constants in files are float32; GELU's approximation by tanh differs by 5e-4
MOST_STEPS = 20
STEPS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "Add": np.add,
        "Sub": np.subtract,
        "Mul": np.multiply,
        "Div": np.divide,
        "Pow": np.power,
        "Max": np.maximum,
        "Min": np.minimum,
        "Neg": np.negative,
        "Reciprocal": np.reciprocal,
        "Exp": np.exp,
        "Sqrt": np.sqrt,
        "Log": np.log,
        "Not": np.logical_not,
        "Tanh": np.tanh,
        "Relu": relu,
        "Sigmoid": sigmoid,
        "Erf": lambda x: 2 * below(x * np.sqrt(2)) - 1,
        "Clip": lambda x, low=-np.inf, high=np.inf: np.clip(x, low, high),
        "PRelu": lambda x, slope: np.where(x > 0, x, slope * x),
        "Identity": lambda x: x,
        "Cast": lambda x: x,
    }
)

BENDS = {rule: ACTIVATIONS[rule](PLACES) for rule in BENT}


def curve(
    steps: Sequence[Step], value: int, numbers: Mapping[int, float], uses: Mapping[int, int]
) -> tuple[str, int, int] | None:
    """Return which activation the first of several steps are together.

    Parameters
    ----------
    steps : sequence of Step
    value : int
        The value that they begin with.
    numbers : mapping of int to float
        Constants that are one number.
    uses : mapping of int to int
        How many steps take each value.

    Returns
    -------
    tuple of (str, int, int), or None
        The activation, how many of the steps it takes, and the value that comes out; None if there is none.
    """
    known: dict[int, Any] = {value: PLACES}
    used: Counter[int] = Counter()
    for count, step in enumerate(steps[:MOST_STEPS], 1):
        inputs = [one for one in step.inputs if one >= 0]
        if not all(one in known or one in numbers for one in inputs):
            return None
        made = _made(step, [known.get(one, numbers.get(one)) for one in inputs])
        if made is None or not step.outputs:
            return None
        used.update(set(inputs))
        known[step.outputs[0]] = made
        if all(used[one] == uses.get(one, 0) for one in known if one != step.outputs[0]):
            rule = _rule_of(made)
            if rule:
                return rule, count, step.outputs[0]
    return None


def _made(step: Step, inputs: list[Any]) -> Any:
    return None if step.options.keys() - {"to", "saturate"} else done(step.kind, inputs)


def done(kind: str, inputs: list[Any]) -> Any:
    """Return what such a step makes of numbers; None where there is none, or it takes more or fewer inputs."""
    function = STEPS.get(kind)
    if function is None or len(inputs) != getattr(function, "nin", len(inputs)):  # one more is written over by NumPy
        return None
    try:
        return function(*inputs)
    except TypeError:
        return None


def _rule_of(made: Any) -> str:
    """Return the activation that gives these numbers; "" if none does."""
    same = np.shape(made) == PLACES.shape
    return next((rule for rule in BENT if same and np.abs(made - BENDS[rule]).max() < NEAR), "")
