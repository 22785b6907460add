"""Pictures from files: photos and drawings are searched for digits; arrays and IDX files hold them ready."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits import DataError
from mnistnet.digits.sources import load_digits

__all__ = ["read_pictures", "test_digit"]

Array = NDArray[Any]


def test_digit(number: int) -> tuple[Array, int]:
    """Return one of the 1,000 embedded test digits, counted from 0 as the app counts them, and its label.

    Raises
    ------
    DataError
        If there is no digit of that number.
    """
    digits = load_digits().split("test")
    if not 0 <= number < len(digits):
        raise DataError(f"The test digits are numbered from 0 to {len(digits) - 1}; there is no {number}.")
    return digits.images[number], int(digits.labels[number])


def read_pictures(path: Path, as_is: bool = False) -> Array:
    """Return the digits in a file, shape (n, rows, columns), as networks take them; what it is its first bytes say.

    Parameters
    ----------
    path : Path
        A PNG, JPEG, GIF, BMP, WEBP, TIFF or HEIC picture: every digit in it is found, scaled and centred, line by
        line. An .npy array of shape (n, rows, columns) or (rows, columns), or the pictures of an IDX file, packed or
        not: taken as they are.
    as_is : bool
        Whether to take the very pixels of a picture, which must be as large as a network reads; light on dark.

    Raises
    ------
    DataError
        If the file cannot be read, or no digit is found in it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(6)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    try:
        if start == b"\x93NUMPY":
            return _array(path)
        if start[:3] == b"\0\0\x08" or start[:2] == b"\x1f\x8b":
            return _idx(path)
        return _bare(path) if as_is else _found(path)
    except DataError as error:
        raise DataError(f"{path}: {error}") from error


def _array(path: Path) -> Array:
    """Return the pictures in an .npy file; nothing in it is run."""
    try:
        pictures = np.load(path, allow_pickle=False)
    except (ValueError, OSError, EOFError, SyntaxError) as error:
        raise DataError("This array is damaged, or holds no plain numbers.") from error
    if pictures.ndim not in (2, 3) or pictures.dtype.kind not in "fiub" or 0 in pictures.shape:
        raise DataError(f"Pictures have the shape (n, 28, 28), not {pictures.shape} of {pictures.dtype}.")
    if pictures.dtype.kind in "iu" and pictures.min() >= 0 and pictures.max() <= 255:
        pictures = pictures.astype(np.uint8)
    return pictures.reshape(-1, *pictures.shape[-2:])


def _idx(path: Path) -> Array:
    from mnistnet.digits.files.idx_bytes import read_idx_pictures

    return read_idx_pictures(path.read_bytes())


def _found(path: Path) -> Array:
    """Return every digit that is found in a photo, a scan or a drawing."""
    from mnistnet.drawing import PictureError, read_photo

    try:
        readings = read_photo(path)
    except PictureError as error:
        raise DataError(str(error)) from error
    digits = [reading.digit for reading in readings if reading.digit is not None]
    if not digits:
        raise DataError("No ink stands out from the paper here; write darker, or cut out the part with the digit.")
    return np.stack(digits)


def _bare(path: Path) -> Array:
    """Return the pixels of a picture as they are."""
    from mnistnet.drawing import PictureError
    from mnistnet.drawing.picture_file import light_of_file

    try:
        return np.rint(light_of_file(path) * 255).astype(np.uint8)[None]
    except PictureError as error:
        raise DataError(str(error)) from error
