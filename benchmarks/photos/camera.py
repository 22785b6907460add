"""What light and a camera make of a sheet: shadows, a view from the side, a desk around it, blur, noise, JPEG."""

import io
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from benchmarks.photos.sheet import Picture, Rng


def shaded(rng: Rng, picture: Picture, hard: bool = False) -> Picture:
    """Return the picture lit from one side, with the shadow of a hand or a phone over a part of it."""
    rows, columns = picture.shape[:2]
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j]
    turn, edge = rng.uniform(0, 2 * np.pi), rng.uniform(-0.6, 0.6)
    along = x * cos(turn) + y * sin(turn)
    soft = rng.uniform(0.02, 0.06) if hard else rng.uniform(0.15, 0.6)
    depth = rng.uniform(0.3, 0.55)
    shadow = 1 - depth / (1 + np.exp(-(along - edge) / soft * 4))
    slope = 1 - rng.uniform(0, 0.25) * (x * cos(turn + 1) + y * sin(turn + 1) + 1) / 2
    return picture * (shadow * slope)[..., None].astype(np.float32)


def seen(rng: Rng, picture: Picture, degrees: float, roll: float, desk: Picture | None = None) -> Picture:
    """Return the sheet as a camera sees it, turned by up to `degrees` out of its plane and `roll` within it.

    Without a desk the view is filled by the sheet alone.
    """
    rows, columns = picture.shape[:2]
    tilts = [radians(rng.uniform(-degrees, degrees)) for _ in range(2)]
    turn = radians(rng.uniform(-roll, roll))
    zoom = 0.72 if desk is not None else 1.0 + 0.012 * (degrees + roll)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (columns / 2, rows / 2)
    at = np.array([_projected(corner, tilts, turn, zoom, 2.2 * max(rows, columns)) for corner in corners])
    at += (columns / 2, rows / 2)
    forth = _homography(at, corners + np.array([columns / 2, rows / 2]))
    image = Image.fromarray(picture.clip(0, 255).astype(np.uint8))
    view = image.transform(image.size, Image.Transform.PERSPECTIVE, forth, Image.Resampling.BICUBIC)
    if desk is None:
        inside = at[:, 0].clip(0, columns), at[:, 1].clip(0, rows)
        left, right = sorted(inside[0])[1:3]
        top, bottom = sorted(inside[1])[1:3]
        return np.asarray(view.crop((round(left) + 2, round(top) + 2, round(right) - 2, round(bottom) - 2)), np.float32)
    whole = Image.new("L", image.size, 255).transform(image.size, Image.Transform.PERSPECTIVE, forth)
    share = np.asarray(whole, np.float32)[..., None] / 255
    return np.asarray(np.asarray(view, np.float32) * share + desk * (1 - share), np.float32)


def _projected(corner: NDArray[np.float64], tilts: list[float], turn: float, zoom: float, away: float) -> list[float]:
    x, y = corner[0] * cos(turn) - corner[1] * sin(turn), corner[0] * sin(turn) + corner[1] * cos(turn)
    depth = away + x * sin(tilts[0]) + y * sin(tilts[1])
    return [zoom * away * x * cos(tilts[0]) / depth, zoom * away * y * cos(tilts[1]) / depth]


def _homography(start: NDArray[np.float64], end: NDArray[np.float64]) -> tuple[float, ...]:
    """Return the eight numbers that take four points to four others, as Pillow wants them."""
    rows, goal = [], []
    for (x, y), (u, v) in zip(start, end, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        goal += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(goal)))


def desk(rng: Rng, rows: int, columns: int, light: float, wood: bool = False) -> Picture:
    """Return a desk of a light from 0 to 255, with the grain of wood where wanted."""
    tint = np.array([1, rng.uniform(0.75, 1), rng.uniform(0.5, 1)]) * light
    y, x = np.mgrid[0 : 1 : rows * 1j, 0 : 1 : columns * 1j]
    waves = np.sin(40 * y + 6 * np.sin(3 * x + rng.uniform(0, 6)) + rng.uniform(0, 6)) if wood else 0 * y
    return np.asarray(tint * (1 + 0.18 * waves[..., None]) + rng.normal(0, 4, (rows, columns, 1)), np.float32)


def taken(rng: Rng, picture: Picture, blur: float = 0.8, noise: float = 3) -> bytes:
    """Return the JPEG file that a camera writes."""
    image = Image.fromarray(picture.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(blur))
    rough = np.asarray(image, np.float32) + rng.normal(0, noise, (image.height, image.width, 3))
    file = io.BytesIO()
    Image.fromarray(rough.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=int(rng.integers(60, 93)))
    return file.getvalue()
