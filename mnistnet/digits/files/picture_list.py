"""A list beside the pictures of a zip that says which label each has: lines of a file's name and a label."""

import csv
import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.csv_cells import in_figures
from mnistnet.words import say

__all__ = ["LIST_BYTES", "MOST_CELLS", "NAMED", "Places", "cells_in", "is_list", "label_in_cell", "labels_in_list"]

LIST_BYTES, MOST_COLUMNS = 8_000_000, 20  # of all lists together; a table that is wider is none
MOST_CELLS = 600_000  # of all lists together
ENDINGS = (".csv", ".tsv", ".txt", ".json")
NAMED = ("label", "labels", "class", "digit", "target", "y")
SIGNS = (",", ";", "\t")
LABEL = re.compile(r"([0-9])(?:\.0*)?")


def is_list(name: str) -> bool:
    """Return whether a file is called as a list may be."""
    return name.lower().endswith(ENDINGS)


def cells_in(content: bytes) -> int:
    """Return about how many cells a list has, before it is read."""
    return 1 + sum(content.count(sign) for sign in (b",", b";", b"\t", b" ", b"\n", b"\r"))


def labels_in_list(name: str, content: bytes, places: "Places") -> dict[str, int]:
    """Return the labels that a list gives to pictures; empty if it names none of them.

    Parameters
    ----------
    name : str
        Of the list, with its folder: names in it may begin there. One of names alone gives no label.
    content : bytes
        Text in UTF-8 or UTF-16; cells parted by commas, semicolons, tabs or spaces; or JSON.
    places : Places
        Of the pictures. The list may leave out folders and endings.

    Raises
    ------
    DataError
        If it cannot be seen which column holds the labels, or a picture has two.
    """
    rows = _rows(content)
    folder = name.rpartition("/")[0]
    width = max((len(row) for row in rows), default=0)
    found = [[places.of(row[column], folder) if column < len(row) else None for row in rows] for column in range(width)]
    files = max(found, key=lambda column: sum(one is not None for one in column), default=[])
    named = [(picture, row) for picture, row in zip(files, rows, strict=True) if picture is not None]
    if not named or width == 1:
        return {}
    column = _column_of_labels(name, rows[0], [row for _, row in named], found.index(files))
    labels: dict[str, int] = {}
    for picture, row in named:
        label = label_in_cell(row[column])
        if label is not None and labels.setdefault(picture, label) != label:
            raise DataError(say("{list} gives the picture {name} two labels.", list=name[-60:], name=picture[-60:]))
    return labels


class Places:
    """Pictures, by their names with their folders, found by all that a list may call them."""

    def __init__(self, pictures: Iterable[str]) -> None:
        self.known: dict[str, str | None] = {}
        for picture in pictures:
            path = picture.lower()
            short = path.rpartition("/")[2]
            for called in {path, path.rpartition(".")[0], short, short.rpartition(".")[0]}:
                self.known[called] = picture if called not in self.known else None

    def of(self, cell: str, folder: str) -> str | None:
        """Return the picture that a cell of a list in some folder names; None if none or several."""
        called = cell.replace("\\", "/").removeprefix("./").lower()
        return self.known.get(f"{folder.lower()}/{called}" if folder else called) or self.known.get(called)


def _rows(content: bytes) -> list[list[str]]:
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.removeprefix(BOM_UTF8).decode("utf-16" if wide else "utf-8", "replace")
    if text.lstrip()[:1] in ("{", "["):
        return _rows_of_json(text)
    lines = text.splitlines()
    sign = max(SIGNS, key=lambda one: sum(one in line for line in lines[:100]))
    try:
        if not any(sign in line for line in lines[:100]):
            return [line.split()[:MOST_COLUMNS] for line in lines if line.strip()]
        return [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return []


def _rows_of_json(text: str) -> list[list[str]]:
    """Return rows of a list in JSON: names with labels, or a record for each picture, whose names come first."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(value, dict):
        return [[str(name), str(label)] for name, label in value.items()]
    if all(isinstance(part, dict) for part in value):
        names = list(dict.fromkeys(str(name) for part in value for name in part))[:MOST_COLUMNS]
        return [names, *([str(part.get(name, "")) for name in names] for part in value)]
    return [[str(cell) for cell in part[:MOST_COLUMNS]] for part in value if isinstance(part, list)]


def _column_of_labels(name: str, head: Sequence[str], rows: Sequence[Sequence[str]], files: int) -> int:
    """Return the column whose cells are all 0 to 9; where there are several, the one that is called so."""
    columns = [column for column in range(min(map(len, rows))) if column != files]
    ways = [column for column in columns if all(label_in_cell(row[column]) is not None for row in rows)]
    called = [column for column in ways if column < len(head) and head[column].lower() in NAMED]
    chosen = called if len(called) == 1 else ways
    if len(chosen) != 1:
        raise DataError(
            say(
                "Which column of {list} holds the labels? Its lines shall be such as {file},7.",
                list=name[-60:],
                file=rows[0][files][-40:],
            )
        )
    return chosen[0]


def label_in_cell(cell: str) -> int | None:
    """Return the label that a cell says, "7", "7.0" or "seven"; None if it says none."""
    found = LABEL.fullmatch(in_figures(cell))
    return int(found[1]) if found else None
