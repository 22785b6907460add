"""Run as a program, in a process of its own: a HEIC picture from stdin, made smaller, as PNG to stdout, within limits.

The decoder is large and written in C; whatever a forged file does to it, it does here and not to the app.
"""

import io
import sys
from math import ceil

MEMORY, SECONDS = 1_500_000_000, 5


def limit() -> None:
    """Take away what decoding does not need: memory, processor time, files to write."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone ends it
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))


def png_of(content: bytes, longest: int, most_pixels: int) -> bytes:
    """Return the picture as a PNG file, at most `longest` pixels on its longer side, turned as its camera noted."""
    import pillow_heif
    from PIL import Image, ImageOps

    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(content), formats=("HEIF",)) as image:
        if image.width * image.height > most_pixels:
            raise MemoryError  # more pixels than can be read
        small = image.convert("RGB").reduce(ceil(max(image.size) / longest))
        file = io.BytesIO()
        ImageOps.exif_transpose(small).save(file, "PNG", compress_level=1)
    return file.getvalue()


def main() -> None:
    """Read, and write what was found; any exception ends the process with a code."""
    import pillow_heif  # noqa: F401

    content = sys.stdin.buffer.read()
    limit()
    sys.stdout.buffer.write(png_of(content, int(sys.argv[1]), int(sys.argv[2])))


if __name__ == "__main__":
    main()
