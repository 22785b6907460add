"""A tar archive, packed or not, passed over part by part: what it holds is listed first, then taken in its order."""

import re
from collections.abc import Iterator

from mnistnet.containers.zip_file import Member
from mnistnet.digits.digits import DataError
from mnistnet.digits.files.flow import Flow
from mnistnet.digits.files.limits import MEMBERS
from mnistnet.digits.files.unpacking import parts_of, within
from mnistnet.words import mark, say

__all__ = ["TarArchive", "is_tar"]

BLOCK = 512
SIZE, CHECK, KIND, MAGIC, PREFIX = slice(124, 136), slice(148, 156), slice(156, 157), slice(257, 262), slice(345, 500)
FILE, LONG_NAME, MORE = (b"0", b"\0", b"7"), b"L", b"x"
PATH = re.compile(rb"(?:^|\n)\d+ path=([^\n]*)\n")
LONGEST_NAME = 4096
MOST_PASSES = 10
DAMAGED = mark("This tar archive is damaged or cut off; fetch or pack it again.")


def is_tar(start: bytes) -> bool:
    """Return whether a file that was unpacked begins as a tar archive does."""
    return start[MAGIC] == b"ustar" and _size(start[CHECK]) == _sum(start[:BLOCK])


class TarArchive:
    """The files in a tar archive, which are read over and over from its beginning, never held.

    Parameters
    ----------
    content : bytes
        Packed (.gz, .bz2, .xz) or not.
    most : int or None
        How many bytes it may unpack to.

    Raises
    ------
    DataError
        If it is damaged, too large, or holds too many files.
    """

    def __init__(self, content: bytes, most: int | None) -> None:
        self._content, self._most = content, most
        self._passes = 0
        self._begin()
        try:
            self.members = [member for member in self._listed() if not _is_beside(member.name)]
        except EOFError as error:
            raise DataError(say(DAMAGED)) from error
        self._begin()

    def parts(self, member: Member, most: int | None = None) -> Iterator[bytes]:
        """Yield what one file holds, in parts; DataError where they go on beyond `most` bytes."""
        if member.place < self._flow.at:
            self._begin()
        try:
            self._flow.skip(member.place - self._flow.at)
            yield from within(self._flow.some(member.size), most)
        except EOFError as error:
            raise DataError(say(DAMAGED)) from error

    def _begin(self) -> None:
        self._passes += 1
        if self._passes > MOST_PASSES:
            raise DataError(say("This tar archive cannot be read in its order; pack its files as .zip."))
        self._flow = Flow(parts_of(self._content, self._most))

    def _listed(self) -> Iterator[Member]:
        """Yield the files as their headers tell them."""
        named, count = "", 0
        while (block := self._block()).strip(b"\0"):
            size, kind = _size(block[SIZE]), block[KIND]
            if size is None or _size(block[CHECK]) != _sum(block) or count >= MEMBERS:
                raise DataError(say(DAMAGED))
            if kind in (LONG_NAME, MORE):
                named = _name_in(b"".join(within(self._flow.some(size), LONGEST_NAME)), kind)
            elif kind in FILE:
                count += 1
                yield Member(named or _name_of(block), 0, size, size, 0, self._flow.at)
                named = ""
                self._flow.skip(size)
            else:
                named = ""
                self._flow.skip(size)
            self._flow.skip(-size % BLOCK)

    def _block(self) -> bytes:
        """Return the next header; one of zeros where the archive ends without."""
        return self._flow.take(BLOCK) if self._flow.has_more() else bytes(BLOCK)


def _size(field: bytes) -> int | None:
    """Return a number in octal figures; None for anything else."""
    figures = field.strip(b"\0 ")
    return int(figures or b"0", 8) if re.fullmatch(rb"[0-7]{0,11}", figures) else None


def _sum(block: bytes) -> int:
    """Return the sum of a header's bytes, with spaces where it keeps that sum."""
    return sum(block) - sum(block[CHECK]) + 8 * 32


def _name_of(block: bytes) -> str:
    name, prefix = block[:100].partition(b"\0")[0], block[PREFIX].partition(b"\0")[0]
    whole = prefix + b"/" + name if prefix and block[MAGIC.stop] == 0 else name  # GNU's keep times there
    return whole.decode("utf-8", "replace").removeprefix("./")


def _name_in(content: bytes, kind: bytes) -> str:
    """Return the name that stands before a file's header where it is long; "" if none does."""
    found = PATH.search(content) if kind == MORE else None
    name = content.partition(b"\0")[0] if kind == LONG_NAME else found[1] if found else b""
    return name.decode("utf-8", "replace").removeprefix("./")


def _is_beside(name: str) -> bool:
    """Return whether a file is what a Mac packs beside those that are meant."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
