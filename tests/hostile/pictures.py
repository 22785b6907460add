"""What a stranger's browser sends as a drawing, and a stranger's camera as a photo: small to send, dear to read."""

import io
import struct
import zlib

from PIL import Image

from tests.fuzz.hostile_pictures import chunk


def png_bomb(width, height):
    """Return a grey PNG of so many pixels, all black: a few hundred kilobytes that unpack to a thousand times that."""
    press = zlib.compressobj(9)
    rows = b"".join(press.compress(bytes(width + 1)) for _ in range(height)) + press.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_of_many_scans(times, size=(3900, 4000)):
    """Return a progressive JPEG whose last scan, which touches every pixel, comes so many times over."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(file, "JPEG", progressive=True, quality=30)
    content = file.getvalue()
    start, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:start] + content[start:end] * times + content[end:]


def canvas_png(width=280, height=280):
    """Return what a drawing board sends: a PNG with transparency."""
    file = io.BytesIO()
    Image.new("RGBA", (width, height), "black").save(file, "PNG")
    return file.getvalue()


def nested(levels):
    """Return lists within lists."""
    value = []
    for _ in range(levels):
        value = [value]
    return value


def strokes(**changes):
    """Return what a canvas sends of one stroke."""
    return {"objects": [{"type": "Path", "left": 1, "top": 1} | changes]}


def broken_strokes():
    """Return name -> what a browser may send instead of strokes."""
    return {
        "a number": 3,
        "a list": [],
        "no objects": {},
        "objects are text": {"objects": "x"},
        "an object is a number": {"objects": [3]},
        "placed at nan": strokes(left=float("nan")),
        "placed at text": strokes(left="x"),
        "placed nowhere": strokes(top=None),
        "as long as a book": strokes(path="x" * 2_000_000),
        "nested": strokes(path=nested(500)),
        "a million": {"objects": [{}] * 1_000_000},
    }


def broken_pictures():
    """Return name -> what a browser may send instead of a picture."""
    good = canvas_png()
    return {
        "text": "x",
        "a number": 3,
        "nothing": b"",
        "a GIF": b"GIF89a" + bytes(50),
        "the header": good[:33],
        "cut": good[: len(good) // 2],
        "long": canvas_png() + bytes(600_000),
        "wide": png_bomb(4000, 10),
        "large": png_bomb(4000, 4000),
    }
