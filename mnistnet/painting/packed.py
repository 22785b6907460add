"""A painted sheet packed into a few hundred letters, so that a link can carry it."""

import base64
import binascii

import numpy as np
from numpy.typing import NDArray

from mnistnet.limits import bounds
from mnistnet.painting.sheets import DARKEST
from mnistnet.words import mark, say
from mnistnet.words.told import Told

__all__ = ["SheetError", "pack_sheet", "unpack_sheet"]

SHAPE, LEVELS = (28, 28), 2 * DARKEST + 1
CELLS = SHAPE[0] * SHAPE[1]
BYTES = (LEVELS**CELLS - 1).bit_length() // 8 + 1  # 276 for 784 digits of a number to the base 7
LETTERS = bounds.SHEET_IN_LINK.most
DAMAGED = mark("A painted sheet in this link is damaged.")


class SheetError(Told, ValueError):
    """A text is no packed sheet; the message says so."""


def pack_sheet(sheet: NDArray[np.int8]) -> str:
    """Return a sheet as 368 letters, digits, "-" and "_": its cells are the digits of one number to the base 7.

    Parameters
    ----------
    sheet : ndarray of shape (28, 28), int8, from -DARKEST to DARKEST

    Raises
    ------
    ValueError
        If it has another shape, or levels beyond these.
    """
    if sheet.shape != SHAPE or np.abs(sheet.astype(int)).max() > DARKEST:
        raise ValueError(say("A sheet to pack has 28 x 28 levels from {low} to {high}.", low=-DARKEST, high=DARKEST))
    number = int("".join(map(str, (sheet.ravel() + DARKEST).tolist())), LEVELS)
    return base64.urlsafe_b64encode(number.to_bytes(BYTES, "big")).decode()


def unpack_sheet(text: str) -> NDArray[np.int8]:
    """Return the sheet that `pack_sheet` packed, shape (28, 28), int8.

    Raises
    ------
    SheetError
        If the text is anything else.
    """
    if len(text) != LETTERS or not text.isascii():
        raise SheetError(say(DAMAGED))
    try:
        number = int.from_bytes(base64.b64decode(text, altchars=b"-_", validate=True), "big")
    except (binascii.Error, ValueError) as error:
        raise SheetError(say(DAMAGED)) from error
    if number >= LEVELS**CELLS:
        raise SheetError(say(DAMAGED))
    levels = np.empty(CELLS, np.int8)
    for place in range(CELLS - 1, -1, -1):
        number, level = divmod(number, LEVELS)
        levels[place] = level - DARKEST
    return levels.reshape(SHAPE)
