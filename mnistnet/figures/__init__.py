"""Figures turn arrays, labels and titles into pictures; nothing here computes a result or knows the app."""

from mnistnet.figures.answers import answers
from mnistnet.figures.ink import digit_png
from mnistnet.figures.maps import COLOURS, large_map, mosaic, node_titles
from mnistnet.figures.wall import wall
from mnistnet.words.shares import share

__all__ = ["COLOURS", "answers", "digit_png", "large_map", "mosaic", "node_titles", "share", "wall"]
