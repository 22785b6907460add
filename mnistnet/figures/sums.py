"""The sums that arrive in a layer, as hills under the curve that they are sent through."""

from typing import Any

from numpy.typing import NDArray

from mnistnet.basics.curves import Curve
from mnistnet.figures.chart import Chart
from mnistnet.figures.theme import BAR, BAR_BEST, WRONG, blank
from mnistnet.words import say

__all__ = ["sums_under_curve"]

Array = NDArray[Any]


def sums_under_curve(
    counts: Array, edges: Array, curve: Curve | None, *, overflow: float | None = None, height: int = 260
) -> Chart:
    """Return how many sums there are of each size, and the activation over the same range.

    Parameters
    ----------
    counts, edges : ndarray of shape (n,) and (n + 1,)
        A histogram of the sums.
    curve : Curve or None
        None draws the hills alone.
    overflow : float, optional
        Sums below it are shaded: there exp(-a) is larger than every number of the format.
    """
    figure = blank(height, bargap=0)
    figure.add_bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=counts,
        marker={"color": BAR, "line": {"width": 0}},
        hovertemplate=say("%{y:,} sums near %{x:.4~g}<extra></extra>"),
        name="sums",
    )
    if curve is not None:
        figure.add_scatter(
            x=curve.sums,
            y=curve.values,
            yaxis="y2",
            mode="lines",
            line={"color": BAR_BEST, "width": 3},
            hovertemplate=say("{name}: %{{y:.3f}} at %{{x:.4~g}}<extra></extra>", name=curve.name),
            name=curve.name,
        )
    if overflow is not None and overflow > edges[0]:
        figure.add_vband(edges[0], overflow, fillcolor=WRONG, opacity=0.18, line={"width": 0}, layer="below")
        figure.add_vline(x=overflow, line={"color": WRONG, "width": 1})
    figure.update_xaxes(title=say("sum a that arrives"), range=[edges[0], edges[-1]], fixedrange=True, zeroline=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    figure.update_layout(
        yaxis2={"overlaying": "y", "title": say("sent on"), "rangemode": "tozero", "tickmode": "auto", "nticks": 4}
        | {"fixedrange": True, "showgrid": False}
    )
    return figure
