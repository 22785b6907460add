"""A hand is how somebody writes, whatever it writes: slant, width, wobble, speed, pen."""

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from mnistnet.strokes.curves import glide, led, rounded, stopped, swayed, through_midpoints, warped

__all__ = ["Hand"]

Points = NDArray[np.float64]
RARELY = 0.15  # share of people who lean far, write very wide or narrow, or ink square by square


@dataclass(frozen=True)
class Hand:
    """What everything that one person draws has in common.

    Attributes
    ----------
    slant : float
        Columns to the right a row upwards; 1 is 45 degrees.
    turn : float
        Degrees clockwise.
    aspect : float
        How wide digits come out, 1 is as the style says.
    warp : tuple of three floats
        Of head, waist and belly, as `mnistnet.strokes.curves.warped` takes them.
    wobble : float
        How far points stray from the style, in hundredths of the height.
    sway : float
        How far the line between them sways, in the same unit.
    tremor : float
        How far the pen trembles, in pixels.
    hurry : float
        0 to 1: a hurried pen rounds corners, stops short, overshoots, and does not always lift.
    height : float
        Share of the canvas that a digit is tall.
    width : float
        Of the pen, in pixels.
    size : int
        Side of the canvas in pixels.
    inks_squares : bool
        Whether the canvas is inked square by square, 28 x 28 of them.
    """

    slant: float
    turn: float
    aspect: float
    warp: tuple[float, float, float]
    wobble: float
    sway: float
    tremor: float
    hurry: float
    height: float
    width: float
    size: int
    inks_squares: bool

    @classmethod
    def random(cls, rng: np.random.Generator) -> "Hand":
        """Return somebody's hand."""
        size = int(rng.integers(280, 401))
        height = float(rng.uniform(0.35, 0.9))
        leans_far, is_broad, inks_squares = (bool(chance) for chance in rng.random(3) < RARELY)
        slant = rng.uniform(-0.6, 1) if leans_far else np.clip(rng.normal(0.1, 0.18), -0.35, 0.6)
        return cls(
            slant=float(slant),
            turn=float(np.clip(rng.normal(0, 5), -13, 13)),
            aspect=float(np.exp(rng.uniform(-0.7, 0.8) if is_broad else rng.normal(0, 0.2))),
            warp=(float(rng.normal(0, 0.12)), float(rng.normal(0, 0.05)), float(rng.normal(0, 0.03))),
            wobble=float(rng.uniform(1, 6)),
            sway=float(rng.uniform(0, 3)),
            tremor=float(rng.uniform(0, 1.2)),
            hurry=float(rng.uniform(0, 1)),
            height=height,
            width=float(np.exp(rng.uniform(np.log(4), np.log(max(5, 0.22 * height * size))))),
            size=size,
            inks_squares=inks_squares,
        )

    def strokes(self, style: tuple[tuple[Points, ...], ...], joins: bool, rng: np.random.Generator) -> list[Points]:
        """Return the strokes of a style by this hand, in pixels of the canvas.

        Parameters
        ----------
        style : tuple of tuple of ndarray of shape (points, 2)
            Strokes, each a tuple of smooth curves, in hundredths of the height.
        joins : bool
            Whether the pen may stay down between two strokes.
        rng : Generator
        """
        lines = [self._pulled(stroke, rng) for stroke in style]
        if joins and rng.random() < 0.2 * self.hurry:
            lines = [np.concatenate(lines)]
        return [self._traced(line, rng) for line in self._placed([warped(line, *self.warp) for line in lines], rng)]

    def _pulled(self, curves: tuple[Points, ...], rng: np.random.Generator) -> Points:
        """Return one stroke as a fine polyline that strays from the style."""
        if len(curves) > 1 and rng.random() < 0.5 * self.hurry:
            curves = rounded(curves)
        strayed: list[Points] = []
        for curve in curves:
            moved = curve + rng.normal(0, self.wobble, curve.shape)
            if strayed:
                moved[0] = strayed[-1][-1]
            strayed.append(moved)
        line = swayed(np.concatenate([glide(curve) for curve in strayed]), self.sway, rng)
        line = stopped(stopped(line, rng.normal(0, 0.06 * self.hurry))[::-1], rng.normal(0, 0.03 * self.hurry))[::-1]
        comes, leaves = rng.random(2) < 0.12 * self.hurry
        before, after = rng.exponential(9, (2, 2)) * ((-1, 0.7), (1.2, -0.5))
        return led(line, before * comes, after * leaves)

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
