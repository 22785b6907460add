"""Pictures that are what they say: of every kind, near the limits, or of content that is hard to read."""

import io

import numpy as np
from PIL import Image

TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"  # lies on its side


def digit(mode="L", size=(40, 40)):
    """Return a picture of a stroke."""
    image = Image.new("L", size, 255)
    image.paste(0, (size[0] // 2 - 2, 8, size[0] // 2 + 2, size[1] - 8))
    return image.convert(mode)


def saved(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


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
        "sixteen million turned": lambda: saved(Image.new("RGB", (4000, 4000)), "JPEG", exif=TURNED),
        "sixteen million in three colours": lambda: saved(Image.new("RGB", (4000, 4000), "white")),
        "sixteen million, 5000 wide": lambda: saved(Image.new("CMYK", (5000, 3200), 0), "JPEG"),
        "sixteen million bmp": lambda: saved(Image.new("L", (4000, 2400), 255), "BMP"),
        "sixteen million in a turned png": lambda: saved(Image.new("RGB", (4000, 4000)), exif=TURNED),
        "five million clear": lambda: saved(Image.new("RGBA", (2500, 2000), (9, 9, 9, 99)), exif=TURNED),
        "five million clear palette": lambda: saved(Image.new("P", (2500, 2000)), transparency=0),
        "five million webp": lambda: saved(Image.new("RGBA", (2500, 2000), (9, 9, 9, 99)), "WEBP", exif=TURNED),
        "five million of 16 bits": lambda: saved(Image.fromarray(np.zeros((2000, 2500), np.uint16)), exif=TURNED),
        "as long as can be": lambda: saved(Image.new("1", (800, 20_000), 1)),
        "seventeen million": lambda: saved(Image.new("L", (4200, 4200), 255)),
        "a hundred million": lambda: saved(Image.new("1", (10_000, 10_000), 1)),
        "a line": lambda: saved(Image.new("L", (16_000_000, 1), 255)),
        "a column": lambda: saved(Image.new("1", (1, 16_000_000), 1)),
        "many checks": lambda: saved(Image.fromarray(checks)),
        "much noise": lambda: saved(Image.fromarray(noise)),
        "noise in blocks": lambda: saved(Image.fromarray(noise[::4, ::4].repeat(4, 0).repeat(4, 1))),
        "snake": lambda: saved(Image.fromarray(snake)),
        "spiral lines": lambda: saved(
            Image.fromarray((np.hypot(*np.indices((1000, 1000)) - 500) % 10 < 5).astype(np.uint8) * 255)
        ),
        "ten megabytes of noise": lambda: saved(
            Image.fromarray(np.random.default_rng(3).integers(0, 256, (3100, 3100), np.uint8))
        ),
        "too large": lambda: bytes(10_000_001),
    }
