"""A desk that is kept on the server: a folder with the same parts, of which only what has changed is written.

Two windows of one visitor share the folder. Each knows which parts it has read or written itself; what the other has
added since is kept when it writes.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from mnistnet.desk.desk import Desk, DeskError
from mnistnet.desk.desk_file import Room
from mnistnet.desk.parts import CARD, MOST, VIEW, Card, Part, as_json, card_and_parts, only, view
from mnistnet.desk.reading import desk_of, read_card, read_view
from mnistnet.jobs.desks import desk_folder, sweep_desks
from mnistnet.jobs.files import locked, write_whole
from mnistnet.jobs.limits import limits

__all__ = ["Kept", "keep_parts", "keep_view", "kept_desk"]

NOTHING: Card = {"hand": [], "networks": [], "sets": [], "runs": []}


@dataclass(frozen=True)
class Kept:
    """What was kept: the names of the parts, and what had no room, in words."""

    names: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()


def kept_desk(owner: str) -> tuple[Desk, Kept] | None:
    """Return the desk that is kept for an owner; None if there is none, or it is damaged."""
    folder = desk_folder(owner)
    if not folder.is_dir():
        return None
    with _held(folder):
        card = _card(folder)
        there = {path.name for path in folder.iterdir()}
        card = only(card, there)
        with contextlib.suppress(DeskError, OSError):
            (folder / VIEW).touch()  # somebody has come back
            desk = desk_of(card, _view(folder), lambda name: (folder / name).read_bytes())
            return desk, Kept(frozenset(_names(card)))
    return None


def keep_parts(owner: str, desk: Desk, known: frozenset[str]) -> Kept:
    """Write down everything of a desk but the drawing and the choices.

    Parameters
    ----------
    owner : str
    desk : Desk
    known : frozenset of str
        The parts that this window has read or written before. Others were added by another one, and stay.

    Returns
    -------
    Kept
        Now known; and what had no room in the megabytes that a desk may take.
    """
    folder = desk_folder(owner)
    folder.mkdir(parents=True, exist_ok=True)
    own, parts = card_and_parts(desk)
    with _held(folder):
        card = _with_others(own, _card(folder), known)
        others = [Part(name, "", (folder / name).read_bytes) for name in _names(card) - _names(own)]
        names, left_out = _write(folder, [part for part in parts if part.name in _names(card)] + others)
        write_whole(folder / CARD, as_json(only(card, names)))  # last: from now on they are listed
        for path in folder.glob("*.npz"):
            if path.name not in names:
                path.unlink()
    sweep_desks()
    return Kept(frozenset(_names(own)), left_out)


def keep_view(owner: str, desk: Desk) -> None:
    """Write down the drawing and the choices of a desk."""
    folder = desk_folder(owner)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / VIEW, as_json(view(desk)), lasting=False)


def _write(folder: Path, parts: list[Part]) -> tuple[set[str], tuple[str, ...]]:
    """Write the parts that are not there yet, as far as there is room; return those that are there and what is not."""
    room, names, left_out = Room(int(1e6 * limits().desk)), set(), []
    for part in parts:
        path = folder / part.name
        content = path.read_bytes() if path.exists() else part.pack()
        if not room.takes(part.name, content):
            left_out.append(part.words)
            continue
        names.add(part.name)
        if not path.exists():
            write_whole(path, content)
    return names, tuple(filter(None, left_out))


def _with_others(card: Card, before: Card, known: frozenset[str]) -> Card:
    """Return a card with the parts that another window has listed since; of two hands the one that is new here."""
    seen = known | _names(card)
    news = {kind: [row for row in rows if row["file"] not in seen] for kind, rows in before.items()}
    joined = {kind: [*news[kind], *card[kind]][-MOST[kind] :] for kind in card}
    is_new = any(row["file"] not in known for row in card["hand"])
    return joined | {"hand": card["hand"] if is_new or not news["hand"] else news["hand"]}


def _card(folder: Path) -> Card:
    try:
        return read_card((folder / CARD).read_bytes())
    except (OSError, DeskError):
        return NOTHING


def _view(folder: Path) -> dict[str, object]:
    try:
        return read_view((folder / VIEW).read_bytes())
    except (OSError, DeskError):
        return {"drawing": None, "choices": {}}


def _names(card: Card) -> set[str]:
    return {row["file"] for rows in card.values() for row in rows}


def _held(folder: Path) -> contextlib.AbstractContextManager[bool]:
    """Hold the desk's lock, so that two windows write one after the other."""
    return locked(folder / "lock")
