"""A comparison says how two networks differ: which digits each reads, whether that is chance, how alike they are."""

from mnistnet.comparison.answers import BOTH_RIGHT, BOTH_WRONG, KINDS, ONLY_FIRST, ONLY_SECOND, Comparison, compare
from mnistnet.comparison.chance import exact_test
from mnistnet.comparison.likeness import Likeness, likeness, linear_cka

__all__ = [
    "BOTH_RIGHT",
    "BOTH_WRONG",
    "KINDS",
    "ONLY_FIRST",
    "ONLY_SECOND",
    "Comparison",
    "Likeness",
    "compare",
    "exact_test",
    "likeness",
    "linear_cka",
]
