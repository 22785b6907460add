"""A writer has a hand of his own (slant, width, wobble, speed, pen) and a favourite style of every digit."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from mnistnet.strokes.curves import glide, rounded, stopped, through_midpoints
from mnistnet.strokes.pen import inked
from mnistnet.strokes.styles import PARTS, STYLES, Style
from mnistnet.words import say

__all__ = ["Drawing", "Writer", "stroke_digits"]

Points = NDArray[np.float64]
PAGES = 2  # how often a writer writes the ten digits


@dataclass(frozen=True, eq=False)
class Drawing:
    """A digit that somebody drew on a canvas.

    Attributes
    ----------
    label : int
    style : str
        The style's name.
    strokes : tuple of ndarray of shape (points, 2)
        What the pen did, in pixels of the canvas, x before y.
    width : float
        Of the pen, in pixels.
    size : int
        Side of the canvas in pixels.
    """

    label: int
    style: str
    strokes: tuple[Points, ...]
    width: float
    size: int

    @property
    def canvas(self) -> NDArray[np.uint8]:
        """The canvas as the app receives it, shape (size, size, 4)."""
        return inked(self.strokes, self.width, self.size)


@dataclass(frozen=True)
class Writer:
    """What all digits of one person have in common.

    Attributes
    ----------
    styles : tuple of Style
        The favourite style of each digit, 0 to 9.
    slant : float
        Columns to the right a row upwards.
    turn : float
        Degrees clockwise.
    aspect : float
        How wide digits come out, 1 is as the style says.
    wobble : float
        How far points stray from the style, in hundredths of the height.
    tremor : float
        How far the pen trembles, in pixels.
    hurry : float
        0 to 1: a hurried pen rounds corners, stops short or overshoots.
    height : float
        Share of the canvas that a digit is tall.
    width : float
        Of the pen, in pixels.
    size : int
        Side of the canvas in pixels.
    """

    styles: tuple[Style, ...]
    slant: float
    turn: float
    aspect: float
    wobble: float
    tremor: float
    hurry: float
    height: float
    width: float
    size: int

    @classmethod
    def random(cls, rng: np.random.Generator, part: str) -> "Writer":
        """Return somebody whose styles belong to a part ("tuning" or "held-back")."""
        styles = []
        for label in range(10):
            known = [style for style in STYLES if style.label == label and part in style.parts]
            styles.append(known[rng.integers(len(known))])
        size = int(rng.integers(280, 401))
        height = float(rng.uniform(0.35, 0.9))
        return cls(
            styles=tuple(styles),
            slant=float(np.clip(rng.normal(0.1, 0.17), -0.3, 0.55)),
            turn=float(np.clip(rng.normal(0, 5), -12, 12)),
            aspect=float(np.exp(rng.normal(0, 0.2))),
            wobble=float(rng.uniform(1, 6)),
            tremor=float(rng.uniform(0, 1.2)),
            hurry=float(rng.uniform(0, 1)),
            height=height,
            width=float(rng.uniform(8, min(40, max(9, 0.2 * height * size)))),
            size=size,
        )

    def draw(self, label: int, rng: np.random.Generator) -> Drawing:
        """Return one digit by this writer."""
        style = self.styles[label]
        strokes = [self._pulled(stroke, rng) for stroke in style.strokes]
        placed = self._placed(strokes, rng)
        return Drawing(label, style.name, tuple(self._traced(stroke, rng) for stroke in placed), self.width, self.size)

    def _pulled(self, curves: tuple[Points, ...], rng: np.random.Generator) -> Points:
        """Return one stroke as a fine polyline whose points stray from the style."""
        if len(curves) > 1 and rng.random() < 0.4 * self.hurry:
            curves = rounded(curves)
        strayed: list[Points] = []
        for curve in curves:
            moved = curve + rng.normal(0, self.wobble, curve.shape)
            if strayed:
                moved[0] = strayed[-1][-1]
            strayed.append(moved)
        line = np.concatenate([glide(curve) for curve in strayed])
        return stopped(line, rng.normal(0, 0.05 * self.hurry))

    def _placed(self, strokes: list[Points], rng: np.random.Generator) -> list[Points]:
        """Return the strokes in pixels: slanted, turned, scaled and somewhere on the canvas."""
        angle = radians(self.turn + rng.normal(0, 2))
        slant = self.slant + rng.normal(0, 0.04)
        turn = np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
        shear = np.array([[self.aspect * np.exp(rng.normal(0, 0.06)), 0], [-slant, 1]])
        moved = [stroke @ shear @ turn for stroke in strokes]
        every = np.concatenate(moved)
        low, high = every.min(0), every.max(0)
        room = self.size - self.width
        scale = min(self.height * self.size * np.exp(rng.normal(0, 0.08)), room) / max(high - low)
        free = room - scale * (high - low)
        corner = self.width / 2 + np.clip(free / 2 + rng.normal(0, 0.09, 2) * self.size, 0, free)
        return [corner + scale * (stroke - low) for stroke in moved]

    def _traced(self, line: Points, rng: np.random.Generator) -> Points:
        """Return what the canvas makes of the stroke: whole pixels at the pace of the pen, joined smoothly."""
        pace = 3 + 9 * self.hurry
        steps = np.hypot(*np.diff(line, axis=0).T)
        way = np.concatenate([[0], np.cumsum(steps)])
        stops = np.linspace(0, way[-1], max(2, round(way[-1] / pace)))
        points = np.stack([np.interp(stops, way, line[:, axis]) for axis in range(2)], axis=1)
        points += rng.normal(0, self.tremor, points.shape)
        return through_midpoints(np.rint(points), pieces=round(pace / 3))


def stroke_digits(seed: int, count: int, part: str = "tuning") -> Iterator[Drawing]:
    """Yield `count` drawn digits, 0 to 9 in turn, twenty by each writer.

    The same seed gives the same drawings, and more of them begin with the same ones. The two parts
    have no writer in common, and each has styles that the other does not know: what was chosen on
    "tuning" can be measured fairly on "held-back".

    Raises
    ------
    ValueError
        If there is no such part.
    """
    if part not in PARTS:
        raise ValueError(say("There is no part {part!r}; there are {parts}.", part=part, parts=", ".join(PARTS)))
    for number in range(count):
        person, place = divmod(number, 10 * PAGES)
        if place == 0:
            rng = np.random.default_rng([seed, PARTS.index(part), person])
            writer = Writer.random(rng, part)
        yield writer.draw(place % 10, rng)
