"""A digit's own ink in colours: each pixel worked out by hand from the app's colours."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet.figures.coloured_ink import coloured_ink
from mnistnet.patterns.colours import DIVERGING, SEQUENTIAL


def rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def painted(image: list[list[int]], values: list[list[float]], **look) -> np.ndarray:
    png = coloured_ink(np.array(image, np.uint8), np.array(values), **look)
    return np.asarray(Image.open(io.BytesIO(png)))


@pytest.mark.parametrize("dark", [False, True])
def test_full_ink_is_orange_blue_or_grey_and_blank_paper_stays_paper(dark):
    found = painted([[255, 255, 255, 0]], [[2.0, -2.0, 0.0, 0.0]], dark=dark, zoom=1)[0].tolist()
    orange, blue = rgb(DIVERGING[dark][8]), rgb(DIVERGING[dark][1])
    assert found == [orange, blue, rgb(SEQUENTIAL[dark][2]), rgb(SEQUENTIAL[dark][0])]


def test_ink_that_says_half_as_much_is_half_way_between_grey_and_the_colour():
    found = painted([[255, 255]], [[1.0, 0.5]], zoom=1)[0]
    middle = (np.array(rgb(SEQUENTIAL[False][2])) + rgb(DIVERGING[False][8])) / 2
    assert np.abs(found[1] - middle).max() <= 0.5


def test_blank_paper_that_says_much_is_seen_and_pixels_are_crisp_squares():
    found = painted([[0, 0], [0, 0]], [[1.0, 0.0], [0.0, 0.0]], zoom=5)
    assert found.shape == (10, 10, 3) and len(np.unique(found[:5, :5].reshape(-1, 3), axis=0)) == 1
    assert found[0, 0].tolist() == rgb(DIVERGING[False][8]) and found[0, 5].tolist() == rgb(SEQUENTIAL[False][0])


def test_nothing_that_says_anything_is_plain_ink():
    assert painted([[255]], [[0.0]], zoom=1)[0, 0].tolist() == rgb(SEQUENTIAL[False][2])
