"""Digits: what they are, where they come from, and the files they travel in.

Reading order: digits, known (the sets that have names), sources, full_set, data_folder, personal (a visitor's own
hand), files.
"""

from mnistnet.digits.digits import DataError, Digits

__all__ = ["DataError", "Digits"]
