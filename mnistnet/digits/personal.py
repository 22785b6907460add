"""A personal set: digits of somebody's own hand with their labels, as one small file that is safe to read."""

import io
import re
import zipfile
import zlib
from math import prod

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError, Digits
from mnistnet.words import mark, say

__all__ = ["MOST", "SIDE", "empty_set", "joined", "read_set", "save_set", "without"]

MOST = 300  # digits in a set
SIDE = 28
MOST_BYTES = 400_000  # of the file: even unpacked such a set is smaller
HEADER = re.compile(
    rb"\x93NUMPY\x01\0..\{'descr': '\|u1', 'fortran_order': False, 'shape': \((\d{1,4}(?:, \d{1,4}){0,2}),?\), \} *\n",
    re.DOTALL,
)
NOT_A_SET = mark("This is not a set of digits saved by mnistnet, or it is damaged")


def empty_set(name: str = "my hand") -> Digits:
    """Return a set without digits."""
    return Digits(np.empty((0, SIDE, SIDE), np.uint8), np.empty(0, np.uint8), name)


def joined(digits: Digits, more: Digits) -> Digits:
    """Return a set with the digits of another one after its own, under its own name.

    Raises
    ------
    DataError
        If they would be more than `MOST`.
    """
    if len(digits) + len(more) > MOST:
        raise DataError(
            say("A set holds {MOST} digits; with these it would be {n}.", MOST=MOST, n=len(digits) + len(more))
        )
    images = np.concatenate([digits.images, more.images])
    return Digits(images, np.concatenate([digits.labels, more.labels]), digits.name)


def without(digits: Digits, number: int) -> Digits:
    """Return a set without the digit at one place, counted from 0."""
    kept = np.arange(len(digits)) != number
    return Digits(digits.images[kept], digits.labels[kept], digits.name)


def save_set(digits: Digits) -> bytes:
    """Return a set as the content of an .npz file with "images" and "labels"; `read_set` gives back the same digits."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, images=digits.images, labels=digits.labels)
    return file.getvalue()


def read_set(content: bytes, name: str = "my hand") -> Digits:
    """Return the set in the content of an .npz file, whoever made it.

    Nothing in the file is trusted: its size, its two members, their headers, what they unpack to and
    every label are checked, and nothing of it is ever run.

    Raises
    ------
    DataError
        If it is not such a file, is damaged, or holds no digit or more than `MOST`; the message is for people.
    """
    if len(content) > MOST_BYTES:
        raise DataError(
            say(
                "This file is larger than {MOST_BYTES} kB; a set of {MOST} digits is smaller.",
                MOST_BYTES=MOST_BYTES // 1000,
                MOST=MOST,
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sorted(file.namelist()) != ["images.npy", "labels.npy"]:
                raise DataError(
                    say('{NOT_A_SET}: it must hold "images" and "labels" and nothing else.', NOT_A_SET=say(NOT_A_SET))
                )
            images, labels = (_array(_unpacked(file, f"{member}.npy")) for member in ("images", "labels"))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise DataError(say("{NOT_A_SET}.", NOT_A_SET=say(NOT_A_SET))) from error
    if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE) or labels.shape != images.shape[:1]:
        raise DataError(
            say(
                "{NOT_A_SET}: it must hold n pictures of {SIDE} x {SIDE} pixels and n labels.",
                NOT_A_SET=say(NOT_A_SET),
                SIDE=SIDE,
            )
        )
    if not 1 <= len(labels) <= MOST:
        raise DataError(say("This file holds {n:,} digits; a set has 1 to {MOST}.", n=len(labels), MOST=MOST))
    if labels.max() > 9:
        raise DataError(
            say("{NOT_A_SET}: a label is {label}; labels go from 0 to 9.", NOT_A_SET=say(NOT_A_SET), label=labels.max())
        )
    return Digits(images, labels, name)


def _unpacked(file: zipfile.ZipFile, member: str) -> bytes:
    """Return what a member unpacks to, never more than a full set has."""
    entry = file.getinfo(member)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DataError(say("{NOT_A_SET}: it is packed in a way that is not read here.", NOT_A_SET=say(NOT_A_SET)))
    with file.open(entry) as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise DataError(say("This file holds more than the {MOST} digits of a set.", MOST=MOST))
    return content


def _array(content: bytes) -> NDArray[np.uint8]:
    """Return the bytes of an .npy member in the shape of its header, which must be of the plainest kind."""
    header = HEADER.match(content)
    if header is None:
        raise DataError(
            say("{NOT_A_SET}: it must hold whole numbers from 0 to 255, plainly laid out.", NOT_A_SET=say(NOT_A_SET))
        )
    shape = tuple(int(length) for length in header[1].split(b","))
    if len(content) - header.end() != prod(shape):
        raise DataError(say("{NOT_A_SET}: it is cut off, or longer than it says.", NOT_A_SET=say(NOT_A_SET)))
    return np.frombuffer(content, np.uint8, offset=header.end()).reshape(shape)
