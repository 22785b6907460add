"""What visitors do on a page: each action says which widget changes, to what, and what the page must then say."""

import base64
import io
import json
import random
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageDraw

__all__ = ["ACTIONS", "Action"]

TEST_DIGITS = 1_000
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
    """Draw a line on the board, as the canvas sends it."""
    ends = [rng.randrange(40, 240) for _ in range(4)]
    picture, file = Image.new("RGBA", (280, 280), "black"), io.BytesIO()
    ImageDraw.Draw(picture).line(ends, "white", 20)
    picture.save(file, "PNG", compress_level=1)
    url = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
    stroke = {"type": "Path", "path": [["M", *ends[:2]], ["L", *ends[2:]]], "left": ends[0], "top": ends[1]}
    drawing = {"drawing": {"raw": {"objects": [stroke]}, "data": url}}
    canvas = next(name for name in widgets if name.startswith("canvas_"))
    return canvas, {"json_value": json.dumps(drawing)}, "It answers"


ACTIONS: Mapping[str, Callable[[Widgets, random.Random], Action]] = {
    "draw": next_stroke,
    "probabilities": next_digit,
    "influence": next_digit,
    "mistakes": next_mistake,
}
