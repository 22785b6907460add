"""Pictures from files: photos and drawings are searched for digits; arrays and IDX files hold them ready."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistnet.books.networks import load_network
from mnistnet.commands.digit_way import laid
from mnistnet.commands.naming import about
from mnistnet.commands.printing import note
from mnistnet.digits import DataError
from mnistnet.digits.files import Way
from mnistnet.digits.sources import load_digits

__all__ = ["read_pictures", "test_digit"]

Array = NDArray[Any]
SETS = (
    *(bytes([0, 0, kind]) for kind in (8, 9, 11, 12, 13, 14)),
    b"\x1f\x8b",
    b"PK",
    b"\x80",
    b"PAR1",
    b"\x89HDF",
)  # how files of digits begin
QUARTERS = ("none", "left", "over", "right")  # by so many quarters to the left is a photo turned, in the words of sets
TABLES = (".csv", ".tsv", ".txt", ".arff", ".data")


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


def read_pictures(path: Path, as_is: bool = False, way: Way | None = None) -> Array:
    """Return the digits in a file, shape (n, rows, columns), as networks take them; what it is its first bytes say.

    Parameters
    ----------
    path : Path
        A PNG, JPEG, GIF, BMP, WEBP, PGM, TIFF or HEIC picture: every digit in it is found, scaled and centred, line by
        line. An .npy array of shape (n, rows, columns), (rows, columns), (n, 784) or the like, or the pictures of a
        set in an IDX file, a CSV, an .npz, a .zip: taken as they are.
    as_is : bool
        Whether to take the very pixels of a picture, which must be as large as a network reads; light on dark.
    way : Way, optional
        Which way round the pictures of an array or a set lie, or how a photo is turned.

    Raises
    ------
    DataError
        If the file cannot be read, or no digit is found in it.
    """
    try:
        with path.open("rb") as file:
            start = file.read(6)
    except IsADirectoryError as error:
        raise DataError(f"{path} is a folder; name a file in it.") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    if not start:
        raise DataError(f"{path} is empty.")
    with about(str(path)):
        if start == b"\x93NUMPY":
            pictures = _array(path)
            return way.images(pictures) if way else pictures
        if start.startswith(SETS) or path.suffix.lower() in TABLES:
            return _of_set(path, way)
        return _bare(path) if as_is else _found(path, _turns(way))


def _array(path: Path) -> Array:
    """Return the pictures in an .npy file; nothing in it is run."""
    try:
        pictures = np.load(path, allow_pickle=False)
    except (ValueError, OSError, EOFError, SyntaxError) as error:
        raise DataError("This array is damaged, or holds no plain numbers.") from error
    pictures = _squared(pictures)
    if pictures.ndim not in (2, 3) or pictures.dtype.kind not in "fiub" or 0 in pictures.shape:
        raise DataError(f"Pictures have the shape (n, 28, 28), not {pictures.shape} of {pictures.dtype}.")
    pictures = pictures.reshape(-1, *pictures.shape[-2:])
    if pictures.dtype.kind == "f" and pictures.min() >= 0 and pictures.max() <= 1:
        return pictures
    from mnistnet.digits.files.ink import ink_of

    ink, words = ink_of(pictures)
    if words:
        note(f"{path}: {words}")
    return ink


def _squared(pictures: Array) -> Array:
    """Return pictures of 28 x 28 that lie flat, or have a channel of their own, as (n, 28, 28); others as they are."""
    if pictures.ndim in (1, 2) and pictures.shape[-1] == 784:
        return pictures.reshape(-1, 28, 28)
    if pictures.ndim == 4 and 1 in (pictures.shape[1], pictures.shape[3]):
        return pictures[:, 0] if pictures.shape[1] == 1 else pictures[..., 0]
    return pictures


def _of_set(path: Path, way: Way | None) -> Array:
    """Return the pictures of a set, with or without labels; where these tell that they lie another way it is said."""
    from mnistnet.digits.files import open_digit_files

    found = open_digit_files({path.name: path.read_bytes()}, path.name, most=None)
    for words in found.notes:
        note(f"{path}: {words}")
    if found.given is None:
        return way.images(found.images) if way else found.images
    return laid(found.given, way, str(path)).images


def _turns(way: Way | None) -> int:
    """Return by how many quarters to the left a photo is turned; DataError where it would be mirrored."""
    turn = way.turn if way else "none"
    if turn not in QUARTERS:
        raise DataError(f"A photo is turned by --turn {', '.join(QUARTERS[1:])}; what {turn} does is for sets alone.")
    return QUARTERS.index(turn)


def _found(path: Path, turns: int) -> Array:
    """Return every digit that is found in a photo, a scan or a drawing."""
    from mnistnet.drawing import PictureError
    from mnistnet.drawing.doubts import doubted_note, left_out_note, struck_note, turned_note
    from mnistnet.drawing.found_ink import Wish
    from mnistnet.drawing.photo import look_at_photo

    try:
        photo = look_at_photo(path, Wish(turns=turns), reader=load_network("sharp"))
    except PictureError as error:
        raise DataError(str(error)) from error
    if photo.left_out:
        note(f"{path}: {left_out_note(photo.left_out)}")
    if photo.doubted:
        note(f"{path}: {doubted_note(photo.doubted)}")
    if photo.struck:
        note(f"{path}: {struck_note(photo.struck)}")
    if photo.turns:
        better = QUARTERS[(turns + photo.turns) % len(QUARTERS)]
        note(f"{path}: {turned_note(photo.turns)} To read it the other way: --turn {better}")
    digits = [reading.digit for reading in photo.readings if reading.digit is not None]
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
