"""Strokes are digits as pens draw them: made-up writers of many countries, to test on what MNIST does not hold."""

from mnistnet.strokes.catalogue import STYLES
from mnistnet.strokes.drawn import with_drawings
from mnistnet.strokes.nothings import stroke_nothings
from mnistnet.strokes.pen import inked
from mnistnet.strokes.styles import PARTS, Style
from mnistnet.strokes.writers import Drawing, stroke_digits

__all__ = ["PARTS", "STYLES", "Drawing", "Style", "inked", "stroke_digits", "stroke_nothings", "with_drawings"]
