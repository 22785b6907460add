"""Faithfulness turns trust in an influence map into numbers, each of which asks one question of it."""

from mnistnet.faithfulness.agreement import completeness_gap, kept_by_activations, pearson, relative_rmse
from mnistnet.faithfulness.curves import Curve, deletion, erasure_film, insertion
from mnistnet.faithfulness.scoreboard import IN_UNITS_OF_THE_NODE, Progress, Score, scoreboard, table
from mnistnet.faithfulness.sensitivity import max_sensitivity
from mnistnet.faithfulness.subsets import infidelity, sensitivity_n

__all__ = [
    "IN_UNITS_OF_THE_NODE",
    "Curve",
    "Progress",
    "Score",
    "completeness_gap",
    "deletion",
    "erasure_film",
    "infidelity",
    "insertion",
    "max_sensitivity",
    "kept_by_activations",
    "pearson",
    "relative_rmse",
    "scoreboard",
    "sensitivity_n",
    "table",
]
