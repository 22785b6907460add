"""The store keeps the rows of a sweep as a CSV file to which lines are only ever added: a spreadsheet opens it.

Each line ends in a checksum of itself. What a killed writer left half-written is passed over, and computed again.
"""

import csv
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mnistnet.digits import DataError
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.row import Row
from mnistnet.words import say

__all__ = ["Store", "columns_of", "read_rows"]

FIRST, LAST = ("point",), ("repeat", "trouble", "seconds", "check")


class Store:
    """The rows of one plan in a file.

    Parameters
    ----------
    path : Path
        Made if it is not there; rows that it holds are kept.
    plan : Plan

    Raises
    ------
    DataError
        If the file holds something else.
    """

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path, self._plan = path, plan
        self._columns, self._figures = columns_of(plan), plan.figures()
        content = path.read_bytes() if path.exists() else b""
        if not content.strip():
            self._append(_line(self._columns))
        elif content.partition(b"\n")[0].decode(errors="replace").rstrip("\r") != _line(self._columns):
            raise DataError(say("{name} holds results of another plan; name another file.", name=path.name))
        elif not content.endswith(b"\n"):
            self._append("")  # ends the line that somebody could not

    def rows(self) -> dict[str, Row]:
        """Return the whole rows by the digests of their points."""
        return read_rows(self.path.read_bytes(), self._plan)

    def add(self, point: Point, row: Row) -> None:
        """Add a row, in one write, so that a reader sees all of it or knows that it does not."""
        values = dict(point.values)
        settings = [_shown(values.get(name, "")) for name in self._plan.axes]
        figures = [repr(row.figures[name]) if name in row.figures else "" for name in self._figures]
        cells = [row.point, *settings, *figures, str(point.repeat), row.trouble, f"{row.seconds:.3f}"]
        self._append(_line([*cells, _check(cells)]))

    def _append(self, line: str) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(line.encode() + b"\n")


def columns_of(plan: Plan) -> list[str]:
    """Return the headings of a plan's table."""
    return [*FIRST, *plan.axes, *plan.figures(), *LAST]


def read_rows(content: bytes, plan: Plan) -> dict[str, Row]:
    """Return the whole rows of a file's content; the first counts where a point has two."""
    found: dict[str, Row] = {}
    figures, start = plan.figures(), len(FIRST) + len(plan.axes)
    for cells in _whole(content, len(columns_of(plan))):
        row = _row(cells, figures, start)
        found.setdefault(row.point, row)
    return found


def _whole(content: bytes, columns: int) -> Iterator[Sequence[str]]:
    """Yield the cells of the lines that are whole."""
    for line in content.decode(errors="replace").split("\n")[1:]:
        cells = next(csv.reader([line]), [])
        if len(cells) == columns and cells[-1] == _check(cells[:-1]):
            yield cells


def _row(cells: Sequence[str], names: Sequence[str], start: int) -> Row:
    figures = {name: float(cell) for name, cell in zip(names, cells[start : start + len(names)], strict=True) if cell}
    trouble, seconds = cells[-3], float(cells[-2])
    return Row(cells[0], figures, trouble, seconds)


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _check(cells: Sequence[str]) -> str:
    return f"{zlib.crc32(_line(cells).encode()):08x}"


def _shown(value: Any) -> str:
    """Return a setting as a cell: a list of numbers with hyphens between them."""
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


def as_table(plan: Plan, points: Sequence[Point], rows: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Return what is known as a list of dictionaries, one a point, ready for a data frame."""
    table: list[dict[str, Any]] = []
    figures = plan.figures()
    for point in points:
        if row := rows.get(point.digest):
            values = {name: _shown(point.value(name, "")) for name in plan.axes}
            about = {"repeat": point.repeat, "trouble": row.trouble, "seconds": row.seconds}
            table.append(values | {name: row.figures.get(name) for name in figures} | about)
    return table
