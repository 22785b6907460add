"""Hostile desks are refused with one sentence, quickly, in little memory, and nothing in them runs."""

import random

import pytest

from mnistnet.desk import Desk, DeskError, packed_desk, read_desk
from tests.fuzz.guard import guarded, outcome, seconds, traced_memory
from tests.fuzz.hostile_desks import cases, heavy, members, small_desk
from tests.fuzz.hostile_zips import zipped
from tests.fuzz.mutants import damaged

CASES = cases()
SECONDS, MEGABYTES, MUTANTS = 1.0, 100, 3_000


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """Let NumPy import what reads arrays before anybody watches."""
    assert len(read_desk(packed_desk(small_desk()).content).networks) == 1


def test_there_are_enough():
    assert len(CASES) >= 100


@pytest.mark.parametrize("name", CASES)
def test_hostile_desks_are_refused_at_once(name):
    with guarded():
        result, spent = seconds(read_desk, CASES[name], DeskError)
    assert isinstance(result, DeskError) and spent < 2 * SECONDS


@pytest.mark.parametrize("name", heavy())
def test_bombs_are_refused_in_little_memory(name):
    content = heavy()[name]()
    with guarded():
        result, spent = seconds(read_desk, content, DeskError)
    assert isinstance(result, DeskError) and spent < 2 * SECONDS
    assert traced_memory(read_desk, content, DeskError)[1] < MEGABYTES * 10**6


def test_mutants_are_read_or_refused():
    dice, whole, good = random.Random(0), packed_desk(small_desk()).content, members()
    accepted = 0
    for _ in range(MUTANTS):
        mutant = damaged(whole, [whole], dice)
        if dice.random() < 0.6:  # damage inside, under checksums that are right
            name = dice.choice(sorted(good))
            mutant = zipped(good | {name: damaged(good[name], [*good.values()], dice)})
        with guarded():
            accepted += isinstance(outcome(read_desk, mutant, DeskError), Desk)
    assert 0 < accepted < MUTANTS
