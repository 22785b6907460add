"""Pictures that are bombs, lie, or are of odd kinds; each is read or refused, quickly and in little memory."""

import io
import struct
import zlib

import numpy as np
from PIL import Image


def chunk(kind, data, crc=None):
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def png(width=20, height=20, depth=8, colour=0, data=None, extra=b"", interlace=0, method=0):
    """Return a PNG written by hand, with any lie in its header."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, method, 0, interlace))
    body = zlib.compress(bytes(21) * 20) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def digit(mode="L", size=(40, 40)):
    """Return a picture of a stroke."""
    image = Image.new("L", size, 255)
    image.paste(0, (size[0] // 2 - 2, 8, size[0] // 2 + 2, size[1] - 8))
    return image.convert(mode)


def saved(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def pngs():
    """PNG files with lies in the header and garbage in the chunks."""
    cases = {}
    for width, height in ((0, 0), (0, 20), (1, 1), (2**31 - 1, 2**31 - 1), (2**32 - 1, 1), (1, 2**31 - 1), (16_000_001, 1),
                          (4001, 4000), (4000, 4000), (1, 16_000_000), (16_000_000, 1), (100_000, 100_000)):  # fmt: skip
        cases[f"png {width} x {height}"] = png(width, height)
    cases |= {
        f"png depth {d} colour {c}": png(depth=d, colour=c)
        for d, c in ((0, 0), (3, 0), (16, 3), (1, 2), (8, 7), (255, 255), (8, 3), (16, 6), (1, 3))
    }
    good = saved(digit())
    cases |= {f"png cut at {share} %": good[: len(good) * share // 100] for share in range(5, 100, 10)}
    texts = {"text bomb": chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000))),
             "profile bomb": chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000))),
             "itext bomb": chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(50_000_000))) * 3,
             "texts": chunk(b"tEXt", b"a\0" + b"b" * 1000) * 5000, "chunks": chunk(b"abCD", b"") * 100_000,
             "exif": chunk(b"eXIf", b"II*\0\xff\xff\xff\xff" + b"\xff" * 1000), "short exif": chunk(b"eXIf", b"M"),
             "gamma": chunk(b"gAMA", bytes(4)), "no gamma": chunk(b"gAMA", b""), "resolution": chunk(b"pHYs", b"\xff" * 9),
             "palette": chunk(b"PLTE", b"abcd"), "long palette": chunk(b"PLTE", bytes(3000)), "clear": chunk(b"tRNS", b""),
             "bad crc": chunk(b"tEXt", b"a\0b", 5), "animation": chunk(b"acTL", struct.pack(">II", 2**31, 0)),
             "no frames": chunk(b"acTL", bytes(8)), "frame": chunk(b"fcTL", b"\xff" * 26)}  # fmt: skip
    cases |= {f"png {name}": png(extra=extra) for name, extra in texts.items()}
    datas = {
        "no data": b"",
        "no zlib": b"hello",
        "short data": zlib.compress(bytes(10)),
        "stored": zlib.compress(bytes(420), 0),
    }
    cases |= {f"png {name}": png(data=data) for name, data in datas.items()}
    return cases | {
        "png interlace 9": png(interlace=9),
        "png method": png(method=5),
        "png cut chunk": good[:40] + b"\xff" * 9,
    }


def others():
    """The same for the other formats, and files that only pretend."""
    good = {kind: saved(digit("RGB"), kind) for kind in ("JPEG", "GIF", "BMP", "WEBP")}
    cases = {
        f"{kind} cut at {share} %": content[: len(content) * share // 100]
        for kind, content in good.items()
        for share in range(5, 100, 15)
    }
    exif = Image.Exif()
    exif[0x0112] = 6
    app = b"\xff\xe1"
    garbage = {"count": b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(60), "loop": b"Exif\0\0MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08",
               "offset": b"Exif\0\0II*\0\xff\xff\xff\xff", "orientation": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\xff\xff\0\0",
               "text orientation": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\2\0\0\0\4six\0", "empty": b"", "xmp": b"http://ns.adobe.com/xap/1.0/\0<x" + b"<a>" * 9000}  # fmt: skip
    for name, data in garbage.items():
        cases[f"jpeg exif {name}"] = good["JPEG"][:2] + app + struct.pack(">H", len(data) + 2) + data + good["JPEG"][2:]
    for side in (0, 1, 4001, 65535):
        place = good["JPEG"].index(b"\xff\xc0") + 5
        cases[f"jpeg {side} square"] = good["JPEG"][:place] + struct.pack(">HH", side, side) + good["JPEG"][place + 4 :]
    for side in (0, 1, 65535):
        cases[f"gif {side} square"] = good["GIF"][:6] + struct.pack("<HH", side, side) + good["GIF"][10:]
    for width, height in ((-40, 40), (40, -40), (2**31 - 1, 2**31 - 1), (0, 0), (100_000, 1), (-(2**31), 1)):
        cases[f"bmp {width} x {height}"] = good["BMP"][:18] + struct.pack("<ii", width, height) + good["BMP"][26:]
    for place, value in (
        (28, 0),
        (28, 7),
        (28, 32),
        (30, 1),
        (30, 3),
        (30, 255),
        (46, 2**32 - 1),
        (10, 2**32 - 1),
        (14, 12),
        (14, 9),
    ):
        cases[f"bmp {place} is {value}"] = (
            good["BMP"][:place]
            + struct.pack("<Q", value)[: 2 if place == 28 else 4]
            + good["BMP"][place + (2 if place == 28 else 4) :]
        )
    for side in (0, 2**14 - 1):
        cases[f"webp {side}"] = good["WEBP"][:26] + struct.pack("<HH", side, side) + good["WEBP"][30:]
    pretended = {"TIFF": saved(digit(), "TIFF"), "ICO": saved(digit(), "ICO"), "PPM": saved(digit(), "PPM"), "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
                 "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PDF": b"%PDF-1.4\n", "ZIP": b"PK\5\6" + bytes(18), "nothing": b"", "zero": b"\0",
                 "signature": b"\x89PNG\r\n\x1a\n", "GIF only": b"GIF89a", "RIFF": b"RIFF\xff\xff\xff\xffWEBPVP8X", "text": b"hello"}  # fmt: skip
    return (
        cases
        | {f"pretends {name}": content for name, content in pretended.items()}
        | {"jpeg turned": saved(digit("RGB"), "JPEG", exif=exif)}
    )


def kinds():
    """Honest pictures of every mode, shape and content that a program can write."""
    noise = np.random.default_rng(1).integers(0, 256, (60, 60), np.uint8)
    cases = {f"mode {mode}": saved(digit(mode)) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}
    cases |= {f"jpeg {mode}": saved(digit(mode), "JPEG") for mode in ("L", "RGB", "CMYK")}
    cases |= {
        f"size {w} x {h}": saved(Image.new("L", (w, h), 255))
        for w, h in ((1, 1), (1, 2), (2, 1), (1, 3000), (3000, 1), (9, 2), (28, 28))
    }
    cases |= {f"black {w} x {h}": saved(Image.new("L", (w, h))) for w, h in ((1, 1), (40, 40))}
    frames = [digit("P"), Image.new("P", (40, 40), 3)] * 20
    cases["animated gif"] = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    cases["animated png"] = saved(digit("RGB"), "PNG", save_all=True, append_images=[digit("RGB")] * 5)
    cases["animated webp"] = saved(digit("RGB"), "WEBP", save_all=True, append_images=[digit("RGB").rotate(9)] * 5)
    cases["clear palette"] = saved(digit("P"), transparency=0)
    cases["clear palette bytes"] = saved(digit("P"), transparency=bytes(range(256)))
    cases["all clear"] = saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)))
    cases["noise"] = saved(Image.fromarray(noise))
    cases["noise 16 bits"] = saved(Image.fromarray(noise.astype(np.uint16) * 257))
    cases["checks"] = saved(Image.fromarray((np.indices((60, 60)).sum(0) % 2 * 255).astype(np.uint8)))
    cases["grid"] = saved(Image.fromarray(((np.indices((200, 200)) % 12 < 6).all(0) * 255).astype(np.uint8)))
    cases["frame"] = saved(Image.fromarray(np.pad(np.full((36, 36), 255, np.uint8), 2)))
    return cases


def heavy():
    """Pictures near the limits; as functions, for their size."""
    checks = (np.indices((1000, 1000)).sum(0) % 2 * 255).astype(np.uint8)
    noise = np.random.default_rng(2).integers(0, 256, (1000, 1000), np.uint8)
    snake = np.full((1000, 1000), 255, np.uint8)
    snake[::4], snake[1::8, -1], snake[2::8, -1], snake[3::8, -1] = 0, 0, 0, 0
    snake[5::8, 0], snake[6::8, 0], snake[7::8, 0] = 0, 0, 0
    return {
        "sixteen million": lambda: saved(Image.new("L", (4000, 4000), 255)),
        "sixteen million in colour": lambda: saved(Image.new("RGBA", (4000, 4000), (9, 9, 9, 99))),
        "sixteen million jpeg": lambda: saved(Image.new("CMYK", (4000, 4000), 0), "JPEG"),
        "sixteen million webp": lambda: saved(Image.new("RGB", (4000, 4000), "white"), "WEBP"),
        "sixteen million gif": lambda: saved(Image.new("P", (4000, 4000)), "GIF"),
        "sixteen million of 16 bits": lambda: saved(Image.fromarray(np.zeros((4000, 4000), np.uint16))),
        "sixteen million turned": lambda: saved(Image.new("RGB", (4000, 4000)), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"),
        "seventeen million": lambda: saved(Image.new("L", (4200, 4200), 255)),
        "a hundred million": lambda: saved(Image.new("1", (10_000, 10_000), 1)),
        "a line": lambda: saved(Image.new("L", (16_000_000, 1), 255)),
        "a column": lambda: saved(Image.new("1", (1, 16_000_000), 1)),
        "many checks": lambda: saved(Image.fromarray(checks)),
        "much noise": lambda: saved(Image.fromarray(noise)),
        "noise in blocks": lambda: saved(Image.fromarray(noise[::4, ::4].repeat(4, 0).repeat(4, 1))),
        "snake": lambda: saved(Image.fromarray(snake)),
        "spiral lines": lambda: saved(Image.fromarray((np.hypot(*np.indices((1000, 1000)) - 500) % 10 < 5).astype(np.uint8) * 255)),
        "ten megabytes of noise": lambda: saved(Image.fromarray(np.random.default_rng(3).integers(0, 256, (3100, 3100), np.uint8))),
        "too large": lambda: bytes(10_000_001),
    }  # fmt: skip


def cases():
    """Return name -> function that makes the picture."""
    small = pngs() | others() | kinds()
    return {name: (lambda content=content: content) for name, content in small.items()} | heavy()


def seeds():
    """Return small valid pictures of every format."""
    return [saved(digit("L", (24, 24))), saved(digit("P", (24, 24)), "GIF"), saved(digit("RGB", (24, 24)), "JPEG"),
            saved(digit("RGB", (12, 24)), "BMP"), saved(digit("RGB", (24, 24)), "WEBP"), saved(digit("RGBA", (24, 24))),
            saved(digit("I;16", (24, 24)))]  # fmt: skip
