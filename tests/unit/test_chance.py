"""The range that chance leaves round an accuracy, against tables of others and against what it has to obey."""

import pytest

from mnistnet.mistakes.chance import chance_range


@pytest.mark.parametrize(  # R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I
    ("right", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_it_is_the_range_that_wilson_gives(right, count, low, high):
    assert chance_range(right / count, count) == pytest.approx((low, high), abs=1e-4)
    mirrored = chance_range(1 - right / count, count)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-4)
