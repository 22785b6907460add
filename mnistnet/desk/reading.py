"""A desk from its cards and parts: every name and number in them is tested before anything is made of it."""

import re
from collections.abc import Callable
from typing import Any

from mnistnet.containers.strict_json import is_plain, read_json
from mnistnet.desk.desk import Desk, DeskError, KeptNetwork
from mnistnet.desk.parts import FORMAT, KINDS, MOST, MOST_CHOICES, Card, fits_a_view
from mnistnet.digits.files import read_digit_set
from mnistnet.digits.personal import read_set
from mnistnet.drawing.packed import unpack_digit
from mnistnet.weight_files import WeightFileError, read_npz
from mnistnet.words import mark, say
from mnistnet.words.told import Told

__all__ = ["DAMAGED", "LONGEST_CARD", "PART", "desk_of", "read_card", "read_view"]

PART = re.compile(r"(network|run|set|hand)-[0-9a-f]{32}\.npz")
ENTRIES = {"hand": {"file"}, "networks": {"file", "grown_from", "brought"}, "sets": {"file", "name"}, "runs": {"file"}}
LONGEST_CARD = 1_000_000
LONGEST_NAME = 80
DAMAGED = mark("This is not a desk saved by mnistnet, or it is damaged.")


def desk_of(card: Card, view: dict[str, Any], part: Callable[[str], bytes]) -> Desk:
    """Return the desk of two cards that were read, and of its parts.

    Parameters
    ----------
    card, view : dict
        What `read_card` and `read_view` gave.
    part : function
        Gives the content of a part by its name.

    Raises
    ------
    DeskError
        If a part cannot be read.
    """
    try:
        return Desk(
            networks=tuple(
                KeptNetwork(read_npz(part(row["file"])), _grown(row["grown_from"]), row["brought"])
                for row in card["networks"]
            ),
            runs=tuple(read_npz(part(row["file"])) for row in card["runs"]),
            sets=tuple(read_digit_set(part(row["file"]), row["name"]) for row in card["sets"]),
            hand=next((read_set(part(row["file"])) for row in card["hand"]), None),
            drawing=None if view["drawing"] is None else unpack_digit(view["drawing"]),
            choices=view["choices"],
        )
    except Told as error:
        raise DeskError(say("Something on this desk cannot be read. {sentence}", sentence=error.sentence)) from error


def read_card(content: bytes | bytearray) -> Card:
    """Return what the first card lists; DeskError if it is not such a card."""
    card = _card(content)
    _demand(card.keys() == ENTRIES.keys())
    for kind, rows in card.items():
        _demand(isinstance(rows, list) and len(rows) <= MOST[kind])
        for row in rows:
            _demand(isinstance(row, dict) and row.keys() == ENTRIES[kind] and isinstance(row["file"], str))
            name = PART.fullmatch(row["file"])
            _demand(name is not None and name[1] == KINDS[kind])
            _demand(_is_name(row.get("name", "a set")) and isinstance(row.get("brought", False), bool))
            _demand(row.get("grown_from") is None or _is_past(row["grown_from"]))
    return card


def read_view(content: bytes | bytearray) -> dict[str, Any]:
    """Return what the second card says; DeskError if it is not such a card."""
    card = _card(content)
    _demand(card.keys() == {"drawing", "choices"} and isinstance(card["choices"], dict))
    _demand(card["drawing"] is None or isinstance(card["drawing"], str))
    _demand(len(card["choices"]) <= MOST_CHOICES and all(fits_a_view(*item) for item in card["choices"].items()))
    return card


def _card(content: bytes | bytearray) -> dict[str, Any]:
    if len(content) > LONGEST_CARD:
        raise DeskError(say(DAMAGED))
    try:
        card = read_json(bytes(content), commas=100_000, brackets=100_000, quotes=100_000)
    except WeightFileError as error:
        raise DeskError(say(DAMAGED)) from error
    _demand(isinstance(card, dict) and card.pop("format", None) == FORMAT)
    return dict(card)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _is_past(value: Any) -> bool:
    pair = isinstance(value, list) and len(value) == 2
    return pair and is_plain(value) and isinstance(value[0], str) and type(value[1]) is int and 0 <= value[1] < 10**6


def _grown(value: list[Any] | None) -> tuple[str, int] | None:
    return None if value is None else (value[0], value[1])


def _demand(right: bool) -> None:
    """Raise DeskError unless something is right."""
    if not right:
        raise DeskError(say(DAMAGED))
