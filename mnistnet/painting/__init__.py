"""Painting is making a network by hand: ten sheets, one a digit, are its weights, and nothing is trained.

In reading order: `sheets` (what is painted, and the network that it is), `packed` (a sheet in a link), `blame`
(which sheet spoke too loudly for a digit that is misread).
"""

from mnistnet.painting.blame import Blame, blame, cells_to_blame
from mnistnet.painting.packed import SheetError, pack_sheet, unpack_sheet
from mnistnet.painting.sheets import (
    DARKEST,
    Sheets,
    blank_sheets,
    mean_picture,
    mean_sheets,
    painted_network,
    painted_settings,
)

__all__ = [
    "DARKEST",
    "Blame",
    "SheetError",
    "Sheets",
    "blame",
    "blank_sheets",
    "cells_to_blame",
    "mean_picture",
    "mean_sheets",
    "pack_sheet",
    "painted_network",
    "painted_settings",
    "unpack_sheet",
]
