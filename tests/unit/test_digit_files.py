"""Digit files: IDX and CSV written by hand, packed and not, parted as they should be, or refused in one sentence."""

import csv
import gzip
import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mnistnet import DataError, Digits, load_digits
from mnistnet.digits.files import (
    MOST,
    MOST_BYTES,
    csv_of_digits,
    inverted,
    read_csv_digits,
    read_digit_files,
    read_digit_set,
    read_idx_bytes,
    read_idx_pictures,
    save_digit_set,
    transposed,
    with_splits,
)

ALL = load_digits()
SOME = Digits(ALL.images[:40], ALL.labels[:40])
BLANK = ["0"] * 784


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape) + array.tobytes()


def lines(rows, separator=",", end="\n") -> bytes:
    return "".join(separator.join(map(str, row)) + end for row in rows).encode()


def rows_of(digits: Digits) -> list[list[int]]:
    return [[int(label), *image.ravel().tolist()] for label, image in zip(digits.labels, digits.images, strict=True)]


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_dot_", ".").replace("_in_", "/"), content)
    return file.getvalue()


def same(found: Digits, wanted: Digits = SOME) -> None:
    np.testing.assert_array_equal(found.images, wanted.images)
    np.testing.assert_array_equal(found.labels, wanted.labels)


# IDX


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_pair_is_known_by_its_headers_in_any_order(pack):
    images, labels = pack(idx(SOME.images)), idx(SOME.labels)
    same(read_idx_bytes(images, labels, "a"))
    same(read_idx_bytes(labels, images, "a"))
    same(read_digit_files({"one": labels, "other": images}))
    np.testing.assert_array_equal(read_idx_pictures(images), SOME.images)


