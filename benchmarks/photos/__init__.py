"""Made photos of handwritten digits: sheets, pens, desks and cameras that differ from picture to picture."""

from benchmarks.photos.kinds import KINDS, NOT_DIGITS, Hand, hands, made

__all__ = ["KINDS", "NOT_DIGITS", "Hand", "hands", "made"]
