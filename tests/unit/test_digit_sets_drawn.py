"""Sets that are drawn in text, and IDX files of other numbers than bytes: made from known digits, back to the bit."""

import struct

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from tests.unit.test_digit_sets import ALL, FLAT, IMAGES, LABELS, lines, npy, npz, same, zipped

LEVEL = (IMAGES > 30).astype(int) + (IMAGES > 127)
ART = "".join("".join(" +#"[level] for level in row) + "\n" for image in LEVEL for row in image)
ANSWERS = "".join(f"{label}\n" for label in LABELS).encode()
BITS = np.pad(IMAGES > 127, ((0, 0), (2, 2), (2, 2)))  # 32 x 32, as UCI's first digits are


def idx(array, code, kind, order=">"):
    """Return an IDX file as the format says it, or with its sizes in another order of bytes."""
    return (
        bytes([0, 0, kind, array.ndim])
        + struct.pack(f"{order}{array.ndim}I", *array.shape)
        + array.astype(code).tobytes()
    )


def drawn(image):
    return "".join("".join("01"[bit] for bit in row) + "\r\n" for row in image.astype(int))


LABELS_IDX = idx(LABELS, "u1", 8)


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        (idx(IMAGES / 255, ">f4", 13), LABELS_IDX),
        (idx(IMAGES / 255, ">f8", 14), idx(LABELS, ">f8", 14)),
        (idx(IMAGES / 127.5 - 1, ">f4", 13), idx(LABELS, ">i4", 12)),
        (idx(IMAGES, ">i2", 11), idx(LABELS, ">i2", 11)),
        (idx(IMAGES, ">i4", 12), idx(np.eye(10)[LABELS], "u1", 8)),
        (idx(IMAGES.view("i1"), "i1", 9), idx(LABELS, "i1", 9)),
        (idx(IMAGES.astype(int) - 128, "i1", 9), LABELS_IDX),
        (idx(FLAT, "u1", 8), LABELS_IDX),
        (idx(IMAGES[:, None], "u1", 8), idx(LABELS[:, None], "u1", 8)),
        (idx(IMAGES / 255, "<f4", 13), LABELS_IDX),
        (idx(IMAGES, "<i2", 11), LABELS_IDX),
        (idx(IMAGES, "u1", 8, "<"), idx(LABELS, "u1", 8, "<")),
        (idx(IMAGES / 255, "<f8", 14, "<"), LABELS_IDX),
    ],
)
def test_idx_files_of_any_numbers(images, labels):
    same(open_digit_files({"digits": images, "answers": labels}).digits)


def test_bytes_that_java_calls_signed_are_bytes_in_arrays_too():
    same(open_digit_files({"x": npz(x=IMAGES.view("i1"), y=LABELS)}).digits)
    half = open_digit_files({"x": npz(x=(IMAGES // 2).view("i1"), y=LABELS)})  # no less than 0: truly up to 127
    assert np.abs(half.images.astype(int) - IMAGES).max() <= 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (idx(IMAGES / 255, ">f4", 13)[:-4], "cut off or longer"),
        (idx(IMAGES / 255, ">f4", 13) + b"\0\0\0\0", "cut off or longer"),
        (idx(np.ones((4, 20, 30)), ">f4", 13), "There are no pictures of digits"),
        (idx(np.full((4, 28, 28), np.nan), ">f4", 13), "is no number"),
    ],
)
def test_idx_files_that_hold_no_pictures_are_refused(content, sentence):
    with pytest.raises(DataError, match=sentence):
        open_digit_files({"digits": content, "answers": idx(LABELS[:4], "u1", 8)})


def grey(images):
    return np.array([0, 128, 255], np.uint8)[images]


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: text.rstrip("\n")])
def test_digits_that_are_drawn_in_signs(change):
    stripped = "".join(f"{line.rstrip()}\n" for line in ART.splitlines())
    for text in (change(ART), stripped):
        found = open_digit_files({"trainingimages": text.encode(), "traininglabels": ANSWERS})
        np.testing.assert_array_equal(found.images, grey(LEVEL))
        np.testing.assert_array_equal(found.digits.labels, LABELS)


