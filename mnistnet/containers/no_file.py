"""What somebody takes for the file and is not it: a web page, a pointer, a picture; and what others alone can read."""

import re

from mnistnet.words import mark, say

__all__ = ["is_picture", "no_file"]

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
NETPBM = re.compile(rb"P[1-6]\s+[\d#]")
STARTS = (
    (
        (b"<!doctype html", b"<html"),
        mark("This is a web page and not the file: the download brought what a browser shows. Fetch the file itself."),
    ),
    (
        (b"version https://git-lfs",),
        mark("This is a pointer of Git LFS and not the file: fetch that with “git lfs pull”."),
    ),
    (
        (b"x\n\0\0\0", b"rdx2\n", b"rdx3\n", b"rda2\n", b"rda3\n"),
        mark(
            "This is a file of R's, which only R reads: there, write every matrix with "
            "write.table(x, file, sep = ',', row.names = FALSE, col.names = FALSE), and bring those files."
        ),
    ),
)


def no_file(start: bytes) -> str:
    """Return a sentence about a file that begins so, where it is none that was meant; "" for every other."""
    begins = start[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((say(words) for starts, words in STARTS if begins.startswith(starts)), "")


def is_picture(start: bytes) -> bool:
    """Return whether a file begins as a PNG, a JPEG, a GIF or one of Netpbm's pictures does."""
    return start.startswith(PICTURES) or NETPBM.match(start) is not None
