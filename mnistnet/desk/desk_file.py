"""A desk as one zip file: counted and measured from its directories before anything in it is unpacked."""

import io
import zipfile
from dataclasses import dataclass

from mnistnet.containers.zip_file import Member, inflated, members_of
from mnistnet.desk.desk import Desk, DeskError
from mnistnet.desk.parts import CARD, KINDS, MOST, VIEW, as_json, card_and_parts, only, view
from mnistnet.desk.reading import DAMAGED, PART, desk_of, read_card, read_view
from mnistnet.limits import bounds
from mnistnet.weight_files import WeightFileError
from mnistnet.words import say

__all__ = ["MOST_BYTES", "MOST_UNPACKED", "PackedDesk", "Room", "packed_desk", "read_desk"]

MOST_BYTES = bounds.DESK_FILE.most  # of the file
MOST_UNPACKED = bounds.DESK_UNPACKED.most  # of all arrays in all its parts
BESIDES = 1_000_000  # of them for cards and the zip file's own directory


@dataclass(frozen=True)
class PackedDesk:
    """A desk as the content of a file, and what had no room in it, in words."""

    content: bytes
    left_out: tuple[str, ...] = ()


class Room:
    """The room that the parts of a desk have together: packed, unpacked, and by their number."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._packed, self._unpacked = most - BESIDES, MOST_UNPACKED
        self._places = {KINDS[kind]: number for kind, number in MOST.items()}

    def takes(self, name: str, content: bytes) -> bool:
        """Take a part in if there is room for it; return whether there was."""
        packed, unpacked, kind = self._packed - len(content), self._unpacked - _unpacked(content), name.split("-")[0]
        if min(packed, unpacked, self._places[kind] - 1) < 0:
            return False
        self._packed, self._unpacked = packed, unpacked
        self._places[kind] -= 1
        return True


def packed_desk(desk: Desk) -> PackedDesk:
    """Return a desk as the content of a zip file that `read_desk` opens; it gives back the same bits.

    What does not fit into 20 MB (or 64 MB of arrays) is left out: the hand goes first, then the newest networks, sets
    and runs.
    """
    card, parts = card_and_parts(desk)
    room, left_out = Room(), []
    contents: dict[str, bytes] = {}
    for part in parts:
        if room.takes(part.name, content := part.pack()):
            contents[part.name] = content
        else:
            left_out.append(part.words)
    card = only(card, contents.keys())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {CARD: as_json(card), VIEW: as_json(view(desk)), **contents}.items():
            archive.writestr(zipfile.ZipInfo(name), content)  # always of the same date: the same desk, the same bytes
    return PackedDesk(file.getvalue(), tuple(left_out))


def read_desk(content: bytes) -> Desk:
    """Return the desk in the content of a file, whoever made it.

    Raises
    ------
    DeskError
        If it is not such a file, is damaged, or unpacks to more than is allowed; one sentence for people.
    """
    if len(content) > MOST_BYTES:
        raise DeskError(
            say("This file is larger than {megabytes} MB, the most that a desk can be.", megabytes=MOST_BYTES // 10**6)
        )
    members = {member.name: member for member in _members(content)}
    if len(members) > sum(MOST.values()) + 2:
        raise DeskError(DAMAGED)
    if not {CARD, VIEW} <= members.keys() or not all(map(_is_ours, members)):
        raise DeskError(DAMAGED)
    if sum(member.size for member in members.values()) > MOST_BYTES:
        raise DeskError(
            say(
                "Unpacked, this file is larger than {megabytes} MB, the most that a desk can be.",
                megabytes=MOST_BYTES // 10**6,
            )
        )
    card, seen = read_card(_inflated(content, members[CARD])), read_view(_inflated(content, members[VIEW]))
    parts = {name: bytes(_inflated(content, member)) for name, member in members.items() if name not in (CARD, VIEW)}
    if sorted(row["file"] for rows in card.values() for row in rows) != sorted(parts):
        raise DeskError(DAMAGED)
    if sum(map(_unpacked, parts.values())) > MOST_UNPACKED:
        raise DeskError(
            say(
                "Unpacked, this desk is larger than {megabytes} MB, the most that can be read.",
                megabytes=MOST_UNPACKED // 10**6,
            )
        )
    return desk_of(card, seen, parts.__getitem__)


def _is_ours(name: str) -> bool:
    return name in (CARD, VIEW) or bool(PART.fullmatch(name))


def _members(content: bytes) -> list[Member]:
    try:
        return members_of(content)
    except WeightFileError as error:
        raise DeskError(DAMAGED) from error


def _inflated(content: bytes, member: Member) -> bytearray:
    try:
        return inflated(content, member)
    except WeightFileError as error:
        raise DeskError(DAMAGED) from error


def _unpacked(part: bytes) -> int:
    """Return how large the arrays in a part are by its own directory, which its reader holds it to."""
    return sum(member.size for member in _members(part))
