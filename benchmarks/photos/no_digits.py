"""Pages without a digit: blank, ruled, in the shade, on a desk, or no page: nothing is to be read there."""

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from benchmarks.photos.camera import desk, seen, shaded, taken
from benchmarks.photos.kinds import COLUMNS, ROWS
from benchmarks.photos.sheet import Picture, Rng, blank, boxed, grey, ruled

__all__ = ["NOT_DIGITS"]


def _texture(rng: Rng) -> Picture:
    return np.asarray(Image.effect_noise((COLUMNS, ROWS), 60).resize((COLUMNS, ROWS)).convert("RGB"), np.float32)


NOTHING: Mapping[str, Callable[[Rng], Picture]] = {
    "a blank sheet": lambda rng: blank(rng, ROWS, COLUMNS),
    "a blank sheet in the shade": lambda rng: shaded(rng, blank(rng, ROWS, COLUMNS), hard=True),
    "blank lined paper": lambda rng: seen(
        rng,
        ruled(blank(rng, ROWS, COLUMNS), int(rng.integers(45, 140)), grey(int(rng.integers(80, 200))), 3, False),
        10,
        6,
    ),
    "blank squared paper": lambda rng: seen(
        rng,
        ruled(blank(rng, ROWS, COLUMNS), int(rng.integers(45, 140)), grey(int(rng.integers(80, 200))), 3, True),
        10,
        6,
    ),
    "an empty box": lambda rng: seen(
        rng,
        boxed(blank(rng, ROWS, COLUMNS), (90, 120, 540, 680), grey(int(rng.integers(0, 130))), int(rng.integers(2, 9))),
        8,
        6,
    ),
    "a blank sheet on a desk": lambda rng: seen(
        rng, blank(rng, ROWS, COLUMNS), 15, 12, desk(rng, ROWS, COLUMNS, rng.uniform(10, 150))
    ),
    "a bare desk": lambda rng: desk(rng, ROWS, COLUMNS, rng.uniform(60, 180), wood=True),
    "noise": _texture,
}


def _empty(make: Callable[[Rng], Picture]) -> Callable[[int], bytes]:
    def photo(seed: int) -> bytes:
        rng = np.random.default_rng(seed)
        return taken(rng, make(rng))

    return photo


NOT_DIGITS: Mapping[str, Callable[[int], bytes]] = {name: _empty(make) for name, make in NOTHING.items()}
