"""Photos and scans: what is read, in which order, and what is refused with one sentence."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_digits, load_network
from mnistnet.drawing import PictureError, read_photo
from mnistnet.drawing.outline import convex
from mnistnet.drawing.picture_file import LONGEST_SIDE, light_of_file
from mnistnet.strokes import inked

NETWORK = load_network("scratch")
STROKES = {  # plain digits that the network knows, in pixels of a field of 100 x 160
    1: [[(50, 20), (50, 140)]],
    4: [[(25, 20), (15, 85), (85, 85)], [(70, 25), (68, 140)]],
    7: [[(15, 25), (85, 25), (45, 140)]],
}


def sheet(digits, pen=12, lines=1):
    """Return ink on paper, 0 to 1, with lines of digits in fields of 100 x 160."""
    size = 160 * max(lines, len(digits) // lines)
    ink = np.zeros((160 * lines, 110 * (len(digits) // lines) + 10))
    for place, digit in enumerate(digits):
        row, column = divmod(place, len(digits) // lines)
        corner = np.array([110 * column + 5, 160 * row])
        strokes = [corner + np.array(stroke, float) for stroke in STROKES[digit]]
        ink += inked(strokes, pen, max(size, ink.shape[1]))[: ink.shape[0], : ink.shape[1], 0] / 255
    return ink.clip(0, 1)


def file_of(light, format="PNG", **options):
    """Return the bytes of a picture file of light from 0 to 1, or of an Image."""
    image = (
        light if isinstance(light, Image.Image) else Image.fromarray(np.rint(255 * np.clip(light, 0, 1)).astype("u1"))
    )
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def answers(file):
    """Return what the network reads in a picture."""
    return [int(NETWORK.predict(reading.digit).argmax()) for reading in read_photo(file)]


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
@pytest.mark.parametrize("dark_ink", [True, False], ids=["dark on light", "light on dark"])
def test_digits_are_read_from_left_to_right(format, dark_ink):
    ink = sheet([7, 1, 4, 7])
    assert answers(file_of(1 - 0.8 * ink if dark_ink else 0.1 + 0.7 * ink, format)) == [7, 1, 4, 7]


def test_lines_are_read_from_top_to_bottom():
    assert answers(file_of(1 - sheet([7, 1, 4, 4, 7, 1], lines=2))) == [7, 1, 4, 4, 7, 1]


@pytest.mark.parametrize("dark_ink", [True, False])
def test_uneven_light_and_noise(dark_ink):
    ink = sheet([4, 7, 1])
    rows, columns = np.indices(ink.shape) / np.array(ink.shape)[:, None, None]
    paper = 0.95 - 0.5 * columns - 0.2 * rows
    noise = np.random.default_rng(1).normal(0, 0.02, ink.shape)
    light = paper * (1 - 0.5 * ink) + noise
    assert answers(file_of(light if dark_ink else 1 - light, "JPEG", quality=80)) == [4, 7, 1]


def test_broken_strokes_are_one_digit():
    ink = sheet([4, 7])
    ink[70:78] = 0  # a white line through both
    assert answers(file_of(1 - ink)) == [4, 7]


def test_an_open_four_of_two_pieces_is_one_digit():
    ink = np.zeros((300, 300))
    ink[30:150, 60:75] = ink[135:150, 60:180] = ink[20:120, 150:165] = ink[165:260, 150:165] = 1
    assert len(read_photo(file_of(1 - ink))) == 1


def test_a_stroke_with_a_narrow_gap_is_one_piece():
    ink = sheet([7] * 4)
    ink[:, 45:47] = 0
    assert answers(file_of(1 - ink)) == [7] * 4


def test_specks_and_the_edge_of_the_paper_are_no_digits():
    ink = sheet([7, 1])
    ink[150:153, 100:103] = 1
    framed = np.pad(ink, 40)
    framed[:, :15] = 1
    assert answers(file_of(1 - framed)) == [7, 1]


@pytest.mark.parametrize("blank", [0, 0.5, 1])
@pytest.mark.parametrize("noise", [0, 0.005, 0.05])
def test_blank_paper_holds_no_digits(blank, noise):
    rough = blank + np.random.default_rng(2).normal(0, noise, (200, 300))
    assert read_photo(file_of(rough)) == []


def test_a_picture_of_28_by_28_pixels_is_read_too():
    for digit in load_digits().split("test").images[:20]:
        assert len(read_photo(file_of(1 - digit / 255))) == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 3), (9, 1000)])
def test_odd_paper(shape):
    assert read_photo(file_of(np.ones(shape))) == []
    ink = np.ones(shape)
    ink[0, 0] = 0
    assert len(read_photo(file_of(ink))) <= 1


def test_the_camera_was_turned():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side: turn clockwise to look at it
    turned = Image.fromarray(np.rot90(np.rint(255 * (1 - sheet([7, 4]))).astype("u1")))
    assert answers(file_of(turned, "JPEG", exif=exif)) == [7, 4]


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "1", "LA", "CMYK", "YCbCr"])
def test_every_kind_of_colour(mode):
    image = Image.fromarray(np.rint(255 * (1 - sheet([7, 1]))).astype("u1")).convert("RGB").convert(mode)
    format = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    assert answers(file_of(image, format)) == [7, 1]


def test_sixteen_bits_are_stretched_by_their_range():
    values = (1000 + 300 * (1 - sheet([4, 1]))).astype(np.uint16)
    assert answers(file_of(Image.fromarray(values))) == [4, 1]


def test_what_is_transparent_is_white_paper():
    alpha = np.rint(255 * sheet([7, 4])).astype("u1")
    black = Image.fromarray(np.dstack([np.zeros((*alpha.shape, 3), "u1"), alpha]))
    assert answers(file_of(black)) == [7, 4]


def test_only_the_first_frame_counts():
    frames = [Image.fromarray(np.rint(255 * (1 - sheet(digits))).astype("u1")) for digits in ([7, 1], [4, 4])]
    assert answers(file_of(frames[0], "GIF", save_all=True, append_images=frames[1:])) == [7, 1]


def test_large_pictures_are_made_smaller():
    assert max(light_of_file(file_of(np.ones((500, 3100)))).shape) <= LONGEST_SIDE


def test_files_and_paths_are_read_like_bytes(tmp_path):
    content = file_of(1 - sheet([7]))
    (tmp_path / "seven.png").write_bytes(content)
    assert answers(content) == answers(io.BytesIO(content)) == answers(tmp_path / "seven.png") == [7]


def giant_png(columns, rows):
    """Return a small PNG file that claims to be very large, and is."""

    def chunk(name, data):
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    header = columns.to_bytes(4) + rows.to_bytes(4) + b"\x01\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
        + chunk(b"IEND", b"")
    )


SEVEN = file_of(1 - sheet([7]))
REFUSED = {
    "empty": (b"", "not a PNG"),
    "text": (b"hello", "not a PNG"),
    "cut off": (SEVEN[: len(SEVEN) // 2], "damaged"),
    "too many bytes": (b"\x89PNG\r\n\x1a\n" + bytes(10_000_000), "larger than 10 MB"),
    "too many pixels": (giant_png(5000, 4000), "16 million"),
    "a small bomb": (giant_png(10_000, 10_000), "16 million"),
    "a bomb": (giant_png(30_000, 30_000), "16 million"),
    "another format": (file_of(1 - sheet([7]), "ICO"), "not a PNG"),
    "too many figures": (b"P2\n700 700\n255\n" + b"9 " * 490_000, "save it as PNG"),
    "PDF": (b"%PDF-1.4", "PDF, which is not read; save it as a JPEG"),
    "AVIF": (b"\0\0\0\x20ftypavif" + bytes(40), "AVIF"),
    "no size": (giant_png(0, 0), "not a PNG"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_is_refused_with_one_sentence(content, reason):
    with pytest.raises(PictureError, match=reason) as caught:
        read_photo(content)
    assert str(caught.value).endswith(".")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(PictureError, match="cannot be opened"):
        read_photo(tmp_path / "nothing.png")


def test_a_texture_is_refused():
    ink = np.zeros((800, 800))
    ink[10:-10:40, 10:-10:40] = 1
    ink = np.maximum.reduce([np.roll(ink, (i, j), (0, 1)) for i in range(8) for j in range(8)])
    with pytest.raises(PictureError, match="more than 100"):
        read_photo(file_of(1 - ink))


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_damaged_files_raise_nothing_else(format):
    rng = np.random.default_rng(5)
    whole = np.frombuffer(file_of(1 - sheet([7, 1])[::2, ::2], format), np.uint8)
    for _ in range(60):
        damaged = whole.copy()
        damaged[rng.integers(0, len(whole), 1 + rng.integers(6))] = rng.integers(0, 256)
        try:
            read_photo(
                damaged[: rng.integers(1, len(whole) + 1)].tobytes() if rng.random() < 0.3 else damaged.tobytes()
            )
        except PictureError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize("degrees", [0, 13, 45, 70])
def test_the_shape_around_a_sheet_with_bites_is_the_whole_sheet_and_no_more(degrees):
    y, x = np.indices((120, 120)) - 60
    turn = np.deg2rad(degrees)
    along, across = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
    sheet = (np.abs(along) <= 45) & (np.abs(across) <= 30)
    bitten = sheet & ~((along > 0) & (np.abs(across) < 20))
    assert bitten.sum() < sheet.sum() and np.array_equal(convex(bitten) & sheet, sheet)
    beyond = convex(bitten) & ~((np.abs(along) <= 46) & (np.abs(across) <= 31))
    assert not beyond.any()
