"""Resizing: pictures of 16 x 16 or 8 x 8 that are filled by their digit are brought to MNIST's size and place.

MNIST's digits were scaled to 20 x 20 and set into 28 x 28 with their centre of mass in the middle; so are these.
"""

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.files.limits import SIDE
from mnistnet.words import say

__all__ = ["sized"]

Images = NDArray[np.uint8]
BOX = 20  # the longer side of a digit in MNIST
AT_ONCE = 1000  # pictures
INK, LIGHT = 64, 127


def sized(images: Images) -> tuple[Images, str]:
    """Return pictures of any square size as 28 x 28, and what is to be said of it; "" if they were.

    Parameters
    ----------
    images : ndarray of shape (n, side, side), uint8

    Notes
    -----
    Linear between the middles of pixels where pictures grow, the mean of what is covered where they shrink. All are
    scaled alike, so that the middle one of the digits is 20 pixels long; the paper of a set of dark digits stays light.
    """
    side = images.shape[1]
    if side == SIDE or not len(images):
        return images, ""
    is_light = bool(np.median(_border(images)) > LIGHT)
    padded = _middle(255 - images if is_light else images)
    if padded is not None:
        words = say("The pictures have {side} x {side} pixels; the blank edge around 28 x 28 is cut off.", side=side)
        return (255 - padded if is_light else padded), words
    size = round(side * BOX / _length(255 - images if is_light else images))
    weights = _weights(side, size)
    result = np.zeros((len(images), SIDE, SIDE), np.uint8)
    for start in range(0, len(images), AT_ONCE):
        part = images[start : start + AT_ONCE]
        small = weights @ (255 - part if is_light else part).astype(np.float32) @ weights.T
        _place(np.rint(np.clip(small, 0, 255)).astype(np.uint8), result[start : start + AT_ONCE])
    words = say("The pictures have {side} x {side} pixels; they are scaled to 28 x 28 and centred.", side=side)
    return (255 - result if is_light else result), words


def _border(images: Images) -> Images:
    return np.concatenate([images[:, 0], images[:, -1], images[:, :, 0], images[:, :, -1]], axis=1)


def _middle(images: Images) -> Images | None:
    """Return the middle 28 x 28 of larger pictures of digits as long as MNIST's, if all around that is blank."""
    side = images.shape[1]
    edge = (side - SIDE) // 2
    if side <= SIDE or round(_length(images)) != BOX:
        return None
    middle = images[:, edge : edge + SIDE, edge : edge + SIDE]
    is_bare = int((images > INK).sum()) == int((middle > INK).sum())
    return np.ascontiguousarray(middle) if is_bare else None


def _length(images: Images) -> float:
    """Return the longer side of the middle one of the digits in some pictures, in pixels."""
    some = np.greater(images[:AT_ONCE], INK)
    heights, widths = (np.asarray(some.max(axis=axis)) for axis in (2, 1))
    spans = [
        marks.shape[1] - marks.argmax(axis=1) - marks[:, ::-1].argmax(axis=1)
        for marks in (heights[heights.any(axis=1)], widths[widths.any(axis=1)])
    ]
    return max(1.0, float(np.median(np.maximum(*spans)))) if len(spans[0]) else float(images.shape[1])


def _weights(side: int, size: int) -> NDArray[np.float32]:
    """Return the shares, shape (size, side), of old pixels in each new one."""
    places = (np.arange(size) + 0.5) * side / size - 0.5
    reach = max(1.0, side / size)
    shares = np.clip(reach - np.abs(np.clip(places, 0, side - 1)[:, None] - np.arange(side)), 0, None)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


def _place(digits: Images, into: Images) -> None:
    """Set each digit into its picture so that its centre of mass is in the middle, as far as there is room.

    Of pictures that are larger, as MNIST's with two more pixels around, an edge is cut off.
    """
    size = digits.shape[1]
    steps = np.arange(size) + 0.5
    ink = np.maximum(digits.sum(axis=(1, 2), dtype=float), 1)
    tops, lefts = (
        np.clip(
            np.rint(SIDE / 2 - digits.sum(axis=axis, dtype=float) @ steps / ink),
            min(0, SIDE - size),
            max(0, SIDE - size),
        ).astype(int)
        for axis in (2, 1)
    )
    for picture, digit, top, left in zip(into, digits, tops, lefts, strict=True):
        seen = digit[max(0, -top) :, max(0, -left) :][:SIDE, :SIDE]
        picture[max(0, top) :, max(0, left) :][: len(seen), : seen.shape[1]] = seen
