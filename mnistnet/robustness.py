"""Robustness: how much a digit can be turned, moved, scaled, thickened, roughened or covered before it is misread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mnistnet.digits import Digits
from mnistnet.mistakes.exam import Exam
from mnistnet.network import Network
from mnistnet.training import Augmentation
from mnistnet.training.augmentation import KNOTS, POOL, Draws, augmented
from mnistnet.words.language import mark, say

__all__ = ["CHANGES", "Change", "accuracies", "change_all", "limits", "noisy", "occluded", "rotated", "scaled"]
__all__ += ["shifted", "thickened"]

Array = NDArray[Any]
Pictures = NDArray[np.uint8]
NOISE_SEED = 20  # the same noise every time: two networks are judged by the same pictures


def rotated(images: ArrayLike, degrees: float) -> Pictures:
    """Return pictures turned clockwise about their middle; below zero the other way."""
    return _warped(images, Augmentation(rotation=abs(degrees)), rotation=-np.sign(degrees))


def shifted(images: ArrayLike, pixels: float) -> Pictures:
    """Return pictures moved to the right; below zero to the left. What leaves the paper is lost."""
    return _warped(images, Augmentation(shift=abs(pixels)), right=np.sign(pixels))


def scaled(images: ArrayLike, share: float) -> Pictures:
    """Return pictures larger by a share about their middle, 0.5 is half as large again; below zero smaller."""
    return _warped(images, Augmentation(scale=abs(share)), scale=np.sign(share))


def thickened(images: ArrayLike, pixels: float) -> Pictures:
    """Return pictures with every stroke wider by so many pixels on each side; below zero narrower.

    A whole pixel replaces each pixel by the darkest (below zero the palest) of itself and its four
    neighbours; part of a pixel goes that part of the way.
    """
    pictures, left = _pictures(images), abs(pixels)
    while left > 0:
        pictures = _warped(pictures, Augmentation(thickness=min(left, 1)), thickness=np.sign(pixels))
        left -= 1
    return pictures


def noisy(images: ArrayLike, strength: float) -> Pictures:
    """Return pictures with random light and dark on every pixel, clipped to the paper's range.

    `strength` is the standard deviation as a share of full ink. The noise is the same at every call
    and differs from picture to picture of a batch.
    """
    return _warped(images, Augmentation(noise=strength))


def occluded(images: ArrayLike, pixels: float) -> Pictures:
    """Return pictures with a blank square over their middle, its side rounded to whole pixels."""
    pictures = _pictures(images).copy()
    rows, columns = pictures.shape[1:]
    side = round(pixels)
    top, left = (rows - side) // 2, (columns - side) // 2
    pictures[:, max(top, 0) : top + side, max(left, 0) : left + side] = 0
    return pictures


def _pictures(images: ArrayLike) -> Pictures:
    """Return a batch of pictures, shape (n, rows, columns), uint8."""
    pictures = np.asarray(images)
    if pictures.dtype != np.uint8 or pictures.ndim != 3:
        raise ValueError(say("Pictures must be a batch of shape (n, rows, columns), uint8."))
    return pictures


def _warped(images: ArrayLike, strength: Augmentation, **ways: float) -> Pictures:
    """Return all pictures changed in the same way by the augmentation's own code, each way from -1 to 1."""
    pictures = _pictures(images)
    count = len(pictures)
    names = ("down", "right", "rotation", "shear", "scale", "thickness")
    affine = np.tile(np.array([ways.get(name, 0) for name in names], np.float32), (count, 1))
    rng = np.random.default_rng(NOISE_SEED)
    noise = rng.standard_normal(POOL if strength.noise else 0, np.float32)
    field = np.zeros((2, count, KNOTS**2), np.float32)
    draws = Draws(affine, field, noise, rng.integers(0, POOL, count))
    return np.rint(augmented(pictures, strength, draws)).astype(np.uint8)


