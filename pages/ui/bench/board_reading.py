"""How a drawing on the board is read: by which steps, and once for all who ask."""

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.ink import Ink
from mnistnet.drawing.reading import TITLES
from mnistnet.drawing.side_by_side import read_side_by_side
from mnistnet.words import say
from pages.ui.bench.canvas import ink_of
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.state import value_of

STEPS = "steps"
DRAWINGS = 64  # whose readings are kept, 0.2 MB each: of a drawing one more stroke makes another


def choose_steps() -> None:
    """Show which steps of reading a drawing are taken; leaving one out shows what it is good for."""
    choices.pills(
        say("Steps taken"),
        {step: TITLES[step] for step in ALL_STEPS},
        key=STEPS,
        default=ALL_STEPS,
        help=say("Leave one out and watch the answer change."),
    )


def steps_taken() -> list[str]:
    """Return the steps by which drawings are read."""
    chosen = value_of(STEPS)
    return list(ALL_STEPS) if chosen is None else [step for step in ALL_STEPS if step in chosen]


def reads_all_steps() -> bool:
    """Return whether a drawing is read by all steps, as the browser does while the pen is down."""
    return steps_taken() == list(ALL_STEPS)


@kept(max_entries=DRAWINGS, ttl="10m")
def read(png: bytes, steps: tuple[str, ...]) -> Reading:
    """Return what a network receives of a drawing, with the steps on the way."""
    return read_ink(_ink(png), steps=steps)


@kept(max_entries=DRAWINGS, ttl="10m")
def read_row(png: bytes) -> list[NDArray[np.uint8]]:
    """Return the digits of a drawing from left to right; empty where there is one alone."""
    readings = read_side_by_side(_ink(png))
    # without the steps, which take most room
    return [reading.digit for reading in readings if reading.digit is not None]


def _ink(png: bytes) -> Ink:
    """Return the ink on a board."""
    return np.asarray(ink_of(png) / np.float32(255), np.float32)
