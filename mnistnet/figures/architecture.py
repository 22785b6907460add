"""A network as boxes, one for each layer."""

from collections.abc import Sequence
from math import log2

from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, BAR_BEST, MARK, QUIET, blank

__all__ = ["architecture", "shape_words"]

PALE = "38"  # of opacity, in hexadecimal, behind a colour


def architecture(rows: Sequence[tuple[str, str, tuple[int, ...], int]], *, chosen: int | None = None) -> Chart:
    """Return the layers as boxes under each other, as wide as an output row is long, with what lies between them.

    Parameters
    ----------
    rows : sequence of (name, kind, output shape, parameters)
        As `mnistnet.patterns.layer_summary` returns them.
    chosen : int, optional
        The layer to mark.
    """
    figure = blank(58 * len(rows))
    longest = max(log2(1 + shape[-1]) for _, _, shape, _ in rows)
    for i, (_, _, shape, _) in enumerate(rows):
        half = 0.5 * log2(1 + shape[-1]) / longest
        height = 0.27 if len(shape) > 1 else 0.2
        box = {"x0": -half, "x1": half, "y0": i - height, "y1": i + height}
        line = {"color": MARK if i == chosen else QUIET, "width": 3 if i == chosen else 1}
        figure.add_shape(type="rect", fillcolor=(BAR_BEST if i == len(rows) - 1 else BAR) + PALE, line=line, **box)
        if i:
            figure.add_annotation(x=0, y=i - height, ax=0, ay=-18, arrowhead=2, arrowwidth=1, arrowcolor=QUIET, text="")
    words = [f"<b>{name}</b>  {shape_words(shape)}" for name, _, shape, _ in rows]
    figure.add_scatter(
        x=[0] * len(rows), y=list(range(len(rows))), text=words, mode="text", textfont={"size": 13}, hoverinfo="skip"
    )
    figure.update_xaxes(range=[-0.52, 0.52], visible=False, fixedrange=True)
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], visible=False, fixedrange=True)
    return figure


def shape_words(shape: tuple[int, ...]) -> str:
    """Return a shape for people: "28 × 75", or "10"."""
    return " × ".join(f"{n:,}" for n in shape)
