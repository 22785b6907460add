"""Hostile pictures are read or refused with one sentence, quickly, in little memory, and nothing runs."""

import json
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from mnistnet.drawing import PictureError, read_photo
from tests.fuzz.guard import guarded, outcome, seconds
from tests.fuzz.honest_pictures import TURNED, saved
from tests.fuzz.hostile_pictures import cases, seeds
from tests.fuzz.mutants import damaged_copies

CASES = cases()
SECONDS, MEGABYTES = 1.0, 100
MUTANTS = 2_000  # 20,000 by ``python -m tests.fuzz``


def read(content):
    """Return the digits in a picture, each of the right shape."""
    readings = read_photo(content)
    assert all(reading.digit is None or reading.digit.shape == (28, 28) for reading in readings)
    return readings


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """Let Pillow import its decoders before anybody watches."""
    for content in seeds():
        assert len(read(content)) == 1


def test_there_are_enough():
    assert len(CASES) >= 120


def test_hostile_pictures_are_read_or_refused_at_once():
    for name, make in CASES.items():
        content = make()
        with guarded():
            _, spent = seconds(read, content, PictureError)
        assert spent < 2 * SECONDS, (name, spent)  # twice the promise: other programs share the caches


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a column", "20,000 pixels long"),
        ("sixteen million webp", "5 million pixels"),
        ("sixteen million in colour", "5 million pixels"),
        ("seventeen million", "16 million pixels"),
    ],
)
def test_limits_are_sentences(name, sentence):
    with pytest.raises(PictureError, match=sentence):
        read(CASES[name]())


@pytest.mark.parametrize("size", [(4032, 3024), (3000, 2250), (1600, 1200)])
def test_a_large_photo_shows_the_same_digit_whichever_way_it_lies(size):
    upright = Image.new("RGB", size, "white")
    upright.paste("black", (size[0] // 2 - 30, 600, size[0] // 2 + 30, 1100))
    upright.paste("black", (size[0] // 2 - 300, 600, size[0] // 2, 660))
    lying = upright.transpose(Image.Transpose.ROTATE_90)  # what a camera that was turned writes, with a note
    (one,), (other,) = read(saved(upright, "JPEG")), read(saved(lying, "JPEG", exif=TURNED))
    assert np.abs(one.digit.astype(int) - other.digit).max() <= 8


def test_hostile_pictures_take_little_memory():
    program = [sys.executable, "-W", "ignore", "-m", "tests.fuzz.picture_memory"]
    grown = json.loads(subprocess.run(program, capture_output=True, check=True).stdout)
    assert len(grown) > 40
    assert {name: size for name, size in grown.items() if size and size > 1.1 * MEGABYTES * 10**6} == {}


def test_mutants_are_read_or_refused():
    readable = 0
    for content in damaged_copies(seeds(), MUTANTS):
        with guarded():
            readable += isinstance(outcome(read, content, PictureError), list)
    assert 0 < readable < MUTANTS
