"""Mistakes: which digits a network misreads, what they are like, what would turn them, and whether it knew."""

from mnistnet.mistakes.exam import ORDERS, Exam, Neighbour, examine, nearest_digits

__all__ = ["ORDERS", "Exam", "Neighbour", "examine", "nearest_digits"]
