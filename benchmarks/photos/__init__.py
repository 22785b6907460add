"""Made photos of handwritten digits: sheets, pens, desks and cameras that differ from picture to picture."""

from benchmarks.photos.kinds import KINDS, Hand, hands, made
from benchmarks.photos.no_digits import NOT_DIGITS

__all__ = ["KINDS", "NOT_DIGITS", "Hand", "hands", "made"]
