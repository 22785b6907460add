"""Ink is found in a photo: the sheet first, then its paper, then what is darker, without what was printed."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing.by_colour import light_by_colour
from mnistnet.drawing.held import without_fingers
from mnistnet.drawing.ink import EDGE, Ink
from mnistnet.drawing.lying_by import without_dark_things
from mnistnet.drawing.other_pens import and_other_pens
from mnistnet.drawing.panels import find_panels, marks_on_panels
from mnistnet.drawing.paper import Light, ink_is_dark, marks_on_board, marks_on_paper, parting, roughness
from mnistnet.drawing.picture_file import Pixels
from mnistnet.drawing.resizing import fewer
from mnistnet.drawing.rules import without_rules
from mnistnet.drawing.sheet import box_of_sheet, find_sheet, on_sheet_alone
from mnistnet.drawing.two_tones import hangs_together, marks_on_even_paper, two_tones

__all__ = ["FoundInk", "Wish", "find_ink"]

Mask = NDArray[np.bool_]
FAINTEST = 0.08  # of the paper's light: fainter marks are not ink
CLEAR = 4.0  # times the paper's own roughness must ink stand out
STRONG = 0.3  # of the paper's light: ink that is so dark in its strongest colour is looked for in that one
FEW = 160  # pixels of the longer side: enough to see a shade
SEEN = 1000  # pixels of the longer side: enough to see a bright pen
UNSEEN = 0.25  # of full ink in its strongest colour: what is fainter there has another colour
BRIGHT, SPOT = 0.1, 0.0005  # of white is a bright pen's weakest colour weaker than the paper's; of the picture at least
TINTED = 0.15  # of white is the weakest colour of a coloured sheet weaker than its light
ON_SHEET = 0.05  # of a sheet is covered by things that lie on it; what lies beside it may reach over its edge
UNCLEAR, FULL = 0.2, 1.0  # of the paper's light: ink that is fainter, or more, may be told by its colour
CLEARER = 1.5  # times as well must it be told so
ONE_COLOUR = 0.06  # of white: strokes on nothing differ less in light
USUAL, ON_DESK = 1.35, 3.0  # times calmer is dark paper than light: what is lighter than its desk is mostly paper
MOST_STROKES = 0.35  # of the picture can be strokes of several colours on nothing


@dataclass(frozen=True)
class Wish:
    """What a person says about a photo that was not read right.

    Attributes
    ----------
    ink : "dark", "light" or None
        Whether the ink is darker or lighter than the paper; None finds out.
    threshold : float or None
        How much of the paper's light must be missing where ink is, 0 to 1.
    crop : tuple of four floats
        Top, left, bottom, right of the part to look at, as shares of the picture.
    turns : int
        By how many quarters the picture is turned to the left before anything else is done.
    """

    ink: Literal["dark", "light"] | None = None
    threshold: float | None = None
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    turns: int = 0


@dataclass(frozen=True, eq=False)
class FoundInk:
    """What was taken for ink.

    Attributes
    ----------
    light : ndarray of shape (rows, columns), 0 to 1
        The part of the picture that was looked at.
    ink : ndarray of the same shape, 0 to 1
    dark : bool
        Whether the ink is darker than the paper.
    threshold : float
        How much of the paper's light is missing where ink begins.
    on_desk : bool
        Whether a sheet was found on a darker ground, and cut out.
    lines : int
        How many printed lines were left out.
    strength : float
        How dark the ink is, 0 to 1.
    noise : float
        How rough the paper is, in the same unit.
    """

    light: Light
    ink: Ink
    dark: bool = True
    threshold: float = 0.5
    on_desk: bool = False
    lines: int = 0
    strength: float = 0.0
    noise: float = 0.0


def find_ink(pixels: Pixels, wish: Wish) -> FoundInk:
    """Return the ink in a picture.

    The light of the paper is estimated; what falls behind it is ink if it stands out from the paper's own roughness,
    which is subtracted. Full ink is what nine tenths of the marks above Otsu's threshold do not exceed. Where nothing
    stands out, ink that is as light as the paper, such as a yellow pen's, is looked for in the weakest colour, and then
    by colour alone, as of red on green; not on printed lines or on a desk, whose own colours would stand out.
    """
    pixels = _cut(pixels.turned(wish.turns), wish.crop)
    found = _find_ink(pixels, wish)
    is_clear = UNCLEAR <= found.strength <= FULL
    is_corrected = wish != Wish(crop=wish.crop, turns=wish.turns)
    if is_clear or found.lines or found.on_desk or is_corrected or pixels.colours is None:
        return found
    light = light_by_colour(pixels.colours)
    if light is None:
        return found
    by_colour = _find_ink(Pixels(light, light, light), wish)
    is_clearer = by_colour.strength * found.noise >= CLEARER * found.strength * by_colour.noise
    return by_colour if by_colour.strength > 0 and is_clearer else found


def _find_ink(pixels: Pixels, wish: Wish) -> FoundInk:
    """Return the ink in a picture, as far as its light tells."""
    if pixels.cover is not None and _is_strokes(pixels.light, pixels.cover):
        return FoundInk(1 - pixels.cover, pixels.cover, threshold=EDGE, strength=1.0)
    pixels, dark, marks, on_desk = _marked(_on_paper(pixels), wish.ink)
    marks, strength, noise, lines = _without_printed(marks)
    if not _stands_out(strength, noise) and wish.threshold is None and _is_bright(pixels):
        marks, strength, noise, lines = _without_printed((marks_on_paper if dark else marks_on_board)(pixels.darkest))
    threshold = wish.threshold
    if threshold is None:
        if not _stands_out(strength, noise):
            return FoundInk(pixels.light, np.zeros_like(marks), dark, 0.5, on_desk, lines, 0.0, noise)
        threshold = 2 * noise + EDGE * (strength - 2 * noise)
    ink = _inked(marks, threshold, max(strength, threshold + 0.02))
    return FoundInk(pixels.light, ink, dark, threshold, on_desk, lines, strength, noise)


def _cut(pixels: Pixels, crop: tuple[float, float, float, float]) -> Pixels:
    """Return the part of the picture inside the shares top, left, bottom, right."""
    rows, columns = pixels.light.shape
    top, bottom = (min(max(0, round(crop[i] * rows)), rows) for i in (0, 2))
    left, right = (min(max(0, round(crop[i] * columns)), columns) for i in (1, 3))
    box = slice(min(top, rows - 1), max(bottom, top + 1)), slice(min(left, columns - 1), max(right, left + 1))
    cover = None if pixels.cover is None else pixels.cover[box]
    colours = None if pixels.colours is None else pixels.colours[box]
    return Pixels(pixels.light[box], pixels.brightest[box], pixels.darkest[box], cover, colours)


def _is_strokes(light: Light, cover: Light) -> bool:
    """Return whether what is opaque are strokes on nothing, and not a picture that was cut out."""
    opaque = cover > 0.5
    share = float(opaque.mean())
    if not 0 < share < 0.97 or float(cover.min()) > 0.5:
        return False
    return float(light[opaque].std()) < ONE_COLOUR or share < MOST_STROKES


def _on_paper(pixels: Pixels) -> Pixels:
    """Return the picture with what is transparent filled by the light of the rest."""
    cover = pixels.cover
    if cover is None:
        return pixels
    opaque = cover > 0.5
    layers = (pixels.light, pixels.brightest, pixels.darkest)
    grounds = [float(np.median(layer[opaque])) if opaque.any() else 1.0 for layer in layers]
    filled = ((layer * cover + ground * (1 - cover)) for layer, ground in zip(layers, grounds, strict=True))
    light, brightest, darkest = (layer.astype(np.float32) for layer in filled)
    return Pixels(light, brightest, darkest)


def _marked(pixels: Pixels, ink: Literal["dark", "light"] | None) -> tuple[Pixels, bool, Light, bool]:
    """Return the part that was written on, whether its ink is dark, its marks, and whether it lay on a desk."""
    wanted = None if ink is None else ink == "dark"
    tones = two_tones(pixels.light, wanted)
    sheet = None if ink == "light" else _sheet(pixels)
    panels = find_panels(pixels.light) if sheet is None and ink != "dark" else []
    if panels:
        return pixels, False, marks_on_panels(pixels.light, panels), False
    if tones and (sheet is None or hangs_together(pixels.light, tones)):
        return pixels, tones.dark, marks_on_even_paper(pixels.light, tones), False
    if ink != "light":
        pixels, sheet = _without_things(pixels, sheet)
    if sheet is not None:
        layers = (pixels.light, pixels.brightest, pixels.darkest)
        light, brightest, darkest = (on_sheet_alone(one, sheet) for one in layers)
        pixels = Pixels(light, brightest, darkest)
    calmer = USUAL if sheet is None else ON_DESK
    dark = ink_is_dark(pixels.light, calmer) if wanted is None else wanted
    marks = _marks(pixels, dark)
    if sheet is not None:
        marks = without_fingers(marks, sheet[box_of_sheet(sheet)])
    return pixels, dark, marks, sheet is not None


def _without_things(pixels: Pixels, sheet: Mask | None) -> tuple[Pixels, Mask | None]:
    """Return the picture without dark things that lie on the sheet, and where that is seen now."""
    free = without_dark_things(pixels)
    if free is pixels or (sheet is not None and (free.light != pixels.light)[sheet].mean() < ON_SHEET):
        return pixels, sheet
    return free, _sheet(free)


def _sheet(pixels: Pixels) -> Mask | None:
    """Return where the sheet lies: one that is coloured is hardly seen in its weakest colour, wood is seen too well."""
    light, darkest = (fewer(one, FEW) for one in (pixels.light, pixels.darkest))
    lit = light >= float(np.median(light))
    is_coloured = float(np.median((light - darkest)[lit])) > TINTED
    sheet = find_sheet(pixels.light) if is_coloured else None
    return find_sheet(pixels.darkest) if sheet is None else sheet


def _marks(pixels: Pixels, dark: bool) -> Light:
    """Return how far every pixel falls behind the paper: in its strongest colour where the ink is seen well in that."""
    marked = marks_on_paper if dark else marks_on_board
    marks = marked(pixels.light)
    if float(np.abs(pixels.brightest - pixels.light).mean()) < 0.01:
        return marks
    strong = marked(pixels.brightest)
    full = _strength(strong)
    if full <= max(STRONG, 8 * roughness(strong)):
        return marks
    written, strength, noise, _ = _without_printed(marks)
    ink = written > parting(written)
    unseen = ink & (strong < UNSEEN * full)
    if unseen.sum() > 0.5 * ink.sum():  # there, print is seen, or a shade
        return marks
    if _stands_out(strength, noise) and _is_shade(fewer(written, FEW), fewer(strong, FEW), strength):
        return marks
    return and_other_pens(strong, written, ink & ~unseen, unseen)


def _is_shade(written: Light, strong: Light, strength: float) -> bool:
    """Return whether most of what is seen in the strongest colour is no ink in the light: all ink would be."""
    seen = strong > parting(strong)
    return bool((seen & (written < UNSEEN * strength)).sum() > 0.5 * seen.sum())


def _strength(marks: Light) -> float:
    """Return how dark full ink is."""
    strong = marks[marks > parting(marks)]
    return float(np.quantile(strong, 0.9)) if strong.size else 0.0


def _without_printed(marks: Light) -> tuple[Light, float, float, int]:
    """Return the marks without printed lines, the strength of the ink, the noise and the number of the lines."""
    strength, noise = _strength(marks), roughness(marks)
    if not _stands_out(strength, noise):
        return marks, strength, noise, 0
    rest, lines = without_rules(marks, strength, noise)
    return (rest, _strength(rest), noise, lines) if lines else (marks, strength, noise, 0)


def _stands_out(strength: float, noise: float) -> bool:
    """Return whether marks are too dark to be the paper's own roughness."""
    return strength >= max(FAINTEST, CLEAR * noise)


def _is_bright(pixels: Pixels) -> bool:
    """Return whether a colour is weaker somewhere than elsewhere, beside the light, as where a bright pen was."""
    weaker = fewer(pixels.light - pixels.darkest, SEEN)
    return bool((weaker > float(np.median(weaker)) + BRIGHT).mean() > SPOT)


def _inked(marks: Light, threshold: float, full: float) -> Ink:
    """Return ink from 0 to 1: `EDGE` at the threshold, 1 at full strength."""
    return np.clip(EDGE + (1 - EDGE) * (marks - threshold) / (full - threshold), 0, 1).astype(np.float32)
