"""A process that reads many files, one after the other: ``python -m tests.fuzz.reads_many READER``.

It has the memory that the app's own process for a reader has, and the guard watches it. It says "!" when it is there.
A file comes in as its length in four bytes and its content; out goes one letter and an answer in the same form: "r" it
was read, "x" it was not, "e" the guard saw an event.
"""

import runpy
import struct
import sys
from contextlib import nullcontext

from mnistnet.limits.child import limit
from tests.fuzz.guard import guarded

LONG = 10**9  # seconds of processor time: who started this process has the clock


def answer(read, content, guard):
    """Return one letter and what was read."""
    try:
        with guard():
            try:
                return b"r", read(content)
            except Exception:
                return b"x", b""
    except AssertionError as events:
        return b"e", str(events).encode()


def main():
    """Read until nothing comes any more."""
    reader = runpy.run_path(sys.argv[1])
    reader["prepare"]()
    limit(reader["MEMORY"], LONG)
    sys.stdout.buffer.write(b"!")
    sys.stdout.buffer.flush()
    guard = nullcontext  # until a first file was read: by then the libraries have imported what they import late
    while head := sys.stdin.buffer.read(4):
        letter, found = answer(reader["read"], sys.stdin.buffer.read(*struct.unpack("<I", head)), guard)
        guard = guarded if letter == b"r" else guard
        sys.stdout.buffer.write(letter + struct.pack("<I", len(found)) + found)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
