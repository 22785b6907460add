"""Pictures that are bombs, lie, or are of odd kinds; each is read or refused, quickly and in little memory."""

import struct
import zlib

from PIL import Image

from tests.fuzz.honest_pictures import digit, heavy, kinds, saved


def chunk(kind, data, crc=None):
    return (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)
    )


def png(width=20, height=20, depth=8, colour=0, data=None, extra=b"", interlace=0, method=0):
    """Return a PNG written by hand, with any lie in its header."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, method, 0, interlace))
    body = zlib.compress(bytes(21) * 20) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pngs():
    """PNG files with lies in the header and garbage in the chunks."""
    cases = {}
    for width, height in (
        (0, 0),
        (0, 20),
        (1, 1),
        (2**31 - 1, 2**31 - 1),
        (2**32 - 1, 1),
        (1, 2**31 - 1),
        (16_000_001, 1),
        (4001, 4000),
        (4000, 4000),
        (1, 16_000_000),
        (16_000_000, 1),
        (100_000, 100_000),
    ):
        cases[f"png {width} x {height}"] = png(width, height)
    cases |= {
        f"png depth {d} colour {c}": png(depth=d, colour=c)
        for d, c in ((0, 0), (3, 0), (16, 3), (1, 2), (8, 7), (255, 255), (8, 3), (16, 6), (1, 3))
    }
    good = saved(digit())
    cases |= {f"png cut at {share} %": good[: len(good) * share // 100] for share in range(5, 100, 10)}
    texts = {
        "text bomb": chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000))),
        "profile bomb": chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000))),
        "itext bomb": chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(50_000_000))) * 3,
        "texts": chunk(b"tEXt", b"a\0" + b"b" * 1000) * 5000,
        "chunks": chunk(b"abCD", b"") * 100_000,
        "exif": chunk(b"eXIf", b"II*\0\xff\xff\xff\xff" + b"\xff" * 1000),
        "short exif": chunk(b"eXIf", b"M"),
        "gamma": chunk(b"gAMA", bytes(4)),
        "no gamma": chunk(b"gAMA", b""),
        "resolution": chunk(b"pHYs", b"\xff" * 9),
        "palette": chunk(b"PLTE", b"abcd"),
        "long palette": chunk(b"PLTE", bytes(3000)),
        "clear": chunk(b"tRNS", b""),
        "bad crc": chunk(b"tEXt", b"a\0b", 5),
        "animation": chunk(b"acTL", struct.pack(">II", 2**31, 0)),
        "no frames": chunk(b"acTL", bytes(8)),
        "frame": chunk(b"fcTL", b"\xff" * 26),
    }
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
    garbage = {
        "count": b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(60),
        "loop": b"Exif\0\0MM\0*\0\0\0\x08\0\1\x87\x69\0\4\0\0\0\1\0\0\0\x08",
        "offset": b"Exif\0\0II*\0\xff\xff\xff\xff",
        "orientation": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\xff\xff\0\0",
        "text orientation": b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\2\0\0\0\4six\0",
        "empty": b"",
        "xmp": b"http://ns.adobe.com/xap/1.0/\0<x" + b"<a>" * 9000,
    }
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
    pretended = {
        "ICO": saved(digit(), "ICO"),
        "PPM": saved(digit(), "PPM"),
        "PPM huge": b"P5\n16000001 1\n255\n" + bytes(99),
        "PPM negative": b"P5\n-4 4\n255\n" + bytes(99),
        "PPM of figures": b"P2\n700 700\n255\n" + b"9 " * 490_000,
        "PPM of few figures": b"P2\n4000 4000\n255\n" + b"9 " * 200_000,
        "PPM without end": b"P2\n" + b"#" * 400_000,
        "PFM": b"Pf\n4 4\n-1.0\n" + b"\xff" * 64,
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "PDF": b"%PDF-1.4\n",
        "ZIP": b"PK\5\6" + bytes(18),
        "nothing": b"",
        "zero": b"\0",
        "signature": b"\x89PNG\r\n\x1a\n",
        "GIF only": b"GIF89a",
        "RIFF": b"RIFF\xff\xff\xff\xffWEBPVP8X",
        "text": b"hello",
    }
    return (
        cases
        | {f"pretends {name}": content for name, content in pretended.items()}
        | {"jpeg turned": saved(digit("RGB"), "JPEG", exif=exif)}
    )


def cases():
    """Return name -> function that makes the picture."""
    small = pngs() | others() | kinds()
    return {name: (lambda content=content: content) for name, content in small.items()} | heavy()


def seeds():
    """Return small valid pictures of every format."""
    return [
        saved(digit("L", (24, 24))),
        saved(digit("P", (24, 24)), "GIF"),
        saved(digit("RGB", (24, 24)), "JPEG"),
        saved(digit("RGB", (12, 24)), "BMP"),
        saved(digit("RGB", (24, 24)), "WEBP"),
        saved(digit("RGBA", (24, 24))),
        saved(digit("I;16", (24, 24))),
        saved(digit("L", (24, 24)), "PPM"),
        b"P2 12 24 255\n" + b" ".join(b"%d" % light for light in digit("L", (12, 24)).tobytes()),
    ]
