"""A short random walk in a real browser; ``python -m tests.walks --browser`` takes as many as there is time for."""

import pytest

from tests.walks.in_browser import Walker


@pytest.mark.parametrize("seed", [3])
def test_a_random_walk_in_a_browser_sees_nothing_untrue(visit, server, seed):
    Walker(visit.blank(), server, seed).walk(steps=5)
