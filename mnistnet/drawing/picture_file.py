"""A picture file from a stranger is read with care: limits first, then its pixels as light, 0 to 1."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageOps

from mnistnet.drawing.dither import without_grains
from mnistnet.drawing.other_formats import PictureError, as_usual
from mnistnet.limits import bounds
from mnistnet.words import mark, say

__all__ = ["PictureError", "Pixels", "light_of_file", "light_strokes_of_file", "pixels_of_file", "size_of_file"]

Light = NDArray[np.float32]
T = TypeVar("T")
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "PPM")
NO_PICTURE = mark("This file is not a PNG, JPEG, GIF, BMP, WEBP, PGM, TIFF or HEIC picture, or it is damaged.")
MOST_BYTES, MOST_PIXELS = bounds.PICTURE_FILE.most, bounds.PICTURE.most
MOST_COSTLY_PIXELS = bounds.COSTLY_PICTURE.most  # of a WEBP, with transparency or 16 bits: these are copied to be read
MOST_SIDE = bounds.PICTURE_SIDE.most  # pixels: every row costs memory of its own
TOO_MANY = mark("This picture has more than {millions} million pixels, the most that can be read.")
STRIP = 64  # rows of a picture that was made smaller
LONGEST_SIDE = 1000  # pixels: larger pictures are made smaller, which is fine enough to read digits


@dataclass(frozen=True, eq=False)
class Pixels:
    """What a picture file shows, each an array of shape (rows, columns), 0 to 1.

    Attributes
    ----------
    light : ndarray
        How light each pixel is to the eye.
    brightest, darkest : ndarray
        The strongest and the weakest of its red, green and blue: printed lines in colour are hardly seen in the one,
        and wood is darker than paper in the other.
    cover : ndarray or None
        How opaque it is; None where all of it is.
    colours : ndarray of shape (rows, columns, 3), uint8, or None
        Its red, green and blue; None where there are none, or where something was painted over.
    """

    light: Light
    brightest: Light
    darkest: Light
    cover: Light | None = None
    colours: NDArray[np.uint8] | None = None

    def turned(self, turns: int) -> "Pixels":
        """Return the same picture turned to the left by so many quarters."""
        if turns % 4 == 0:
            return self
        light, brightest, darkest = (np.rot90(one, turns).copy() for one in (self.light, self.brightest, self.darkest))
        cover = None if self.cover is None else np.rot90(self.cover, turns).copy()
        colours = None if self.colours is None else np.rot90(self.colours, turns).copy()
        return Pixels(light, brightest, darkest, cover, colours)


def light_of_file(file: bytes | Path | BinaryIO) -> Light:
    """Return the light in a picture file, shape (rows, columns), at most 1000 pixels on the longer side.

    Turned as its camera noted; of several frames the first; what is transparent is white paper;
    16-bit and floating-point pixels are stretched from their own darkest to their lightest.

    Parameters
    ----------
    file : bytes, Path or binary file
        PNG, JPEG, GIF, BMP, WEBP, PGM, TIFF or HEIC, up to 10 MB and 16 million pixels.

    Raises
    ------
    PictureError
        If the file is too large, damaged or something else.
    """
    return _opened(file, _light)


def pixels_of_file(file: bytes | Path | BinaryIO) -> Pixels:
    """Return what a picture file shows, its colours and what is transparent too; else as `light_of_file`."""
    return _opened(file, _pixels)


def _opened(file: bytes | Path | BinaryIO, take: Callable[[Image.Image], T]) -> T:
    """Return what is taken of a picture, made smaller on the way where it is large."""
    content = as_usual(_content(file), LONGEST_SIDE, MOST_PIXELS)
    _check_scans(content)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            _check_size(image)
            times = _times(image)
            fewer = max(times & -times, 2 if times > 4 else 1)  # a JPEG can be decoded 2, 4 or 8 times smaller
            image.draft(None, (image.width // fewer, image.height // fewer))
            return take(image)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(say(TOO_MANY, millions=MOST_PIXELS // 10**6)) from error
    except Exception as error:  # decoders stumble over damaged files in a dozen ways; the file is at fault in each
        raise PictureError(say(NO_PICTURE)) from error


def light_strokes_of_file(file: bytes | Path | BinaryIO) -> Light | None:
    """Return the light of a picture of light strokes on nothing, as on black; None for every other picture."""
    return _opened(file, _light_strokes)


def size_of_file(content: bytes) -> tuple[int, int]:
    """Return columns and rows of a picture, of which nothing but the head is decoded; PictureError if it is none."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            return image.size
    except Exception as error:  # as above
        raise PictureError(say(NO_PICTURE)) from error


