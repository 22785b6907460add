"""A zip of pictures: one file a digit, each with the label that its folder, a list or its name says."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.arrays import group_of
from mnistnet.digits.files.bare_pictures import TIFF, bare_pixels
from mnistnet.digits.files.drawn_text import drawn_picture, names_a_drawing
from mnistnet.digits.files.limits import LONGEST_SIDE, MOST, SIDE, SIDES
from mnistnet.digits.files.piece import Piece
from mnistnet.digits.files.resizing import sized
from mnistnet.words import mark, say

__all__ = ["NO_PILLOW", "OTHERS", "images_of", "is_picture", "pieces_of_pictures"]

Image = NDArray[np.uint8]
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".pgm", ".ppm", ".pbm", ".pnm", ".tif", ".tiff")
OTHERS = (".heic", ".svg", ".avif", ".jxl", ".jp2")  # endings of pictures that are not read
LARGEST = 100_000  # bytes of one picture
WIDEST = 1000  # pixels of its longer side: such are made smaller, as many as there would be pixels in small ones
MOST_PIXELS = MOST * LONGEST_SIDE**2
LIGHT = 127
NO_PILLOW = mark("Pictures are read by the package Pillow: pip install 'mnistnet[files]'")


def is_picture(name: str) -> bool:
    """Return whether a file is called as a picture is."""
    return name.lower().endswith(ENDINGS)


def pieces_of_pictures(files: Iterable[tuple[str, int, Iterator[bytes]]]) -> list[Piece]:
    """Return pictures with their labels, one piece for each of the groups train, validation and test.

    Parameters
    ----------
    files : iterable of (str, int, iterator of bytes)
        Names with their folders, labels, and contents in parts. Those that are not square get paper beside them; ink
        is light, as in MNIST.

    Raises
    ------
    DataError
        If a picture is damaged or too large.
    """
    groups: dict[str, list[tuple[int, Image]]] = {}
    left = MOST_PIXELS
    for name, label, parts in files:
        image, pixels = _ink(name, parts, left)
        left -= pixels
        groups.setdefault(group_of(name), []).append((label, image))
    return [_piece(group, pairs) for group, pairs in groups.items()]


def images_of(contents: Iterable[tuple[str, bytes]]) -> Image:
    """Return the pictures in some picture files, with their names, as (n, 28, 28); errors as for pictures in a zip."""
    pictures, left = [], MOST_PIXELS
    for name, content in contents:
        image, pixels = _ink(name, iter([content]), left)
        left -= pixels
        pictures.append(image)
    return _alike(pictures)[0]


def _piece(group: str, pairs: list[tuple[int, Image]]) -> Piece:
    pictures = [image for _, image in pairs]
    images, words = _alike(pictures)
    labels = np.array([label for label, _ in pairs], np.uint8)
    return Piece(group, images, labels, len(labels), (words,) if words else (), min(map(len, pictures)))


def _alike(pictures: list[Image]) -> tuple[Image, str]:
    """Return pictures of any size as (n, 28, 28), and what is to be said of it."""
    squares = _squares(pictures)
    sides = sorted({len(image) for image in squares})
    images = np.empty((len(pictures), SIDE, SIDE), np.uint8)
    for side in sides:
        places = [place for place, image in enumerate(squares) if len(image) == side]
        images[places], words = sized(np.stack([squares[place] for place in places]))
    if len(sides) > 1 or any(image is not square for image, square in zip(pictures, squares, strict=True)):
        words = say(
            "The pictures differ in size, or are not square; all but those of 28 x 28 are scaled to it and centred."
        )
    return images, words


def _squares(images: list[Image]) -> list[Image]:
    """Return pictures with as much paper beside or above those that are not square as makes them so."""
    if all(image.shape[0] == image.shape[1] for image in images):
        return images
    edges = [np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]]) for image in images]
    paper = 255 if np.median([np.median(edge) for edge in edges]) > LIGHT else 0
    return [_square(image, paper) for image in images]


def _square(image: Image, paper: int) -> Image:
    rows, columns = image.shape
    side = max(rows, columns)
    if rows == columns:
        return image
    above, before = (side - rows) // 2, (side - columns) // 2
    around = ((above, side - rows - above), (before, side - columns - before))
    return np.pad(image, around, constant_values=paper)


def _ink(name: str, parts: Iterator[bytes], left: int) -> tuple[Image, int]:
    """Return the pixels of one picture as they are, made smaller where they are many, and how many there were."""
    try:
        from mnistnet.drawing.picture_file import PictureError, size_of_file
    except ModuleNotFoundError as error:
        raise DataError(say(NO_PILLOW)) from error
    content = b""
    for part in parts:
        content += part
        if len(content) > LARGEST:
            raise DataError(say("The picture {name} is larger than a digit should be.", name=name[-60:]))
    bare = drawn_picture(content) if names_a_drawing(name) else bare_pixels(content, WIDEST)
    if bare is None and content[:4] in TIFF:
        raise DataError(say("The picture {name} is a TIFF that is packed or damaged: save it as PNG.", name=name[-60:]))
    with suppress(PictureError):
        width, height = size_of_file(content) if bare is None else bare.shape
        if SIDES[-1] <= max(width, height) <= WIDEST and width * height <= left:
            light = _light(content) if bare is None else (bare / 255).astype(np.float32)
            return np.rint(_smaller(light) * 255).astype(np.uint8), width * height
    raise DataError(
        say(
            "The picture {name} has fewer than 8 or more than {most} pixels a side, is one of too many large ones, "
            "or is damaged.",
            name=name[-60:],
            most=WIDEST,
        )
    )


def _light(content: bytes) -> NDArray[np.float32]:
    from mnistnet.drawing.picture_file import light_of_file, light_strokes_of_file

    strokes = light_strokes_of_file(content)
    return light_of_file(content) if strokes is None else strokes


def _smaller(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a picture with as many pixels averaged as bring it within the limit."""
    times = -(-max(light.shape) // LONGEST_SIDE)
    if times == 1:
        return light
    rows, columns = (-(-side // times) for side in light.shape)
    whole = np.pad(light, ((0, rows * times - len(light)), (0, columns * times - light.shape[1])), mode="edge")
    return np.asarray(whole.reshape(rows, times, columns, times).mean(axis=(1, 3)), np.float32)
