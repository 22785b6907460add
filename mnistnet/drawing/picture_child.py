"""Run as a program, in a process of its own: a HEIC or TIFF picture from stdin, made smaller, as PNG to stdout.

The decoders are large and written in C; whatever a forged file does to them, it does here and not to the app.
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


def main() -> None:
    """Read, and write what was found; any exception ends the process with a code."""
    kind = sys.argv[1]
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    content = sys.stdin.buffer.read()
    limit()
    sys.stdout.buffer.write(png_of(content, kind, int(sys.argv[2]), int(sys.argv[3])))


if __name__ == "__main__":
    main()