def _check_size(image: Image.Image) -> None:
    """Raise PictureError if a picture, not decoded yet, has more pixels than memory for them is granted."""
    if image.width * image.height > MOST_PIXELS:
        raise PictureError(say(TOO_MANY, millions=MOST_PIXELS // 10**6))
    if max(image.size) > MOST_SIDE:
        raise PictureError(say("This picture is more than {MOST_SIDE:,} pixels long on one side.", MOST_SIDE=MOST_SIDE))
    costly = image.format == "WEBP" or image.has_transparency_data or image.mode[0] in "IF"
    if costly and image.width * image.height > MOST_COSTLY_PIXELS:
        raise PictureError(
            say(
                "This picture has more than {MOST_COSTLY_PIXELS} million pixels, the most that can be read of a "
                "WEBP, a transparent or a 16-bit picture; save it as a JPEG.",
                MOST_COSTLY_PIXELS=MOST_COSTLY_PIXELS // 10**6,
            )
        )


def _check_scans(content: bytes) -> None:
    """Raise PictureError if a JPEG goes over its pixels more often than any camera or program does.

    Each scan of a progressive JPEG takes 31 bytes and touches every pixel; one that Pillow would read has its marker
    in plain sight, as within the data of a scan every byte FF is followed by a zero.
    """
    if content[:2] == b"\xff\xd8" and content.count(b"\xff\xda") > bounds.SCANS.most:
        raise PictureError(
            say("This JPEG has more than {most} scans, the most that can be read.", most=bounds.SCANS.most)
        )


def _content(file: bytes | Path | BinaryIO) -> bytes:
    """Return the file's bytes, but never more than the limit and one."""
    try:
        if isinstance(file, Path):
            with file.open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        else:
            content = file if isinstance(file, bytes) else file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PictureError(say("This file cannot be opened.")) from error
    if len(content) > MOST_BYTES:
        raise PictureError(
            say("This file is larger than {MOST_BYTES} MB, the most that can be read.", MOST_BYTES=MOST_BYTES // 10**6)
        )
    return content


def _light(image: Image.Image) -> Light:
    """Return a picture's pixels as light, made smaller."""
    if image.mode[0] in "IF":
        return _stretched(image)
    image = _coloured(image)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return _shares(image.convert("L"))


def _light_strokes(image: Image.Image) -> Light | None:
    if not image.has_transparency_data or image.mode[0] in "IF":
        return None
    image = _coloured(image)
    light, cover = _shares(image.convert("RGB").convert("L")), _shares(image.split()[-1])
    is_light = cover.min() == 0 and (light * cover).sum() > cover.sum() / 2
    return light * cover if is_light else None


def _pixels(image: Image.Image) -> Pixels:
    """Return a picture's pixels with their colours, made smaller."""
    if image.mode[0] in "IF":
        light = _stretched(image)
        return Pixels(light, light, light)
    image = _coloured(image)
    if image.mode == "L":
        light = without_grains(_shares(image))
        return Pixels(light, light, light)
    red, green, blue, *alpha = image.split()
    brightest = _shares(ImageChops.lighter(ImageChops.lighter(red, green), blue))
    darkest = _shares(ImageChops.darker(ImageChops.darker(red, green), blue))
    light = _shares(image.convert("RGB").convert("L"))
    return Pixels(light, brightest, darkest, _shares(alpha[0]) if alpha else None, None if alpha else np.asarray(image))


def _coloured(image: Image.Image) -> Image.Image:
    """Return a picture as grey, coloured or coloured and transparent, made smaller, turned as its camera noted."""
    colours = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
    image = image.reduce(_times(image)) if image.mode == colours else _converted(image, colours)
    ImageOps.exif_transpose(image, in_place=True)  # after it was made smaller: turning makes a copy
    return image


def _converted(image: Image.Image, colours: str) -> Image.Image:
    """Return a picture in other colours, made smaller, strip by strip: a whole copy would take four bytes a pixel."""
    times = _times(image)
    small = Image.new(colours, (ceil(image.width / times), ceil(image.height / times)))
    for top in range(0, image.height, STRIP * times):
        strip = image.crop((0, top, image.width, min(image.height, top + STRIP * times)))
        small.paste(strip.convert(colours).reduce(times), (0, top // times))
    small.info = dict(image.info)
    return small


def _shares(image: Image.Image) -> Light:
    return np.asarray(image, np.float32) / np.float32(255)


def _stretched(image: Image.Image) -> Light:
    """Return numbers of any range stretched to 0..1, made smaller."""
    small = image.convert("F").reduce(_times(image))
    ImageOps.exif_transpose(small, in_place=True)
    values = np.asarray(small, np.float32)
    low, high = float(values.min()), float(values.max())
    if not isfinite(high - low):
        raise PictureError(say("This picture has pixels that are not numbers."))
    return np.asarray((values - low) / (high - low), np.float32) if high > low else np.ones_like(values)


def _times(image: Image.Image) -> int:
    """Return how many times smaller a picture must be made."""
    return ceil(max(image.size) / LONGEST_SIDE)
