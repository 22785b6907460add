"""Reading a drawing: ink, slant, stroke width, box and scale, centre of mass - the way MNIST's digits were made."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.drawing.ink import EDGE, Ink, ink_box, ink_of_canvas, without_specks
from mnistnet.drawing.shape import centred, scaled, shrunk, usual_slant, usual_width
from mnistnet.words.language import mark, say

__all__ = ["ALL_STEPS", "Reading", "Step", "read_drawing", "read_ink"]

ALL_STEPS = ("slant", "stroke_width", "box_and_scale", "centre_of_mass")
TITLES = MappingProxyType(
    {
        "ink": mark("Ink"),
        "slant": mark("Slant"),
        "stroke_width": mark("Stroke width"),
        "box_and_scale": mark("Box and scale"),
        "whole_paper": mark("Whole paper"),
        "centre_of_mass": mark("Centre of mass"),
    }
)
SENTENCES = MappingProxyType(
    {
        "ink": mark("Everything that is drawn, without small specks far away."),
        "slant": mark("Sheared if it leans more than most of the digits that the networks learned."),
        "stroke_width": mark("Strokes made as wide as in the digits that the networks learned."),
        "box_and_scale": mark("The box around the ink, its longer side scaled to 20 pixels."),
        "whole_paper": mark("The whole paper scaled to 28 x 28 pixels, the ink where it was drawn."),
        "centre_of_mass": mark("Moved so that the middle of its ink is the middle of the picture."),
    }
)


@dataclass(frozen=True, eq=False)
class Step:
    """One picture on the way from the drawing to the digit.

    Attributes
    ----------
    name : str
        "ink", a name in `ALL_STEPS`, or "whole_paper" in the place of "box_and_scale"; `TITLES` has them in words.
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
        The ink as it was found, then every step that was taken, in order; the last picture is the
        digit. Empty when nothing was drawn.
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
            say(
                "There is no step {unknown}; there are {steps}.",
                unknown=", ".join(sorted(chosen - set(ALL_STEPS))),
                steps=", ".join(ALL_STEPS),
            )
        )
    if ink.max(initial=0) < EDGE:
        return Reading(None)
    taken = tuple(Step(name, SENTENCES[name], _bytes(picture)) for name, picture in _way(ink / ink.max(), chosen))
    taken[-1].picture.flags.writeable = False
    return Reading(taken[-1].picture, taken)


def _way(ink: Ink, chosen: Collection[str]) -> Iterator[tuple[str, Ink]]:
    """Yield the ink with a name after every step; the last is the digit."""
    yield "ink", (ink := without_specks(ink))
    boxed = "box_and_scale" in chosen
    if "slant" in chosen:
        yield "slant", (ink := _unless_lost(usual_slant(ink), ink))
    if "stroke_width" in chosen:
        yield "stroke_width", (ink := _unless_lost(usual_width(ink, boxed), ink))
    yield ("box_and_scale", (ink := scaled(ink))) if boxed else ("whole_paper", (ink := shrunk(ink)))
    if "centre_of_mass" in chosen:
        yield "centre_of_mass", centred(ink)


def _unless_lost(after: Ink, before: Ink) -> Ink:
    """Return the ink after a step, or as it was before if it was so little that nothing is left of it."""
    return before if ink_box(after) is None else after


def _bytes(ink: Ink) -> NDArray[np.uint8]:
    return np.rint(np.clip(ink, 0, 1) * 255).astype(np.uint8)
