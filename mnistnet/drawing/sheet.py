"""The sheet is what lies on a desk: a light piece with a sharp outline and darker ground around it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.outline import border_share, hull, is_stroke
from mnistnet.drawing.paper import Light
from mnistnet.drawing.patterned import sheet_on_pattern
from mnistnet.drawing.pieces import label_pieces
from mnistnet.drawing.resizing import fewer, stretched
from mnistnet.drawing.sliding import closed, filled, largest, smallest

__all__ = ["box_of_sheet", "find_sheet", "on_sheet_alone"]

Mask = NDArray[np.bool_]
Array = NDArray[Any]
SMALL = 128
LEAST_SIDE = 64  # pixels: smaller pictures are no photos of desks
PENS = 0.09  # of the longer side: strokes up to this are filled before the sheet is looked for
LEVELS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)  # of the way from the darkest to the lightest, tried in turn
DARKER = 0.82  # of the sheet's light is the desk's at most
LEAST, MOST = 0.1, 0.97  # of the picture is a sheet
FULL = 0.92  # of its own hull, so that a thick light stroke is no sheet
HOLLOW = 0.7  # the same where it is walled in: what is missing there was written with a thick pen
ON_BORDER = 0.1  # of the picture's border at least is desk
ALL_AROUND = 0.6  # of the border is desk where it is seen on three sides: no shade lies so
ONE_EDGE = 0.1  # of the sheet lies between parts of the desk at most where one line parts them, as a shade does
DEEPEST = 0.3  # of the light: no shade leaves less
SHARP = 0.2  # of the light is lost within two small pixels, nearly everywhere along the sheet's edge; less is shade
WALLS = (SHARP, 0.27, 0.34, 0.41)  # of the light, tried in turn: higher walls than the shade upon the sheet
NEARLY = 0.15  # of the edge may be softer
SAME_INK = 0.12  # of the strong marks beyond the edge: then the dark part is paper too, in a hard shade
LIGHTER = 1.3  # times as light as the desk is a sheet in its middle; a thick ring of chalk is as dark there
RIM = 0.012  # of the longer side: shadow and blur along the sheet's edge


def find_sheet(light: Light) -> Mask | None:
    """Return where the sheet lies, shape of `light`; None where the picture shows no edge of it.

    A sheet is all that is calm on a pattern, or walled in by its edges, or a light piece that is large, full and
    sharply parted from what is around.
    """
    small = fewer(light, SMALL)
    if max(light.shape) < LEAST_SIDE or min(small.shape) < 24:
        return None
    sheet = sheet_on_pattern(small)
    if sheet is None:
        sheet = _by_its_light(small)
        sheet = None if sheet is None or _is_ring(sheet, small) else sheet
    return None if sheet is None else _eroded(stretched(sheet, light.shape) > 0.5)


def _by_its_light(small: Light) -> Mask | None:
    """Return the sheet that is parted from a darker desk, by its walls or by its own light; None where none is."""
    side = 2 * round(PENS * max(small.shape) / 2) + 1
    smooth = closed(np.pad(small, side, "edge"), side)[side:-side, side:-side]
    low, high = float(smooth.min()), float(smooth.max())
    if high - low < 0.1:
        return None
    walled = _walled_in(smooth, small)
    if walled is not None:
        return walled
    for level in LEVELS:
        sheet = hull(_largest_piece(smooth > low + level * (high - low)))
        if _is_sheet(sheet, small, smooth, low + level * (high - low)) and not is_stroke(sheet, small):
            return sheet
    return None


def _is_ring(sheet: Mask, small: Light) -> bool:
    """Return whether a sheet is no lighter than its desk but along its edge: it is a light stroke around that."""
    side = 2 * round(PENS * max(small.shape) / 2) + 1
    middle, desk = smallest(np.pad(sheet, side), side)[side:-side, side:-side] > 0.5, ~sheet
    if not middle.any() or not desk.any():
        return False
    return bool(np.median(small[middle]) < LIGHTER * np.median(small[desk]))


def _walled_in(smooth: Light, small: Light) -> Mask | None:
    """Return the sheet in a picture where shade makes a part of it as dark as the desk; None where there is none.

    The light falls sharply along all of its edge, wherever one stands on it, and nowhere so much within, unless the
    edge of a shade parts the sheet in two: that is a wall as well until only higher ones count.
    """
    steps = np.maximum(_step(smooth, 0), _step(smooth, 1))
    found = [one for wall in WALLS for one in _within(np.asarray(steps <= wall), smooth)]
    best, sheet = min(found, key=lambda one: one[0])
    return sheet if best < DARKER and not is_stroke(sheet, small) else None


def _within(calm: Mask, smooth: Light) -> list[tuple[float, Mask]]:
    """Return the largest place that is walled in, and the two largest with the wall between them, as `_parted` does."""
    places = label_pieces(calm)
    inner = np.bincount(places.ravel(), minlength=2)
    inner[np.unique(np.concatenate([places[0], places[-1], places[:, 0], places[:, -1], [0]]))] = 0
    one, other = np.argsort(-inner)[:2]
    both = hull((places == one) | (places == other)) & ((inner > 0)[places] | (places == 0))
    return [_parted(piece, smooth) for piece in ([places == one, both] if inner[other] else [places == one])]


def _parted(piece: Mask, smooth: Light) -> tuple[float, Mask]:
    """Return by what share of its light it is as light beyond the walls of a piece, nearly everywhere, and its sheet.

    What is no sheet, as it is small or hollow, is parted from nothing: 1.
    """
    sheet = hull(piece)
    if not LEAST < sheet.mean() < MOST or piece.sum() < HOLLOW * sheet.sum():
        return 1.0, sheet
    sheet = np.asarray(largest(sheet, 3))  # a wall is as wide as a step is measured over
    around = largest(sheet, 7) & ~largest(sheet, 5)
    beside = largest(np.where(sheet, smooth, 0), 9)
    return float(np.quantile(smooth[around] / np.maximum(beside[around], 0.02), 1 - NEARLY)), sheet


def _is_sheet(sheet: Mask, small: Light, smooth: Light, level: float) -> bool:
    """Return whether a hull is that of a sheet: large, full, sharply lighter than what is around, and not lit alone."""
    desk = ~sheet
    if not LEAST < sheet.mean() < MOST or border_share(desk) < ON_BORDER:
        return False
    if (smooth[sheet] > level).mean() < FULL or float(smooth[desk].mean()) > DARKER * float(smooth[sheet].mean()):
        return False
    edge = desk & largest(sheet, 3)
    steps = np.maximum(_step(smooth, 0), _step(smooth, 1))
    if float(np.quantile(steps[edge], NEARLY)) <= SHARP:
        return False
    one_edge = (hull(desk) & sheet).sum() < ONE_EDGE * sheet.sum()
    if one_edge and float(smooth[desk].mean()) > DEEPEST * float(smooth[sheet].mean()):
        return False
    return border_share(desk) > ALL_AROUND or not _goes_on(small, smooth, sheet)


def _goes_on(small: Light, smooth: Light, sheet: Mask) -> bool:
    """Return whether the same ink is found beyond the edge as on this side of it."""
    marks = 1 - small / np.maximum(smooth, 0.05)
    inside = _less(_less(sheet))
    outside = _less(_less(~sheet))
    if not inside.any() or not outside.any():
        return False
    strong = marks > max(0.15, 0.5 * float(np.quantile(marks, 0.995)))
    beyond = int((strong & outside).sum())
    crossing = int((strong & ~inside & ~outside).sum())
    return beyond + crossing > SAME_INK * max(1, int(strong.sum())) and beyond + crossing > 4


def box_of_sheet(sheet: Mask) -> tuple[slice, slice]:
    """Return the rows and columns of the picture in which the sheet lies."""
    rows, columns = np.flatnonzero(sheet.any(1)), np.flatnonzero(sheet.any(0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def on_sheet_alone(light: Light, sheet: Mask) -> Light:
    """Return the part of the picture around the sheet, with the desk painted over by the sheet's own light."""
    small = fewer(light, SMALL)
    inside = fewer(sheet.astype(np.float32), SMALL) > 0.99
    side = 2 * round(PENS * max(small.shape) / 2) + 1
    paper = closed(np.where(inside, small, 0), side)
    under = stretched(filled(paper, inside), light.shape)
    return np.where(sheet, light, under)[box_of_sheet(sheet)].astype(np.float32)


def _largest_piece(mask: Mask) -> Mask:
    labels = label_pieces(mask)
    return np.asarray(labels == 1 + np.argmax(np.bincount(labels.ravel())[1:]))


def _step(smooth: Light, axis: int) -> Light:
    """Return by what share the light changes from two pixels before to two pixels after, along an axis."""
    wide = np.pad(smooth, [(2, 2) if axis == i else (0, 0) for i in (0, 1)], "edge")
    ahead, behind = (wide[4:], wide[:-4]) if axis == 0 else (wide[:, 4:], wide[:, :-4])
    return np.asarray(np.abs(ahead - behind) / np.maximum(np.maximum(ahead, behind), 0.02), np.float32)


def _less(mask: Mask) -> Mask:
    """Return the mask without its outermost layer; the picture's own border is no rim."""
    return np.asarray(smallest(np.pad(mask, 1, "edge"), 3)[1:-1, 1:-1] > 0.5)


def _eroded(mask: Mask) -> Mask:
    """Return the mask without its rim; the picture's own border is no rim."""
    side = 2 * max(1, round(RIM * max(mask.shape))) + 1
    wide = np.pad(mask, side, "edge").astype(np.float32)
    return np.asarray(smallest(wide, side)[side:-side, side:-side] > 0.5)
