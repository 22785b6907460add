"""Mirrored light pales ink by a known law: what was mirrored is taken off, and nothing else."""

import numpy as np
import pytest

from mnistnet.drawing.glare import BLURRED, marks_through_glare, steepness

Y, X = np.mgrid[0:160, 0:160].astype(np.float32)
PEN = ((abs(X - 40) < 5) & (abs(Y - 80) < 60)) | ((abs(Y - 130) < 5) & (abs(X - 80) < 45))  # an L
GLARE = np.float32(0.8) * np.exp(-(((X - 100) ** 2 + (Y - 130) ** 2) / 50**2))


def paper_and_light(paper, ink):
    """Return the light of paper, and that of paper with a pen's ink, which leaves a share of the light."""
    return paper, np.where(PEN, ink * paper, paper)


def marks_of(paper, light):
    return np.asarray((paper - light) / paper, np.float32)


@pytest.mark.parametrize("ink", [0.2, 0.6])
def test_ink_in_mirrored_light_is_as_dark_as_it_was_without(ink):
    bare, light = (one * (1 - GLARE) + GLARE for one in paper_and_light(np.full_like(X, 0.6), ink))
    faded = marks_of(bare, light)
    assert faded[PEN].min() < 0.35 * (1 - ink)
    found = marks_through_glare(faded, bare)
    assert found[PEN] == pytest.approx(1 - ink, rel=0.04)  # the paper of which most is seen has a little glare, too
    assert not found[~PEN].any()


@pytest.mark.parametrize("ink", [0.2, 0.6])
def test_ink_on_paper_that_more_light_falls_on_is_left_as_it_is(ink):
    bare, light = paper_and_light(0.3 + 0.6 * np.exp(-(((X - 100) ** 2 + (Y - 130) ** 2) / 50**2)), ink)
    marks = marks_of(bare, light)
    assert marks_through_glare(marks, bare) is marks


def test_a_picture_without_ink_is_left_as_it_is():
    marks = np.zeros_like(X)
    assert marks_through_glare(marks, 0.6 * (1 - GLARE) + GLARE) is marks


def test_a_glow_rises_slowly_and_a_stroke_at_once():
    assert steepness(GLARE[::2, ::2]) < BLURRED < steepness(PEN[::2, ::2].astype(np.float32))
    assert steepness(np.zeros((9, 9), np.float32)) == 0