def test_the_archive_of_the_course_keeps_its_parting():
    parts = {"training": slice(0, 20), "validation": slice(20, 30), "test": slice(30, 40)}
    files = {}
    for name, part in parts.items():
        files[f"digitdata/{name}images"] = "".join(ART.splitlines(keepends=True)[part.start * 28 : part.stop * 28])
        files[f"digitdata/{name}labels"] = "".join(f"{label}\n" for label in LABELS[part])
    digits = open_digit_files({"digitdata.zip": zipped(files)}).digits
    for split, part in zip(("train", "validation", "test"), parts.values(), strict=True):
        np.testing.assert_array_equal(digits.split(split).images, grey(LEVEL[part]))
        np.testing.assert_array_equal(digits.split(split).labels, LABELS[part])


def test_a_limit_counts_all_labels_that_stand_alone():
    for count in (39, 40):
        answers = "".join(f"{label}\n" for label in LABELS[:count]).encode()
        for pictures in ({"X.npy": npy(FLAT[:count])}, {"X.csv": lines(FLAT[:count])}):
            found = open_digit_files(pictures | {"y.csv": answers}, most=25)
            np.testing.assert_array_equal(found.digits.labels, LABELS[:25])
            np.testing.assert_array_equal(found.images, IMAGES[:25])
            assert f"There are {count} digits; these are 25." in found.notes


def test_a_limit_takes_the_first_drawings_and_says_how_many_there_are():
    found = open_digit_files({"trainingimages": ART.encode(), "traininglabels": ANSWERS}, most=25)
    np.testing.assert_array_equal(found.images, grey(LEVEL[:25]))
    assert "There are 40 digits; these are 25." in found.notes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("*".join(ART.rsplit("#", 1)), "other signs"),
        (ART[29:], "1,119 lines of up to 28 signs"),
        ("".join(f"   {line}\n" for line in ART.splitlines()), "up to 31 signs"),
    ],
)
def test_what_is_wrong_with_a_drawing_is_said(text, sentence):
    with pytest.raises(DataError, match=sentence):
        open_digit_files({"trainingimages": text.encode(), "traininglabels": ANSWERS})


def test_drawings_of_zeros_and_ones():
    below = "".join(f"{drawn(image)} {label}\r\n" for image, label in zip(BITS, LABELS, strict=True))
    files = {
        f"trainingDigits/{label}_{i}.txt": drawn(image)
        for i, (image, label) in enumerate(zip(BITS, LABELS, strict=True))
    }
    wanted = np.where(IMAGES > 127, 255, 0)
    for content in (f"Optical\n\n32 x 32\n{below}".encode(), zipped(files), zipped(files | {"readme.txt": "x"})):
        digits = open_digit_files({"x": content}).digits
        np.testing.assert_array_equal(digits.images, wanted)
        np.testing.assert_array_equal(digits.labels, LABELS)
    files[f"trainingDigits/{LABELS[0]}_0.txt"] = drawn(BITS[0][1:])
    with pytest.raises(DataError, match="is damaged"):
        open_digit_files({"x": zipped(files)})


@pytest.mark.parametrize("turn", [lambda images: images, lambda images: images.transpose(0, 2, 1)])
@pytest.mark.parametrize("invert", [lambda images: images, lambda images: 255 - images])
def test_labels_from_1_to_10_are_matlabs_or_one_too_large_as_the_pictures_say(turn, invert):
    images, labels = ALL.images[:300], ALL.labels[:300]
    shown = invert(turn(images)).reshape(300, -1)
    for answers, told in ((np.where(labels == 0, 10, labels), "the digit 0"), (labels + 1, "the digit 9")):
        for content in (npz(X=shown, y=answers), lines(np.column_stack([answers, shown]))):
            found = open_digit_files({"x": content})
            np.testing.assert_array_equal(found.digits.labels, labels)
            assert any(told in note for note in found.notes)


def test_pictures_that_say_nothing_leave_labels_as_matlab_has_them():
    noise = np.random.default_rng(0).integers(0, 256, (300, 784), dtype=np.uint8)
    labels = ALL.labels[:300]
    found = open_digit_files({"x": npz(X=noise, y=labels + 1)})
    np.testing.assert_array_equal(found.digits.labels, (labels + 1) % 10)
