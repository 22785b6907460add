"""Limits that a stranger's pictures must keep before anything is made of them."""

from mnistnet.limits import bounds

__all__ = [
    "DIGIT_WORDS", "KEPT", "LABELS", "LONGEST_SIDE", "MEMBERS", "MOST", "MOST_BYTES", "PIXELS", "SIDE", "SIDES",
    "SQUARES", "UNPACKED", "pictures_within",
]  # fmt: skip

MOST = bounds.SET.most  # pictures in a set
MOST_BYTES = bounds.DATA_FILE.most  # of a file as it comes
UNPACKED, KEPT = bounds.DATA_UNPACKED.most, bounds.DATA_KEPT.most
MEMBERS, LONGEST_SIDE = bounds.DATA_MEMBERS.most, bounds.DATA_SIDE.most
SIDE = 28
SIDES = (28, 16, 8)  # of pictures that are written as rows of numbers: MNIST's, USPS', scikit-learn's
PIXELS = SIDE * SIDE
SQUARES = {side * side: side for side in (*SIDES, *range(8, 65))}  # of pictures that are known by their pixels alone
LABELS = 10
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
LARGEST_PICTURE = 10_000  # bytes of one picture, however it is written down
BESIDES = 2_000_000  # bytes: names of columns, and what is unpacked at once


def pictures_within(most: int | None) -> int | None:
    """Return how many bytes `most` pictures may unpack to; None is without limit."""
    return None if most is None else most * LARGEST_PICTURE + BESIDES
