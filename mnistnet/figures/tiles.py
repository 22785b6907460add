"""Tiles lay many small pictures out in one array, because one large heat map draws far faster than many small ones."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[int] | NDArray[np.integer[Any]]
Flags = Sequence[bool] | NDArray[np.bool_]
GAP, HEAD = 2, 7  # blank cells between tiles, and above each for its title
LINE, LETTER = 16, 6.6  # the height of a line of a title, and the mean width of a letter, in pixels


def title_cells(titles: Sequence[str], rows: int, tile: int) -> int:
    """Return how many blank cells titles need over tiles of `rows` cells that are `tile` pixels high."""
    lines = max((title.count("<br>") + 1 for title in titles), default=1)
    return ceil((LINE * lines + 4) * rows / tile)


def fitted(titles: Sequence[str], tile: int) -> list[str]:
    """Return titles whose parts stand under each other, not side by side, where they are wider than their tiles."""
    longest = max((len(line) for title in titles for line in title.split("<br>")), default=0)
    return [title.replace(" · ", "<br>") for title in titles] if longest * LETTER > tile else list(titles)


@dataclass(frozen=True)
class Tiles:
    """Where each of `count` tiles of (rows, columns) cells lies when `across` stand side by side."""

    count: int
    rows: int
    columns: int
    across: int
    head: int = HEAD

    @property
    def meta(self) -> dict[str, list[int]]:
        """What a figure says of its tiles, so that they can be cut out of it again."""
        return {"tiles": list(astuple(self))}

    @property
    def down(self) -> int:
        """How many rows of tiles there are."""
        return -(-self.count // self.across)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the whole array."""
        return self.down * (self.rows + self.head + GAP), self.across * (self.columns + GAP)

    def corner(self, tile: int) -> tuple[int, int]:
        """Return the row and column of a tile's first cell."""
        down, across = divmod(tile, self.across)
        return down * (self.rows + self.head + GAP) + self.head, across * (self.columns + GAP) + GAP // 2

    @property
    def centres(self) -> tuple[list[float], list[float]]:
        """The x and y of the middle of each tile's title."""
        corners = [self.corner(tile) for tile in range(self.count)]
        return [c + (self.columns - 1) / 2 for _, c in corners], [r - (self.head + 0.5) / 2 for r, _ in corners]

    def outlines(self) -> dict[str, list[float | None]]:
        """Return one line, broken between tiles, that runs round every tile."""
        frames = [self.frame(tile, margin=0) for tile in range(self.count)]
        return {
            "x": [x for f in frames for x in (f["x0"], f["x1"], f["x1"], f["x0"], f["x0"], None)],
            "y": [y for f in frames for y in (f["y0"], f["y0"], f["y1"], f["y1"], f["y0"], None)],
        }

    def lay(self, pictures: NDArray[np.floating], fill: float = np.nan) -> NDArray[np.floating]:
        """Return one array with every picture at its place and `fill` between them.

        Parameters
        ----------
        pictures : ndarray of shape (count, rows, columns) or (count, rows, columns, channels)
        """
        out = np.full((*self.shape, *pictures.shape[3:]), fill, pictures.dtype)
        for tile, picture in enumerate(pictures):
            row, column = self.corner(tile)
            out[row : row + self.rows, column : column + self.columns] = picture
        return out

    def cut(self, laid: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return the pictures that `lay` has laid out, shape (count, rows, columns)."""
        corners = (self.corner(tile) for tile in range(self.count))
        return np.stack([laid[row : row + self.rows, column : column + self.columns] for row, column in corners])

    def frame(self, tile: int, margin: float = 0.5) -> dict[str, float]:
        """Return the corners of a rectangle round a tile, as a Plotly shape takes them."""
        row, column = self.corner(tile)
        return {
            "x0": column - 0.5 - margin,
            "x1": column + self.columns - 0.5 + margin,
            "y0": row - 0.5 - margin,
            "y1": row + self.rows - 0.5 + margin,
        }
