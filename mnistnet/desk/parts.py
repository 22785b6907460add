"""The parts of a desk: a file for everything that has many numbers, and two cards that say what they are.

"desk.json" lists the parts, oldest first; "view.json" holds the drawing and the choices. A part is called after what
it holds, so the same part is never written twice, and no name that somebody gave becomes the name of a file.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mnistnet.desk.desk import Desk, KeptNetwork
from mnistnet.digits import Digits
from mnistnet.digits.files import save_digit_set
from mnistnet.digits.personal import save_set
from mnistnet.drawing.packed import pack_digit
from mnistnet.training.parameters import network_with
from mnistnet.weight_files import SavedNetwork, save_npz
from mnistnet.weight_files.card import card_of

__all__ = [
    "CARD",
    "FORMAT",
    "KINDS",
    "MOST",
    "VIEW",
    "Card",
    "Part",
    "as_json",
    "card_and_parts",
    "fits_a_view",
    "only",
    "view",
]

FORMAT = "mnistnet desk 1"
CARD, VIEW = "desk.json", "view.json"
KINDS = {"hand": "hand", "networks": "network", "sets": "set", "runs": "run"}  # the most precious first
MOST = {"hand": 1, "networks": 12, "sets": 4, "runs": 12}
LONGEST_KEY, LONGEST_CHOICE, MOST_CHOICES = 100, 400, 200

Card = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Part:
    """One file of a desk.

    Attributes
    ----------
    name : str
        Such as "network-", thirty-two hexadecimal digits that change with the content, ".npz".
    words : str
        What a person calls it.
    pack : function
        Gives its content.
    """

    name: str
    words: str
    pack: Callable[[], bytes]


Rows = list[tuple[Part, dict[str, Any]]]


def card_and_parts(desk: Desk) -> tuple[Card, list[Part]]:
    """Return the card of a desk, which lists all its parts, and these, the most precious first."""
    networks = [(_network_part("network", one.saved), _network_entry(one)) for one in desk.networks]
    runs: Rows = [(_network_part("run", one), {}) for one in desk.runs]
    sets = [(_set_part(one), {"name": one.name}) for one in desk.sets]
    hand: Rows = [] if desk.hand is None or not len(desk.hand) else [(_hand_part(desk.hand), {})]
    listed: dict[str, Rows] = {
        "hand": hand, "networks": networks, "sets": sets, "runs": runs
    }  # fmt: skip
    card: Card = {kind: _rows(rows) for kind, rows in listed.items()}
    parts = {part.name: part for rows in listed.values() for part, _ in reversed(rows)}  # the newest first
    return card, list(parts.values())


def _rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the rows of a card; what is the same to the last bit is listed once."""
    return list({part.name: {"file": part.name} | entry for part, entry in rows}.values())


def only(card: Card, names: Collection[str]) -> Card:
    """Return a card that lists some of the parts alone."""
    return {kind: [entry for entry in entries if entry["file"] in names] for kind, entries in card.items()}


def view(desk: Desk) -> dict[str, Any]:
    """Return what the second card says; choices that no card can hold are left out."""
    fitting = {key: value for key, value in desk.choices.items() if fits_a_view(key, value)}
    few = dict(list(fitting.items())[:MOST_CHOICES])
    return {"drawing": None if desk.drawing is None else pack_digit(desk.drawing), "choices": few}


def fits_a_view(key: Any, value: Any) -> bool:
    """Return whether a choice is short and printable."""
    texts = isinstance(key, str) and isinstance(value, str) and (key + value).isprintable()
    return texts and 0 < len(key) <= LONGEST_KEY and len(value) <= LONGEST_CHOICE


def as_json(values: Mapping[str, Any]) -> bytes:
    """Return a card as it is written."""
    return json.dumps({"format": FORMAT} | dict(values)).encode()


def _network_entry(one: KeptNetwork) -> dict[str, Any]:
    return {"grown_from": None if one.grown_from is None else list(one.grown_from), "brought": one.brought}


def _network_part(kind: str, saved: SavedNetwork) -> Part:
    network = saved.network
    content = hashlib.sha256(json.dumps([network.digest, card_of(network)], default=str).encode())
    for epoch, vector in saved.epochs.items():
        content.update(f"{epoch} {vector.dtype}".encode() + vector.tobytes())

    def pack() -> bytes:
        return save_npz(network, {epoch: network_with(network, vector) for epoch, vector in saved.epochs.items()})

    return Part(f"{kind}-{content.hexdigest()[:32]}.npz", network.name, pack)


def _set_part(digits: Digits) -> Part:
    return Part(f"set-{digits.digest}.npz", digits.name, lambda: save_digit_set(digits))


def _hand_part(digits: Digits) -> Part:
    return Part(f"hand-{digits.digest}.npz", digits.name, lambda: save_set(digits))
