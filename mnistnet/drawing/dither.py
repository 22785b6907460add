"""A scan in black and white alone shows grey by grains: seen from afar, they are light again."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.sliding import mean_of_squares

__all__ = ["without_grains"]

Light = NDArray[np.float32]
TWO_VALUES = 0.99  # of the pixels are black or white
LONE = 0.002  # of the pixels differ from their four neighbours: so many are no specks of dust
REACH = 2  # pixels to every side that are seen as one
LEAST_SIDE = 100  # pixels: in smaller pictures a lone pixel may be written


def without_grains(light: Light) -> Light:
    """Return the light of a picture, 0 to 1, with grains of black and white blended; any other as it is."""
    if min(light.shape) < LEAST_SIDE or ((light == 0) | (light == 1)).mean() < TWO_VALUES:
        return light
    dark = light < 0.5
    inner = dark[1:-1, 1:-1]
    lone = np.ones_like(inner)
    for beside in (dark[:-2, 1:-1], dark[2:, 1:-1], dark[1:-1, :-2], dark[1:-1, 2:]):
        lone &= inner != beside
    return mean_of_squares(light, REACH) if lone.mean() > LONE else light
