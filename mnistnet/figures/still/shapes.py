"""What lies over a figure: frames, lines, bands, and notes with or without an arrow."""

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.transforms import Transform, blended_transform_factory

from mnistnet.figures.still.scale import Scale
from mnistnet.figures.still.traces import DASHES
from mnistnet.figures.still.words import POINTS, bare, written
from mnistnet.figures.theme import TEXT_COLOUR

__all__ = ["draw_notes", "draw_shapes"]


class _Plain:
    """A font that says nothing of its own."""

    color, size = TEXT_COLOUR, 12


def draw_shapes(axes: Axes, shapes: Iterable[Any], x: Scale, y: Scale) -> None:
    """Draw frames, bands and lines."""
    for shape in shapes:
        (left, right), (low, high) = x.places((shape.x0, shape.x1)), y.places((shape.y0, shape.y1))
        width = 2 if shape.line.width is None else shape.line.width
        look: dict[str, Any] = {
            "linewidth": width * POINTS,
            "linestyle": DASHES[shape.line.dash or "solid"],
            "clip_on": False,
        }
        look |= {
            "transform": _measured(axes, shape),
            "alpha": shape.opacity,
            "zorder": 0.5 if shape.layer == "below" else 3,
        }
        colour = shape.line.color or TEXT_COLOUR
        if shape.type == "line":
            axes.plot([left, right], [low, high], color=colour, scalex=False, scaley=False, **look)
        else:
            fill: Any = {"facecolor": shape.fillcolor or "none", "edgecolor": colour if width else "none"}
            axes.add_artist(Rectangle((left, low), right - left, high - low, **fill, **look))


def draw_notes(axes: Axes, notes: Iterable[Any], x: Scale, y: Scale) -> None:
    """Write notes, and draw arrows to where they point."""
    for note in notes:
        place = (float(x.places([note.x])[0]), float(y.places([note.y])[0]))
        sides = {"left": "left", "right": "right", "top": "top", "bottom": "bottom"}
        across, up = sides.get(note.xanchor or "", "center"), sides.get(note.yanchor or "", "center")
        look = written(note.text, note.font, _Plain) | {"ha": across, "va": up}
        points = note.showarrow is not False
        away = ((note.ax or 0) * POINTS, -(note.ay or 0) * POINTS) if points else (0.0, 0.0)
        axes.annotate(
            bare(note.text),
            place,
            away,
            xycoords=_measured(axes, note),
            textcoords="offset points",
            arrowprops={"arrowstyle": "->", "color": note.arrowcolor} if points else None,
            annotation_clip=False,
            **look,
        )


def _measured(axes: Axes, one: Any) -> Transform:
    """Return how the place of a shape or note is measured: in values, or as a share of the figure."""
    across, down = (
        axes.transAxes if ref and (ref == "paper" or ref.endswith("domain")) else axes.transData
        for ref in (one.xref, one.yref)
    )
    return blended_transform_factory(across, down)
