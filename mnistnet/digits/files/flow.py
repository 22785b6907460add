"""A flow of bytes: what comes in parts of any length, taken and passed over in pieces of the reader's choice."""

from collections.abc import Iterator

__all__ = ["Flow"]


class Flow:
    """Parts as one long piece, of which the reader is at one place.

    Parameters
    ----------
    parts : iterator of bytes

    Attributes
    ----------
    at : int
        How many bytes were taken or passed over.
    """

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._part, self._from, self.at = b"", 0, 0

    def has_more(self) -> bool:
        """Return whether any byte is left."""
        while self._from == len(self._part):
            part = next(self._parts, None)
            if part is None:
                return False
            self._part, self._from = part, 0
        return True

    def some(self, count: int) -> Iterator[bytes]:
        """Yield the next bytes as they come; EOFError if there are fewer."""
        while count:
            if not self.has_more():
                raise EOFError
            part = self._part[self._from : self._from + count]
            self._from += len(part)
            self.at += len(part)
            count -= len(part)
            yield part

    def take(self, count: int) -> bytes:
        """Return the next bytes; EOFError if there are fewer."""
        return b"".join(self.some(count))

    def skip(self, count: int) -> None:
        """Pass over bytes; EOFError if there are fewer."""
        for _ in self.some(count):
            pass
