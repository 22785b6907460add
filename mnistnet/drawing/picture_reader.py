"""The reader of HEIC and TIFF pictures, for `mnistnet.limits.apart`: made smaller, as PNG."""

import io
from math import ceil

MEMORY, SECONDS = 1_500_000_000, 5


def prepare(kind: str, longest: str, most_pixels: str) -> None:
    """Load the decoders."""
    import PIL.Image  # noqa: F401

    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()


def read(content: bytes, kind: str, longest: str, most_pixels: str) -> bytes:
    """Return a picture as PNG, made smaller."""
    return png_of(content, kind, int(longest), int(most_pixels))


def png_of(content: bytes, kind: str, longest: int, most_pixels: int) -> bytes:
    """Return the picture as a PNG file, at most `longest` pixels on its longer side, turned as its camera noted."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=(kind,)) as image:
        if image.width * image.height > most_pixels:
            raise MemoryError  # more pixels than can be read
        wide = image if image.mode in ("I", "F", "I;16", "RGBA") else image.convert("RGB")
        small = (wide if wide.mode != "I;16" else wide.convert("I")).reduce(ceil(max(image.size) / longest))
        small = small.convert("I") if small.mode == "F" else small
        file = io.BytesIO()
        ImageOps.exif_transpose(small).save(file, "PNG", compress_level=1)
    return file.getvalue()
