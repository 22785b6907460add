"""Limits that a stranger's pictures must keep before anything is made of them."""

from mnistnet.limits import bounds

__all__ = ["LABELS", "MOST", "MOST_BYTES", "PIXELS", "SIDE", "pictures_within"]

MOST = bounds.SET.most  # pictures in a set
MOST_BYTES = bounds.DATA_FILE.most  # of a file as it comes
SIDE = 28
PIXELS = SIDE * SIDE
LABELS = 10
LARGEST_PICTURE = 10_000  # bytes of one picture, however it is written down
BESIDES = 2_000_000  # bytes: names of columns, and what is unpacked at once


def pictures_within(most: int | None) -> int | None:
    """Return how many bytes `most` pictures may unpack to; None is without limit."""
    return None if most is None else most * LARGEST_PICTURE + BESIDES