def test_only_the_first_pictures_are_taken_and_the_rest_is_not_unpacked():
    images, labels = gzip.compress(idx(ALL.images)), idx(ALL.labels)
    same(read_idx_bytes(images[: len(images) // 2], labels, most=40))
    same(read_idx_bytes(gzip.compress(idx(SOME.images)), idx(SOME.labels), most=40))
    with pytest.raises(DataError, match="cut off"):
        read_idx_bytes(images[: len(images) // 2], labels)


def test_four_files_keep_their_own_test_pictures():
    files = {
        "emnist-train-images": idx(ALL.images[:900]),
        "emnist-train-labels": idx(ALL.labels[:900]),
        "emnist-TEST-labels": idx(ALL.labels[900:1000]),
        "emnist-TEST-images": gzip.compress(idx(ALL.images[900:1000])),
    }
    digits = read_digit_files(files)
    same(digits.split("test"), Digits(ALL.images[900:1000], ALL.labels[900:1000]))
    assert [len(digits.splits[name]) for name in ("train", "validation", "test")] == [810, 90, 100]
    few = read_digit_files(files, most=500)
    assert [len(few.splits[name]) for name in ("train", "validation", "test")] == [405, 45, 50]
    renamed = {name.replace("TEST", "exam"): content for name, content in files.items()}
    with pytest.raises(DataError, match="t10k"):
        read_digit_files(renamed)


@pytest.mark.parametrize(
    ("images", "labels", "sentence"),
    [
        (idx(SOME.images), idx(SOME.labels[:39]), "40 pictures and 39 labels do not belong together"),
        (idx(SOME.images)[:-1], idx(SOME.labels), "cut off"),
        (idx(SOME.images) + b"x", idx(SOME.labels), "longer"),
        (idx(SOME.images[:, :14]), idx(SOME.labels), "14 x 28 pixels; they must have 28 x 28"),
        (idx(SOME.images), idx(SOME.labels + 20), "labels go from 0 to 9 here, so letters"),
        (idx(SOME.images), idx(SOME.images), "not a pair"),
        (idx(SOME.labels), idx(SOME.labels), "not a pair"),
        (idx(SOME.images[:0]), idx(SOME.labels[:0]), "hold no pictures"),
        (b"\0\0\x0d\x03" + idx(SOME.images)[4:], idx(SOME.labels), "another kind of numbers"),
        (b"\0\0\x08\x02" + idx(SOME.images)[4:], idx(SOME.labels), "neither pictures nor labels"),
        (b"\0\0\x08\x03\0\0", idx(SOME.labels), "neither pictures nor labels"),
        (gzip.compress(idx(SOME.images), mtime=0)[:-9], idx(SOME.labels), "damaged or cut off"),
        (gzip.compress(idx(SOME.images), mtime=0) + b"x", idx(SOME.labels), "more than one"),
        (b"\x1f\x8b nonsense", idx(SOME.labels), "damaged"),
    ],
)
def test_pairs_that_are_none(images, labels, sentence):
    with pytest.raises(DataError, match=sentence):
        read_idx_bytes(images, labels)


def test_labels_alone_are_no_pictures():
    with pytest.raises(DataError, match="not an IDX file with pictures"):
        read_idx_pictures(idx(SOME.labels))


# CSV


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("names", [[], [["label", *(f"1x{i}" for i in range(784))]], [list(range(785))]])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_whole_numbers(separator, names, end):
    same(read_csv_digits(lines(names + rows_of(SOME), separator, end)))


def test_numbers_from_0_to_1_and_others_forms():
    shares = [[f"{row[0]}.0", *(f"{value / 255:.4g}" for value in row[1:])] for row in rows_of(SOME)]
    same(read_csv_digits(lines(shares)))
    floats = [[row[0], *(f" {value}.0" for value in row[1:])] for row in rows_of(SOME)]
    same(read_csv_digits(lines(floats)))
    quoted = io.StringIO()
    csv.writer(quoted, quoting=csv.QUOTE_ALL).writerows(rows_of(SOME))
    same(read_csv_digits(quoted.getvalue().encode()))
    same(read_csv_digits(b"\xef\xbb\xbf" + lines(rows_of(SOME))))
    same(read_csv_digits(lines(rows_of(SOME)).rstrip() + b"\n\n \n"))


def test_ink_and_paper_alone():
    bits = Digits(np.where(SOME.images > 127, 255, 0).astype(np.uint8), SOME.labels)
    same(read_csv_digits(lines([[row[0], *(v // 255 for v in row[1:])] for row in rows_of(bits)])), bits)
    same(read_csv_digits(lines([[3, *BLANK]])), Digits(np.zeros((1, 28, 28), np.uint8), np.array([3], np.uint8)))


def test_the_label_may_come_last_if_its_name_says_so():
    names = [*(f"pixel{i}" for i in range(1, 785)), "class"]
    last = [[*row[1:], row[0]] for row in rows_of(SOME)]
    same(read_csv_digits(lines([names, *last])))


def test_pandas_writes_the_same_numbers():
    frame = pd.DataFrame(rows_of(SOME), columns=["label", *(f"p{i}" for i in range(784))])
    same(read_csv_digits(frame.to_csv(index=False).encode()))
    again = pd.read_csv(io.BytesIO(csv_of_digits(SOME_SPLIT))).to_numpy()
    np.testing.assert_array_equal(again, rows_of(SOME_SPLIT))


SOME_SPLIT = with_splits(SOME)


@pytest.mark.parametrize("pack", [gzip.compress, lambda c: zipped(a_dot_csv=c, __MACOSX_in_a_dot_csv=b"x")])
def test_packed(pack):
    same(read_digit_files({"a.csv": pack(lines(rows_of(SOME)))}))


def test_blocks_make_no_difference_and_only_the_first_lines_are_taken():
    content = csv_of_digits(ALL)
    same(read_csv_digits(content), ALL)
    first = read_csv_digits(gzip.compress(content, 1)[:1_500_000], most=3000)
    same(first, Digits(ALL.images[:3000], ALL.labels[:3000]))
    assert MOST == 20_000


def wrong(cell: object, column: int = 400, line: int = 2) -> bytes:
    rows: list[list[object]] = [[5, *BLANK[:-1], "200"] for _ in range(4)]
    rows[line - 1][column - 1] = cell
    return lines(rows)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (wrong(256), "Line 2 holds the pixel value 256; pixels go from 0 to 255"),
        (wrong(-1), "Line 2 holds the pixel value -1"),
        (wrong("x"), "Line 2, column 400 holds “x”, which is not a number"),
        (wrong(""), "Line 2, column 400 is empty"),
        (wrong("nan"), "Line 2"),
        (wrong("inf", line=3), "Line 3"),
        (wrong("1e999"), "Line 2"),
        (wrong("0.5,7"), "Line 2 has 786 columns"),
        (wrong(10, 1), "Line 2 has the label 10; labels are whole numbers from 0 to 9"),
        (wrong("3.5", 1), "Line 2 has the label 3.5"),
        (wrong(-1, 1), "Line 2 has the label -1"),
        (lines([[5, *BLANK], BLANK]), "Line 2 has 784 columns: the pixels without a label"),
        (lines([BLANK] * 3), "Line 1 has 784 columns: the pixels without a label"),
        (lines([[f"p{i}" for i in range(784)], BLANK]), "784 columns: the pixels without a label"),
        (lines([["label", *(f"p{i}" for i in range(784))]]), "holds no digits"),
        (lines([["label", "file"], [3, "a.png"]]), "Line 1 has 2 columns"),
        (lines([[1, *["0.5"] * 784], [1, *["0.5"] * 783, 7]]), "Line 2 holds the pixel value 7; pixels go from 0 to 1"),
        (lines([[5, *BLANK]]).replace(b"0", b'"0', 1), "From line 1 on"),
        (b"", "not a CSV of digits"),
        (b"\n" * 1000, "not a CSV of digits"),
        (b"hello", "not a CSV of digits"),
        (b"1" * 100_000, "not a CSV of digits"),
        (lines([[5, *BLANK]])[:-1].replace(b"0", b"0" * 40), "not a CSV of digits"),
    ],
)
def test_lines_that_are_wrong_are_named(content, sentence):
    with pytest.raises(DataError, match=sentence) as refusal:
        read_csv_digits(content)
    assert "\n" not in str(refusal.value)


def test_the_line_is_counted_through_blocks_and_names():
    rows = [["label", *(f"p{i}" for i in range(784))], *rows_of(ALL)]
    rows[7001] = [*rows[7001][:500], "?", *rows[7001][501:]]
    with pytest.raises(DataError, match="Line 7002, column 501 holds “\\?”"):
        read_csv_digits(lines(rows))


# Which files


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Bring the two files"),
        ({"a": b""}, "This file is empty"),
        ({"a": idx(SOME.labels)}, "bring the file with its pictures"),
        ({"a": idx(SOME.images)}, "40 pictures without labels"),
        ({"a": b"1,2", "b": b"1,2"}, "Line 1 has 2 columns"),
        ({"a": idx(SOME.images), "b": idx(SOME.images)}, "80 pictures without labels"),
        ({str(i): idx(SOME.labels) for i in range(3)}, "Bring the two files"),
        ({"a": bytes(MOST_BYTES + 1)}, "larger than 32 MB"),
        ({"a": zipped(a_dot_csv=b"1", b_dot_csv=b"2")}, "as many files of labels as of pictures"),
        ({"a": b"PK\3\4 nonsense"}, "zip file is damaged"),
        ({"a": gzip.compress(b"\n" * 10**6)}, "not a CSV"),
    ],
)
def test_files_that_are_no_set(files, sentence):
    with pytest.raises(DataError, match=sentence):
        read_digit_files(files)


def test_what_a_file_unpacks_to_is_limited():
    spaced = gzip.compress(lines([[5, *["               0"] * 783, 9]] * 1000))
    with pytest.raises(DataError, match="unpacks to more than 12 MB"):
        read_digit_files({"a.gz": spaced}, most=1000)
    assert len(read_digit_files({"a.gz": spaced}, most=20)) == 20
    assert len(read_digit_files({"a.gz": spaced}, most=None)) == 1000


# Splits


def test_splits_are_as_those_of_the_digits_that_come_along():
    parted = with_splits(Digits(ALL.images, ALL.labels))
    assert [len(parted.splits[name]) for name in ("train", "validation", "test")] == [8000, 1000, 1000]
    assert sorted(np.concatenate(list(parted.splits.values()))) == list(range(10_000))
    for name in parted.splits:
        counts = np.bincount(parted.split(name).labels) / len(parted.split(name))
        np.testing.assert_allclose(counts, np.bincount(ALL.labels) / 10_000, atol=0.0015)
    again = with_splits(Digits(ALL.images, ALL.labels))
    assert all((again.splits[name] == parted.splits[name]).all() for name in parted.splits)


def test_ink_and_paper_rows_and_columns_changed_over_twice_are_as_before():
    for change in (inverted, transposed):
        once = change(SOME_SPLIT)
        assert once.splits == SOME_SPLIT.splits and (once.images != SOME.images).any()
        same(change(once))
    np.testing.assert_array_equal(inverted(SOME).images[3], 255 - SOME.images[3].astype(int))
    np.testing.assert_array_equal(transposed(SOME).images[3], SOME.images[3].T)


# Our own file


@pytest.mark.parametrize("packed", [True, False])
def test_a_set_comes_back_as_it_was(packed, tmp_path):
    content = save_digit_set(SOME_SPLIT, packed=packed)
    for again in (read_digit_set(content), read_digit_files({"a.npz": content})):
        same(again)
        assert all((again.splits[name] == SOME_SPLIT.splits[name]).all() for name in SOME_SPLIT.splits)
        assert again.digest == SOME_SPLIT.digest
    (tmp_path / "digits.npz").write_bytes(content)
    same(load_digits(tmp_path))
    (tmp_path / "digits.npz").write_bytes(content[:-7])
    with pytest.raises(DataError):
        load_digits(tmp_path)


def test_the_digest_changes_with_any_picture_label_or_split_but_not_with_the_name():
    seen = {SOME_SPLIT.digest, inverted(SOME_SPLIT).digest}
    labels = SOME.labels.copy()
    labels[0] ^= 1
    seen.add(Digits(SOME.images, labels, splits=SOME_SPLIT.splits).digest)
    swapped = dict(zip(SOME_SPLIT.splits, list(SOME_SPLIT.splits.values())[::-1], strict=True))
    seen.add(Digits(SOME.images, SOME.labels, splits=swapped).digest)
    assert len(seen) == 4
    assert Digits(SOME.images, SOME.labels, "x", SOME_SPLIT.splits).digest == SOME_SPLIT.digest


def npz(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        npz(images=SOME.images),
        npz(images=SOME.images, labels=SOME.labels, more=SOME.labels),
        npz(images=SOME.images.astype(float), labels=SOME.labels),
        npz(images=SOME.images, labels=SOME.labels[:3]),
        npz(images=SOME.images[:, :3], labels=SOME.labels),
        npz(images=SOME.images[:0], labels=SOME.labels[:0]),
        npz(images=SOME.images, labels=SOME.labels + 10),
        npz(images=SOME.images, labels=SOME.labels, split=SOME.labels),
        npz(images=SOME.images, labels=np.uint8(3)),
        npz(images=np.uint8(3), labels=SOME.labels),
        npz(images=np.array([None]), labels=SOME.labels),
        b"PK",
        b"",
    ],
)
def test_sets_that_are_none(content):
    with pytest.raises(DataError):
        read_digit_set(content)


def test_a_set_without_splits_gets_them():
    made = read_digit_set(npz(images=SOME.images, labels=SOME.labels))
    assert all((made.splits[name] == SOME_SPLIT.splits[name]).all() for name in SOME_SPLIT.splits)


def test_a_set_that_could_not_be_read_again_is_not_saved():
    large = Digits(np.zeros((MOST + 1, 28, 28), np.uint8), np.zeros(MOST + 1, np.uint8))
    with pytest.raises(DataError, match="up to 20,000"):
        save_digit_set(with_splits(large))
    assert len(read_digit_set(save_digit_set(with_splits(Digits(large.images[1:], large.labels[1:]))))) == MOST


def test_the_reader_loads_no_pandas():
    code = "import sys, mnistnet.digits.files; print([m for m in ('pandas', 'streamlit') if m in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif("MNISTNET_DATA_DIR" not in os.environ, reason="MNISTNET_DATA_DIR does not name the full MNIST set")
def test_mnists_own_four_files():
    folder = Path(os.environ["MNISTNET_DATA_DIR"])
    files = {path.name: path.read_bytes() for path in folder.glob("*ubyte*")}
    full, few = load_digits("mnist"), read_digit_files(files)
    same(few.split("test"), Digits(full.split("test").images[:2000], full.split("test").labels[:2000]))
    same(read_digit_files(files, most=None).split("test"), full.split("test"))
