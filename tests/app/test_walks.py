"""A few short random walks: whatever is touched, nothing else may change, and what is shown has to be true."""

import pytest

from tests.walks.walk import walk


@pytest.mark.parametrize("seed", range(18))
def test_a_random_walk_sees_nothing_untrue(seed):
    walk(seed, steps=10)
