"""A record holds everything that is known of one activation, so that it is added in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Activation", "Written"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Written:
    """How an activation is written out in a program of a few lines.

    Attributes
    ----------
    definition : tuple of str
        The lines that define it; none where NumPy has it.
    narrow : tuple of str
        The same where float32 needs other lines.
    name : str
        What NumPy calls it; empty where it has its own name.
    slope, inverse : str
        Expressions of what it gives, ``{z}``; empty where there is none.
    bend : str
        How fast its slope changes, as a part of it, in terms of ``z1``.
    """

    definition: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    name: str = ""
    slope: str = ""
    inverse: str = ""
    bend: str = ""


@dataclass(frozen=True)
class Activation:
    """One activation: its function, how a gradient passes back through it, and all else that is known of it.

    The first four make an activation that predicts, trains and has influence maps. What the others
    add is said with each; where one is missing, whatever needs it refuses the activation by name.

    Attributes
    ----------
    name : str
        The name under which `ACTIVATIONS` holds it.
    function : callable
        Pre-activations in, activations of the same shape out.
    slope : callable or None
        (pre_activations, activations) -> derivative of each activation by its own pre-activation.
        Training keeps activations alone and gives them for both, so their signs must suffice.
        None where each output depends on the whole row (softmax).
    formula : str
        LaTeX, for people.
    in_place, times_slope : callable or None
        The function, and the gradient times the slope, written over their first argument: faster training.
    inverse : callable or None
        Activations in, pre-activations out: what running a network backwards needs.
    reach : (float, float)
        Between which numbers activations lie.
    bend : callable or None
        The second derivative, from the activation: `mask_mean_gradient` is nearer to the truth with it.
    waves : float or None
        How much steeper than a sigmoid it is, if it is a stretched and shifted one: exact Shapley values.
    kink : bool
        Whether its slope jumps where the pre-activation is 0: paths are cut there.
    straight : bool
        Whether it is made of straight lines that meet, if anywhere, where the pre-activation is 0.
    flat : bool
        Whether its slope says nothing, as that of a step: no training, no gradient methods.
    trains : bool
        Whether its slope can be told from the activation alone, which is all that training keeps.
    stuck_below : float
        Below this slope a node counts as stuck: 4 % of the steepest slope for those that level off.
    written : Written or None
        How it stands in the short programs that pages show.
    """

    name: str
    function: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array] | None
    formula: str
    in_place: Callable[[Array], None] | None = None
    times_slope: Callable[[Array, Array, Array], None] | None = None
    inverse: Callable[[Array], Array] | None = None
    reach: tuple[float, float] = (-np.inf, np.inf)
    bend: Callable[[Array], Array] | None = None
    waves: float | None = None
    kink: bool = False
    straight: bool = False
    flat: bool = False
    trains: bool = True
    stuck_below: float = 0.0
    written: Written | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether each output depends on one sum alone, so that it has a curve."""
        return self.slope is not None

    def __call__(self, pre_activations: Array) -> Array:
        """Return the activations, in the shape of the pre-activations."""
        return self.function(pre_activations)

    def pull_back(self, pre_activations: Array, activations: Array, gradient: Array) -> Array:
        """Return d f / d pre-activations from d f / d activations (chain rule).

        All three arrays have shape (..., nodes), and so has the result. For softmax the chain rule
        along the last axis is z * (g - sum(g * z)); elsewhere it is g times the slope.
        """
        if self.slope is None:
            return activations * (gradient - (gradient * activations).sum(axis=-1, keepdims=True))
        return gradient * self.slope(pre_activations, activations)

    def write_over(self, sums: Array) -> None:
        """Turn pre-activations into activations where they stand."""
        if self.in_place is None:
            sums[...] = self.function(sums)
        else:
            self.in_place(sums)

    def pull_back_over(self, gradient: Array, activations: Array, scratch: Array) -> None:
        """Turn d f / d activations into d f / d pre-activations where it stands; `scratch` is room of its shape."""
        if self.times_slope is None:
            gradient[...] = self.pull_back(activations, activations, gradient)
        else:
            self.times_slope(gradient, activations, scratch)
