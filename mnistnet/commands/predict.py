"""``python -m mnistnet predict``: what a network reads in pictures."""

import csv
import io
import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.digit_way import add_way, asked_way
from mnistnet.commands.naming import file_named, pictures_of
from mnistnet.commands.pictures import read_pictures, test_digit
from mnistnet.commands.printing import note, say, sureness, table
from mnistnet.commands.sources import add_network, asked_network
from mnistnet.digits import DataError
from mnistnet.network import Network

__all__ = ["PREDICT"]

COLUMNS = ("file", "number", "answer", "confidence", "second", "second_confidence")
Row = dict[str, Any]


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "files",
        nargs="*",
        type=file_named,
        metavar="FILE",
        help="a photo, scan or drawing, a folder of them; an IDX file, array, CSV",
    )
    add(
        "--digit",
        action="extend",
        nargs="+",
        type=int,
        default=[],
        metavar="N",
        help="embedded test digits by number, 0 to 999",
    )
    add_network(parser, "sharp")
    add("--as-is", action="store_true", help="pictures are 28 x 28, light on dark, already: take their very pixels")
    add_way(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV instead of a table")
    form.add_argument("--json", action="store_true", help="print JSON, with all the outputs")


def _run(arguments: Namespace) -> int:
    if not arguments.files and not arguments.digit:
        raise WrongUsage("name a picture file, or --digit and the number of a test digit")
    network, _ = asked_network(arguments)
    rows, unread = [], 0
    for number in arguments.digit:
        image, label = test_digit(number)
        rows += _rows(network, f"test digit {number} (label {label})", image)
    for path in pictures_of(arguments.files):
        try:
            rows += _rows(network, str(path), read_pictures(path, arguments.as_is, asked_way(arguments)))
        except (DataError, ValueError) as error:  # the others can still be read
            note(str(error) if isinstance(error, DataError) else f"{path}: {error}")
            unread += 1
    (_say_csv if arguments.csv else _say_json if arguments.json else _say_table)(rows, network)
    return 1 if unread else 0


def _rows(network: Network, file: str, pictures: NDArray[Any]) -> list[Row]:
    """Return what the network answers to each picture of a file, which are counted from 1."""
    outputs = network.predict(pictures)
    order = np.argsort(-outputs, axis=1, kind="stable")
    return [
        {
            "file": file,
            "number": number,
            "answer": int(best),
            "confidence": float(row[best]),
            "second": int(second),
            "second_confidence": float(row[second]),
            "outputs": row.astype(float).tolist(),
        }
        for number, (row, (best, second)) in enumerate(zip(outputs, order[:, :2], strict=True), 1)
    ]


def _say_csv(rows: Iterable[Row], network: Network) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    say(text.getvalue().removesuffix("\n"))


def _say_json(rows: Iterable[Row], network: Network) -> None:
    say("[" + ",\n ".join(json.dumps(row) for row in rows) + "]")


def _say_table(rows: Sequence[Row], network: Network) -> None:
    if not rows:
        return
    several = any(row["number"] > 1 for row in rows)
    headings = ("file", *(["digit in it"] if several else []), "answer", "sure", "second best", "")
    cells = [
        [
            row["file"],
            *([row["number"]] if several else []),
            row["answer"],
            sureness(network, row["confidence"]),
            row["second"],
            sureness(network, row["second_confidence"]),
        ]
        for row in rows
    ]
    say(table(headings, cells))


PREDICT = Command(
    "predict",
    "read the digits in pictures",
    "Reads digits. In a photo, scan or drawing it finds every digit, line by line, scales and centres it as the\n"
    "training digits were, and prints what the network answers, how sure it is, and its second best answer; of a\n"
    "folder it reads every picture. A photo that lies on its side is turned by --turn left or right, one that\n"
    "is upside down by --turn over. An IDX file, an array (.npy, .npz), a CSV, with or without labels, or a .zip of a\n"
    "set holds pictures that are ready; how blank paper and full ink are written its numbers say. Where one file\n"
    "cannot be read the others still are, and the exit code is 1.",
    (
        "python -m mnistnet predict --digit 0 7 42",
        "python -m mnistnet predict photo.png",
        "python -m mnistnet predict photo.png pictures.npy --network scratch@3 --csv",
    ),
    _options,
    _run,
)
