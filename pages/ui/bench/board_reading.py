"""How a drawing on the board is read: by which steps, and once for all who ask."""

import zlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistnet.drawing import ALL_STEPS, Reading, read_ink
from mnistnet.drawing.ink import Ink
from mnistnet.drawing.reading import TITLES, Step
from mnistnet.drawing.side_by_side import read_side_by_side
from mnistnet.words import say
from pages.ui.bench.canvas import ink_of
from pages.ui.holdings.kept import kept
from pages.ui.kit import choices
from pages.ui.state import value_of

STEPS = "steps"
DRAWINGS = 64  # whose readings are kept: of a drawing one more stroke makes another
QUICKLY = 1  # of zlib's levels


class Packed(NamedTuple):
    """One step of a reading with its picture packed: 2 kB where it would be 80 kB, most of it blank paper."""

    name: str
    sentence: str
    pixels: bytes
    shape: tuple[int, ...]


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


def read(png: bytes, steps: tuple[str, ...]) -> Reading:
    """Return what a network receives of a drawing, with the steps on the way."""
    digit, packed = _reading(png, steps)
    return Reading(digit, tuple(map(_unpacked, packed)))


def read_digit(png: bytes, steps: tuple[str, ...]) -> NDArray[np.uint8] | None:
    """Return what a network receives of a drawing; None if nothing is drawn."""
    return _reading(png, steps)[0]


@kept(max_entries=DRAWINGS, ttl="10m")
def _reading(png: bytes, steps: tuple[str, ...]) -> tuple[NDArray[np.uint8] | None, tuple[Packed, ...]]:
    reading = read_ink(_ink(png), steps=steps)
    return reading.digit, tuple(map(_packed, reading.steps))


def _packed(step: Step) -> Packed:
    return Packed(step.name, step.sentence, zlib.compress(step.picture.tobytes(), QUICKLY), step.picture.shape)


def _unpacked(packed: Packed) -> Step:
    picture = np.frombuffer(zlib.decompress(packed.pixels), np.uint8).reshape(packed.shape)
    return Step(packed.name, packed.sentence, picture)


@kept(max_entries=DRAWINGS, ttl="10m")
def read_row(png: bytes) -> list[NDArray[np.uint8]]:
    """Return the digits of a drawing from left to right; empty where there is one alone."""
    readings = read_side_by_side(_ink(png))
    # without the steps, which take most room
    return [reading.digit for reading in readings if reading.digit is not None]


def _ink(png: bytes) -> Ink:
    """Return the ink on a board."""
    return np.asarray(ink_of(png) / np.float32(255), np.float32)
