"""Labels from 1 to 10: of MATLAB's users 10 is the digit 0, of R's factors and of categories all are one too large.

Nothing in a file says which, so the pictures tell: how many are most like the mean picture of their label, however they
lie.
"""

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.files.answers import TEN_IS_ZERO
from mnistnet.digits.files.assembling import Found
from mnistnet.digits.files.limits import LABELS
from mnistnet.words import say

__all__ = ["with_labels_told"]

Images = NDArray[np.uint8]
ASKED = 2000  # pictures
SURE = 0.3  # of them must speak for the one rather than the other: of MNIST's 0.6 or more do


def with_labels_told(found: Found) -> Found:
    """Return digits whose labels were taken for MATLAB's with each made one smaller, where their pictures say so."""
    note = say(TEN_IS_ZERO)
    if found.given is None or note not in found.notes:
        return found
    digits = found.given
    smaller = ((digits.labels.astype(int) - 1) % LABELS).astype(np.uint8)
    images = digits.images[:ASKED]
    shares = [_likeness(images, labels[:ASKED]) for labels in (digits.labels, smaller)]
    if shares[1] < shares[0] + SURE:
        return found
    told = say(
        "The labels go from 1 to 10, and the pictures say that each is one too large: 10 is read as the digit 9."
    )
    notes = tuple(told if one == note else one for one in found.notes)
    return replace(found, given=replace(digits, labels=smaller), notes=notes)


def _likeness(images: Images, labels: Images) -> float:
    """Return what share of pictures is most like the mean picture of its label, 0 to 1, however they all lie."""
    flat = images.reshape(len(images), -1).astype(np.float32)
    turned = images.transpose(0, 2, 1).reshape(len(images), -1).astype(np.float32)
    return max(
        float(((sign * one @ _means().T).argmax(axis=1) == labels).mean()) for one in (flat, turned) for sign in (1, -1)
    )


@cache
def _means() -> NDArray[np.float32]:
    """Return what the mean picture of every label has more than others, shape (10, 784), each equally strong."""
    from mnistnet.digits.sources import load_digits  # which opens such files itself

    digits = load_digits()
    pixels = digits.images.reshape(len(digits), -1)
    means = np.stack([pixels[digits.labels == label].mean(axis=0) for label in range(LABELS)])
    means -= means.mean(axis=1, keepdims=True)
    return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