@dataclass(frozen=True)
class Change:
    """One way to change a digit.

    Attributes
    ----------
    title : str
        What people call it.
    function : callable
        Takes a batch of pictures and a strength, returns the changed pictures; strength 0 changes nothing.
    low, high, step : float
        The strengths worth trying.
    unit : str
        What the strength is measured in.
    sentence : str
        What is done, for people.
    """

    title: str
    function: Callable[[ArrayLike, float], Pictures]
    low: float
    high: float
    step: float
    unit: str
    sentence: str

    @property
    def strengths(self) -> Array:
        """About a dozen strengths from low to high, 0 among them, shape (n,)."""
        stride = max(self.step, round((self.high - self.low) / 12 / self.step) * self.step)
        down = np.arange(0, -self.low + stride / 2, stride)[:0:-1]
        return np.concatenate([-down, np.arange(0, self.high + stride / 2, stride)])


# In the order in which `change_all` applies them: ink first, then place, then what lies over it.
CHANGES: Mapping[str, Change] = MappingProxyType(
    {
        "thicken": Change(
            mark("Thicken"),
            thickened,
            *(-2, 3, 0.25),
            mark("pixels on each side"),
            mark("Strokes made wider, or narrower below zero."),
        ),
        "rotate": Change(
            mark("Rotate"),
            rotated,
            *(-90, 90, 5),
            mark("degrees clockwise"),
            mark("Turned about the middle of the picture."),
        ),
        "scale": Change(
            mark("Scale"),
            scaled,
            *(-0.6, 0.6, 0.05),
            mark("share larger"),
            mark("Made larger, or smaller below zero."),
        ),
        "shift": Change(
            mark("Shift"),
            shifted,
            *(-9, 9, 0.5),
            mark("pixels to the right"),
            mark("Moved to the right, or to the left below zero."),
        ),
        "noise": Change(
            mark("Noise"),
            noisy,
            *(0, 1, 0.05),
            mark("of full ink"),
            mark("Random light and dark laid over every pixel."),
        ),
        "occlude": Change(
            mark("Occlude"),
            occluded,
            *(0, 18, 1),
            mark("pixels wide"),
            mark("A blank square laid over the middle."),
        ),
    }
)


def change_all(images: ArrayLike, strengths: Mapping[str, float]) -> Pictures:
    """Return pictures with several changes, one after the other in the order of `CHANGES`.

    Raises
    ------
    KeyError
        If there is no such change.
    """
    if not strengths.keys() <= CHANGES.keys():
        raise KeyError(
            say("There is no change {unknown}.", unknown=", ".join(sorted(strengths.keys() - CHANGES.keys())))
        )
    pictures = _pictures(images)
    for name, change in CHANGES.items():
        if strengths.get(name):
            pictures = change.function(pictures, strengths[name])
    return pictures


def accuracies(networks: Mapping[str, Network], digits: Digits, name: str, strength: float) -> dict[str, float]:
    """Return the share of digits that each network still reads right under one change; all see the same pictures.

    Parameters
    ----------
    networks : mapping of str to Network
    digits : Digits
    name : str
        A name in `CHANGES`.
    strength : float
    """
    pictures = CHANGES[name].function(digits.images, strength)
    return {key: Exam(network.predict(pictures), digits.labels).accuracy for key, network in networks.items()}


def limits(strengths: ArrayLike, right: ArrayLike) -> tuple[float, float] | None:
    """Return the strengths, from and to, all round zero, between which every answer is right.

    Parameters
    ----------
    strengths : ndarray of shape (n,), ascending, with 0 among them
    right : ndarray of shape (n,), bool

    Returns
    -------
    (float, float) or None
        None where the digit is misread even unchanged.
    """
    places, good = np.asarray(strengths), np.asarray(right, bool)
    zero = int(np.argmin(np.abs(places)))
    if not good[zero]:
        return None
    below, above = np.flatnonzero(~good[:zero]), np.flatnonzero(~good[zero:])
    first = int(below[-1]) + 1 if len(below) else 0
    last = zero + int(above[0]) - 1 if len(above) else len(good) - 1
    return float(places[first]), float(places[last])
