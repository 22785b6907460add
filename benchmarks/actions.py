"""What visitors do on a page: each action says which widget changes, to what, and what the page must then say."""

import json
import random
import time
from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import Any

__all__ = ["ACTIONS", "Action", "next_digit"]

TEST_DIGITS = 1_000
SIDE = 280  # of the board, in pixels
POINTS = 60  # of a stroke: a second of a pen that is asked sixty times
Widgets = Mapping[str, Any]  # what the server said of each widget, by its key
Action = tuple[str, Mapping[str, Any], str]


def next_digit(widgets: Widgets, rng: random.Random) -> Action:
    """Lay another test digit on the bench."""
    number = rng.randrange(TEST_DIGITS)
    return "digit", {"double_value": number}, f"test digit {number}"


def next_mistake(widgets: Widgets, rng: random.Random) -> Action:
    """Open another mistake."""
    chosen = rng.choice(widgets["open_mistake"].options)
    return "open_mistake", {"string_value": chosen}, f"test digit {chosen.split()[1].rstrip(':')}"


def next_stroke(widgets: Widgets, rng: random.Random) -> Action:
    """Rub everything out and draw a curve on the board, as the hand beside the canvas tells it."""
    across, down = rng.randrange(20, 90), rng.randrange(60, 110)
    turn = rng.random() * 2 * pi
    angles = [turn + 5 * point / POINTS for point in range(POINTS)]
    curve = [[SIDE / 2 + across * cos(angle), SIDE / 2 + down * sin(angle)] for angle in angles]
    number = time.monotonic_ns() // 1000  # a mark counts whose number is larger than that of the last
    everything = {"seq": number, "points": [[SIDE / 2, 0], [SIDE / 2, SIDE]], "width": SIDE, "rubs": True}
    marks = [everything, {"seq": number + 1, "points": curve, "width": 20}]
    return "hand", {"json_value": json.dumps({"marks": marks})}, "It answers"


ACTIONS: Mapping[str, Callable[[Widgets, random.Random], Action]] = {
    "draw": next_stroke,
    "probabilities": next_digit,
    "influence": next_digit,
    "mistakes": next_mistake,
}
