"""Reading a drawing: ink, slant, stroke width, box and scale, centre of mass - the way MNIST's digits were made."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.drawing.ink import EDGE, Ink, ink_of_canvas, without_specks
from mnistnet.drawing.shape import BOX, centred, scaled, shrunk, usual_slant, usual_width

__all__ = ["ALL_STEPS", "Reading", "Step", "read_drawing", "read_ink"]

ALL_STEPS = ("slant", "stroke width", "box and scale", "centre of mass")


@dataclass(frozen=True, eq=False)
class Step:
    """One picture on the way from the drawing to the digit.

    Attributes
    ----------
    name : str
        "ink" or a name in `ALL_STEPS`.
    sentence : str
        What was done, for people.
    picture : ndarray of shape (rows, columns), uint8
        0 is blank, 255 full ink.
    """

    name: str
    sentence: str
    picture: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a network receives of a drawing, and how it came about.

    Attributes
    ----------
    digit : ndarray of shape (28, 28), uint8, or None
        0 is blank, 255 full ink; None when nothing was drawn. Read-only.
    steps : tuple of Step
        The ink as it was found, then every step that was taken, in order; empty when nothing was drawn.
    """

    digit: NDArray[np.uint8] | None
    steps: tuple[Step, ...] = ()


def read_drawing(rgba: ArrayLike | None, *, steps: Iterable[str] = ALL_STEPS) -> Reading:
    """Return the digit on a canvas as a network receives it, with the steps on the way.

    Parameters
    ----------
    rgba : ndarray of shape (rows, columns, 4), uint8, or None
        Light strokes on black or on nothing. All black, all transparent or None: nothing is drawn.
    steps : iterable of str
        The steps of `ALL_STEPS` to take; they are always taken in that order.

    Raises
    ------
    ValueError
        If the array is no canvas, or there is no step of that name.

    References
    ----------
    Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits": scaled into a
    20 x 20 box with the aspect kept, then placed by the centre of mass in 28 x 28.
    """
    return read_ink(ink_of_canvas(rgba), steps=steps)


def read_ink(ink: Ink, *, steps: Iterable[str] = ALL_STEPS) -> Reading:
    """Return the digit that an array of ink, shape (rows, columns), 0 to 1, shows; else as `read_drawing`."""
    chosen = set(steps)
    if not chosen <= set(ALL_STEPS):
        raise ValueError(
            f"There is no step {', '.join(sorted(chosen - set(ALL_STEPS)))}; there are {', '.join(ALL_STEPS)}."
        )
    if ink.max(initial=0) < EDGE:
        return Reading(None)
    ink = without_specks(ink / ink.max())
    taken = [_step("ink", "Everything that is drawn, without small specks far away.", ink)]
    boxed = "box and scale" in chosen
    if "slant" in chosen:
        ink = usual_slant(ink)
        taken.append(_step("slant", "Sheared if it leans more than most of the digits that the networks learned.", ink))
    if "stroke width" in chosen:
        ink = usual_width(ink, boxed)
        taken.append(_step("stroke width", "Strokes made as wide as in the digits that the networks learned.", ink))
    ink = scaled(ink) if boxed else shrunk(ink)
    if boxed:
        taken.append(_step("box and scale", f"The box around the ink, its longer side scaled to {BOX} pixels.", ink))
    if "centre of mass" in chosen:
        ink = centred(ink)
        taken.append(_step("centre of mass", "Moved so that the middle of its ink is the middle of the picture.", ink))
    digit = _bytes(ink)
    digit.flags.writeable = False
    return Reading(digit, tuple(taken))


def _step(name: str, sentence: str, ink: Ink) -> Step:
    return Step(name, sentence, _bytes(ink))


def _bytes(ink: Ink) -> NDArray[np.uint8]:
    return np.rint(np.clip(ink, 0, 1) * 255).astype(np.uint8)
