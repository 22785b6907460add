"""Zip and tar archives of a stranger: NumPy's arrays, folders of pictures, or the files of a set packed together."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from mnistnet.containers.torch_storages import is_torch_zip
from mnistnet.containers.zip_file import Member
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.arrays import grouped, pieces_of_arrays
from mnistnet.digits.files.drawn_text import names_a_drawing
from mnistnet.digits.files.limits import MOST_BYTES, UNPACKED
from mnistnet.digits.files.picture_beside import is_label
from mnistnet.digits.files.picture_labels import labels_of
from mnistnet.digits.files.picture_list import LIST_BYTES, MOST_CELLS, cells_in, is_list
from mnistnet.digits.files.pictures_zip import OTHERS, is_picture, pieces_of_pictures
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.rows import Room, Rows, rows_of_npy
from mnistnet.digits.files.set_file import read_digit_set
from mnistnet.digits.files.sprite import is_sprite
from mnistnet.digits.files.tar_archive import is_tar
from mnistnet.digits.files.torch_sets import rows_of_torch
from mnistnet.digits.files.unpacking import Archive, ZipArchive, parts_of, within
from mnistnet.words import mark, say

__all__ = ["pieces_of_archive", "pieces_of_zip"]

OpenParts = Callable[[str, Iterator[bytes], int | None, Room], list[Piece]]
MOST_FILES = 8
ASIDE = ("readme", "license", "licence", "submission", "metadata", "checksum")  # what lies beside digits
OWN = {"images.npy", "labels.npy", "split.npy"}
NESTED = mark("There is an archive inside this archive; unpack it and bring what is inside.")
PACKED = (b"\x1f\x8b", b"PK")


def pieces_of_zip(name: str, content: bytes, most: int | None, room: Room, opened: OpenParts) -> list[Piece]:
    """Return what a zip file holds.

    Parameters
    ----------
    name : str
    content : bytes
    most : int or None
        How many pictures are taken; None is all.
    room : Room
    opened : callable
        Returns the pieces in the parts of one file.

    Raises
    ------
    DataError
        If it is damaged or too large, or holds no digits.
    """
    archive = ZipArchive(content)
    if {member.name for member in archive.members} == OWN:
        return [_own(content)]
    if is_torch_zip(archive.members):
        return pieces_of_arrays(rows_of_torch(content, most), most)
    return pieces_of_archive(name, archive, most, room, opened)


def pieces_of_archive(name: str, archive: Archive, most: int | None, room: Room, opened: OpenParts) -> list[Piece]:
    """Return what an archive holds; takes and raises what `pieces_of_zip` does."""
    members = archive.members
    names = {member.name for member in members}
    if members and all(member.name.endswith(".npy") for member in members):
        return _arrays(archive, members, most, room)
    if "content.xml" in names or any(word.startswith(("xl/", "word/")) for word in names):
        raise DataError(say("This is a workbook or document, as Excel's; save its sheet as CSV."))
    pictures = [member for member in members if is_picture(member.name)]
    if len(pictures) == 1 and len(members) > 1 and is_sprite(next(archive.parts(pictures[0]), b"")):
        return _files(name, archive, members, most, room, opened)
    for is_one in (is_picture, names_a_drawing):
        if any(map(is_one, names)):
            return _pictures(archive, members, [member for member in members if is_one(member.name)], most)
    other = next((member.name for member in members if member.name.lower().endswith(OTHERS)), "")
    if other:
        raise DataError(
            say(
                "Pictures of this kind are not read in sets, such as {name}: save them as PNG.",
                name=other[-60:],
            )
        )
    return _files(name, archive, members, most, room, opened)


def _own(content: bytes) -> Piece:
    digits = read_digit_set(content)
    return Piece("", digits.images, digits.labels, len(digits), splits=dict(digits.splits))


def _arrays(archive: Archive, members: list[Member], most: int | None, room: Room) -> list[Piece]:
    if len(members) > 64:
        raise DataError(say("This file holds {n} arrays, more than any set that is read.", n=len(members)))
    found: dict[str, Rows] = {}
    for member in sorted(members, key=lambda one: one.size):  # labels first: the pictures then have all the room
        name = member.name.removesuffix(".npy")
        rows = rows_of_npy(name, archive.parts(member), room)
        if rows is not None:
            found[name] = rows
    order = [member.name.removesuffix(".npy") for member in members]
    objects = [name for name in order if name not in found]
    if objects and not any(rows.array.ndim > 1 for rows in found.values()):
        raise DataError(
            say(
                "The array {name} in this file holds no numbers but objects; where all pictures have one size, save "
                "numpy.stack([numpy.asarray(picture) for picture in {name}]) in its place.",
                name=objects[0],
            )
        )
    return pieces_of_arrays({name: found[name] for name in order if name in found}, most)


def _pictures(archive: Archive, members: list[Member], pictures: list[Member], most: int | None) -> list[Piece]:
    """Return pictures; of too many those that stand evenly spaced, as they are often sorted by label."""
    beside = [member for member in members if not names_a_drawing(member.name)]
    labels, notes = labels_of([member.name for member in pictures], _lists(archive, beside))
    members = [member for member in pictures if member.name in labels]
    if most is not None and len(members) > most:
        members = [members[place] for place in np.linspace(0, len(members) - 1, most).astype(int)]
    files = ((member.name, labels[member.name], archive.parts(member)) for member in members)
    return [replace(piece, notes=notes + piece.notes) for piece in pieces_of_pictures(files)]


def _lists(archive: Archive, members: list[Member]) -> dict[str, bytes]:
    """Return what may say labels beside pictures, as far as it is not large all together."""
    found, left, cells = {}, LIST_BYTES, MOST_CELLS
    for member in members:
        if (is_list(member.name) or is_label(member.name)) and member.size <= left and not _is_aside(member.name):
            content = b"".join(archive.parts(member, left))
            left -= len(content)
            cells -= cells_in(content)
            if cells >= 0:
                found[member.name] = content
    return found


def _is_aside(name: str) -> bool:
    """Return whether a file is one that lies beside digits and has none."""
    return any(word in name.lower() for word in ASIDE)


def _twice(members: list[Member]) -> set[str]:
    """Return the names of files that stand there once more: a/x-idx3-ubyte/x-idx3-ubyte beside a/x.idx3-ubyte."""
    sizes = {member.name: member.size for member in members}
    found = set()
    for member in members:
        folder, _, name = member.name.rpartition("/")
        other = folder.removesuffix(name) + name.replace("-idx", ".idx")
        if folder.endswith(name) and other != member.name and sizes.get(other) == member.size:
            found.add(member.name)
    return found


def _files(
    name: str, archive: Archive, members: list[Member], most: int | None, room: Room, opened: OpenParts
) -> list[Piece]:
    unpacked = {f"{member.name}.gz" for member in members}  # torchvision leaves what is packed beside it
    twice = unpacked | _twice(members)
    wanted = [member for member in members if not _is_aside(member.name) and member.name not in twice]
    if not 1 <= len(wanted) <= MOST_FILES:
        raise DataError(
            say(
                "This archive holds {n} files; it must hold one CSV, the files of one set, or pictures in folders.",
                n=len(members),
            )
        )
    pieces = []
    for member in wanted:
        parts = archive.parts(member, None if most is None else UNPACKED)
        start = next(parts, b"")
        if start.startswith(PACKED):
            inside = b"".join(chain([start], within(parts, None if most is None else MOST_BYTES)))
            if inside.startswith(b"PK"):
                raise DataError(say(NESTED))
            parts, start = parts_of(inside, None if most is None else UNPACKED), b""
        if is_tar(start):
            raise DataError(say(NESTED))
        found = opened(member.name, chain([start], parts) if start else parts, most, room)
        pieces += [grouped(piece, member.name) for piece in found]
    return pieces
