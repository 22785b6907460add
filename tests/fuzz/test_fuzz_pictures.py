"""Hostile pictures are read or refused with one sentence, quickly, in little memory, and nothing runs."""

import pytest

from mnistnet.drawing import PictureError, read_photo
from tests.fuzz.guard import guarded, outcome, resident_memory, seconds
from tests.fuzz.hostile_pictures import cases, seeds
from tests.fuzz.mutants import damaged_copies

CASES = cases()
SECONDS, MEGABYTES = 1.0, 100
MUTANTS = 10_000


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


def test_hostile_pictures_take_little_memory():
    for name, make in CASES.items():
        if "million" in name or "bomb" in name or " x " in name:
            grown = resident_memory(read, make(), PictureError)
            assert grown is None or grown < 1.1 * MEGABYTES * 10**6, (name, grown)


def test_mutants_are_read_or_refused():
    readable = 0
    for content in damaged_copies(seeds(), MUTANTS):
        with guarded():
            readable += isinstance(outcome(read, content, PictureError), list)
    assert 0 < readable < MUTANTS
