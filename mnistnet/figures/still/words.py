"""Words of a figure as Matplotlib writes them: without tags, in points."""

import re
from typing import Any

__all__ = ["POINTS", "bare", "each", "written"]

POINTS = 0.72  # a pixel of the screen, where a hundred of them are an inch


def bare(text: object) -> str:
    """Return a text without tags, its lines parted by line ends."""
    return re.sub(r"<[^>]*>", "", re.sub(r"<br\s*/?>", "\n", str(text)))


def written(text: object, font: Any, usual: Any) -> dict[str, Any]:
    """Return size, colour and weight of a text that may have a font of its own."""
    colour, size = (getattr(font, name) or getattr(usual, name) for name in ("color", "size"))
    weight = "bold" if re.fullmatch(r"<b>[^<]*</b>", str(text)) else "normal"
    return {"fontsize": size * POINTS, "color": colour, "fontweight": weight}


def each(value: Any, count: int) -> list[Any]:
    """Return one value for each of `count`, of which all may share one."""
    return [value] * count if value is None or isinstance(value, str | int | float) else list(value)
