"""Hostile digit files are refused with one sentence, quickly, in little memory, and nothing in them runs."""

import pytest
from PIL import Image

from mnistnet import DataError, Digits
from mnistnet.digits.files import read_digit_files
from tests.fuzz.digit_mutants import KINDS, mutants, seeds
from tests.fuzz.guard import guarded, outcome, seconds, traced_memory
from tests.fuzz.hostile_digit_files import cases, heavy, large

CASES = cases()
SECONDS, MEGABYTES = 1.0, 100
MUTANTS = 1_000  # of each kind; 20,000 by ``python -m tests.fuzz``


def read(files):
    """Return the set in some files, each picture and label as it must be."""
    digits = read_digit_files(files)
    assert digits.images.shape == (len(digits), 28, 28) and len(digits) and digits.labels.max() <= 9
    assert sum(map(len, digits.splits.values())) == len(digits)
    return digits


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """Let NumPy import what reads text, and Pillow its formats, before anybody watches."""
    Image.init()
    for kind in KINDS:
        for files in seeds(kind):
            read(files)
    with pytest.raises(DataError):
        read({"a": b"1," * 784 + b"x"})


def test_there_are_enough():
    assert len(CASES) >= 120


def test_hostile_files_are_refused_at_once():
    for name, make in CASES.items():
        files = make()
        with guarded():
            result, spent = seconds(read, files, DataError)
        assert isinstance(result, DataError), name
        assert spent < 2 * SECONDS, (name, spent)  # twice the promise: other programs share the caches


def test_hostile_files_take_little_memory():
    for name, make in heavy().items():
        files = make()
        brought = sum(map(len, files.values()))
        assert brought + traced_memory(read, files, DataError)[1] < MEGABYTES * 10**6, name


def test_honest_sets_of_any_size_are_read_in_little_memory():
    for name, files in large().items():
        brought = sum(map(len, files.values()))
        assert len(read(files)) > 5000, name
        assert brought + traced_memory(read, files, DataError)[1] < MEGABYTES * 10**6, name


@pytest.mark.parametrize("kind", KINDS)
def test_mutants_are_read_or_refused(kind):
    accepted = 0
    for files in mutants(kind, MUTANTS):
        with guarded():
            accepted += isinstance(outcome(read, files, DataError), Digits)
    assert 0 < accepted < MUTANTS
