"""Formats beside the usual ones: TIFF is read, HEIC where its package is; others are named with what to do."""

import re
from importlib.util import find_spec
from pathlib import Path

from mnistnet.limits.apart import CannotReadError, TooSlowError, read_apart
from mnistnet.words import say
from mnistnet.words.told import Told

__all__ = ["PictureError", "as_usual", "can_read_heic"]

READER = Path(__file__).with_name("picture_reader.py")
SECONDS = 20
TIFF = (b"II*\0", b"MM\0*")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
NAMED = {b"%PDF": "PDF", b"<svg": "SVG", b"<?xm": "SVG", b"8BPS": "Photoshop", b"\xff\x0a": "JXL"}
NAMES = {"TIFF": "TIFF", "HEIF": "HEIC"}
JPEG_XL = b"\0\0\0\x0cJXL "
WRITTEN = re.compile(rb"P[123]\s")  # how Netpbm's pictures begin whose pixels are written in figures
MOST_WRITTEN = 500_000  # bytes of such


class PictureError(Told):
    """A picture cannot be read; the message says why, in one sentence for people."""


def can_read_heic() -> bool:
    """Return whether the package pillow-heif is installed."""
    return find_spec("pillow_heif") is not None


def as_usual(content: bytes, longest: int, most_pixels: int) -> bytes:
    """Return a HEIC or TIFF picture as a smaller PNG file, and every other file as it is.

    Raises
    ------
    PictureError
        If the file is of a format that is known and not read; the sentence says what to do.
    """
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return _heic(content, longest, most_pixels)
    if content[:4] in TIFF:
        return _from_child("TIFF", content, longest, most_pixels)
    if WRITTEN.match(content) and len(content) > MOST_WRITTEN:
        raise PictureError(say("This picture writes its pixels in figures, and is too large for that; save it as PNG."))
    name = "AVIF" if content[4:12] in (b"ftypavif", b"ftypavis") else "JXL" if content[:8] == JPEG_XL else None
    name = name or next((name for start, name in NAMED.items() if content.startswith(start)), None)
    if name:
        raise PictureError(say("This is a file of the format {name}, which is not read; save it as a JPEG.", name=name))
    return content


def _heic(content: bytes, longest: int, most_pixels: int) -> bytes:
    if not can_read_heic():
        raise PictureError(
            say(
                "This is a HEIC picture, as iPhones take them, and the package pillow-heif that reads them is not "
                "installed here; save it as a JPEG."
            )
        )
    return _from_child("HEIF", content, longest, most_pixels)


def _from_child(kind: str, content: bytes, longest: int, most_pixels: int) -> bytes:
    try:
        return read_apart(READER, content, kind, longest, most_pixels, seconds=SECONDS)
    except TooSlowError as error:
        raise PictureError(say("This {kind} picture takes too long to be read.", kind=NAMES[kind])) from error
    except CannotReadError as error:
        damaged = say("This {kind} picture is damaged, or has more pixels than can be read.", kind=NAMES[kind])
        raise PictureError(damaged) from error
