"""A figure as a still picture: an SVG for a paper, a PNG for a slide, drawn by Matplotlib; no browser is asked."""

from mnistnet.figures.still.still import as_png, as_svg

__all__ = ["as_png", "as_svg"]
