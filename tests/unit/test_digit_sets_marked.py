"""Sets in texts with signs between label and pixels, in bare bytes, and in one picture with a digit a row."""

import base64
import io
import json

import numpy as np
import pytest
from PIL import Image

from mnistnet import DataError, load_digits
from mnistnet.digits.files import open_digit_files
from tests.unit.test_digit_sets import FLAT, IMAGES, LABELS, same, zipped

ONE_HOT = np.eye(10, dtype=np.uint8)[LABELS]
ROWS = [" ".join(map(str, row)) for row in FLAT]
TEN = [" ".join(map(str, row)) for row in ONE_HOT]


def pairs(row, first, name=""):
    return " ".join(f"{name}{place}:{value}" for place, value in enumerate(row, first) if value)


def text(line):
    return "".join(line(i) for i in range(len(LABELS))).encode()


FANN = f"{len(LABELS)} 784 10\n".encode()


@pytest.mark.parametrize(
    "content",
    [
        FANN + text(lambda i: f"{ROWS[i]}\n{TEN[i]}\n"),
        FANN + text(lambda i: f"\n{ROWS[i].replace(' ', chr(10))}\n\n{TEN[i].replace('0', '-1')} "),
        FANN + text(lambda i: " ".join(f"{v:.6f}" for v in FLAT[i] / 255) + f"\n{TEN[i]}\n"),
        FANN.replace(b"10\n", b"1\r\n") + text(lambda i: f"{ROWS[i]}\r\n{LABELS[i]}\r\n"),
        text(lambda i: f"|labels {TEN[i]} |features {ROWS[i]}\n"),
        text(lambda i: f"{i} |features {ROWS[i]}\t|labels {TEN[i]}\n"),
        text(lambda i: f"|x {ROWS[i]} |y {LABELS[i]} |# a remark\n"),
        text(lambda i: f"|label {LABELS[i]}:1 |image {pairs(FLAT[i], 0)}\n"),
        text(lambda i: f"{LABELS[i]} qid:{i} {pairs(FLAT[i], 1)} # a remark: 7\n"),
        b"# made by hand\n# twice\n" + text(lambda i: f"{LABELS[i]} {pairs(FLAT[i], 1)}\n"),
        text(lambda i: f"{LABELS[i]} | {pairs(FLAT[i], 1)}\n"),
        text(lambda i: f"{LABELS[i]} 1.0 'tag|p {pairs(FLAT[i], 1, 'p')}\n"),
    ],
)
def test_texts_with_signs_between_label_and_pixels(content):
    same(open_digit_files({"digits": content}).digits)


def test_a_damaged_text_of_fann_is_refused():
    whole = FANN + text(lambda i: f"{ROWS[i]}\n{TEN[i]}\n")
    for damaged in (whole[:-30], whole + b"1 2 3", whole.replace(b"784 10", b"784 1", 1), whole.replace(b" 1", b" x")):
        with pytest.raises(DataError):
            open_digit_files({"digits": damaged})


def test_pixels_that_are_counted_from_0_stand_where_they_are_where_none_is_the_first():
    digits = load_digits().split("test")
    flat = digits.images[:60].reshape(60, 784)
    assert not flat[:, 0].any()
    for first in (0, 1):
        content = "".join(f"{label} {pairs(row, first)}\n" for label, row in zip(digits.labels, flat, strict=False))
        found = open_digit_files({"digits": content.encode()}).digits
        np.testing.assert_array_equal(found.images.reshape(60, 784), flat)


ARFF = "@RELATION digits\n" + "".join(f"@ATTRIBUTE p{i} real\n" for i in range(784)) + "@ATTRIBUTE class {%s}\n@DATA\n"


def test_arff_with_quotation_marks_or_without_zeros():
    quoted = ARFF % ",".join(f"'{label}'" for label in range(10))
    same(
        open_digit_files(
            {"a": (quoted + text(lambda i: f"{ROWS[i].replace(' ', ',')},'{LABELS[i]}'\n").decode()).encode()}
        ).digits
    )
    sparse = ARFF % "0,1,2,3,4,5,6,7,8,9"

    def line(i):
        cells = [f"{place} {value}" for place, value in enumerate([*FLAT[i], LABELS[i]]) if value]
        return "{" + ", ".join(cells) + "}\n"

    same(open_digit_files({"a": sparse.encode() + text(line)}).digits)
    with pytest.raises(DataError, match="damaged"):
        open_digit_files({"a": sparse.encode() + b"{3 255, 9999 1}\n"})


@pytest.mark.parametrize("code", ["u1", "<f4", "<f8", ">f4"])
@pytest.mark.parametrize("answers", [LABELS.astype("u1"), LABELS.astype("<i8"), LABELS.astype(">i4"), ONE_HOT])
def test_bare_bytes(code, answers):
    pixels = (FLAT / (1 if code == "u1" else 255)).astype(code)
    same(open_digit_files({"images.bin": pixels.tobytes(), "labels.bin": answers.tobytes()}).digits)


def test_bare_bytes_with_the_label_before_each_picture():
    same(open_digit_files({"digits.bin": np.column_stack((LABELS, FLAT)).astype("u1").tobytes()}).digits)


def test_bare_bytes_that_are_no_digits_are_refused():
    noise = np.random.default_rng(0).integers(0, 256, 784 * 20, np.uint8).tobytes()
    for content in (noise, noise[:-1], b"\0" * 7840, np.full(784, np.nan, "<f4").tobytes()):
        with pytest.raises(DataError):
            open_digit_files({"a.bin": content, "b.bin": LABELS.astype("u1").tobytes()})


def written(array):
    return base64.b64encode(array.tobytes()).decode()


@pytest.mark.parametrize(
    "value",
    [
        {"images": written(FLAT.astype("u1")), "labels": LABELS.tolist()},
        {"images": {"dtype": "float32", "shape": [len(FLAT), 784], "data": written((FLAT / 255).astype("<f4"))}}
        | {"labels": {"dtype": "int64", "shape": [len(FLAT)], "data": written(LABELS.astype("<i8"))}},
        [{"label": int(y), "image": written((x / 255).astype("<f4"))} for x, y in zip(FLAT, LABELS, strict=True)],
        [{"y": int(y), "x": written(x.astype("u1"))} for x, y in zip(FLAT, LABELS, strict=True)],
    ],
)
def test_numbers_in_base64_in_json(value):
    same(open_digit_files({"digits.json": json.dumps(value).encode()}).digits)


def png(pixels, mode="L"):
    file = io.BytesIO()
    Image.fromarray(pixels.astype("u1")).convert(mode).save(file, "PNG")
    return file.getvalue()


def test_a_picture_with_a_digit_a_row_as_tensorflow_js_has_it():
    answers = ONE_HOT.tobytes()
    for mode in ("L", "RGB"):
        files = {"mnist_images.png": png(FLAT, mode), "mnist_labels_uint8": answers}
        same(open_digit_files(files).digits)
        same(open_digit_files({"digits.zip": zipped(files)}).digits)
    first = open_digit_files({"a.png": png(FLAT), "b": LABELS.astype("u1").tobytes()}, most=12)
    np.testing.assert_array_equal(first.images, IMAGES[:12])


def test_another_picture_of_that_width_is_no_set():
    page = np.full((600, 784), 255)
    page[200:300, 100:600] = 0
    with pytest.raises(DataError, match="My handwriting"):
        open_digit_files({"page.png": png(page)})
    with pytest.raises(DataError, match="My handwriting"):
        open_digit_files({"page.png": png(FLAT)[:-400]})
