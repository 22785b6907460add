"""Tables and arrays of digits as strangers lay them out: other columns, other scales, other squares."""

import base64
import gzip
import json

import numpy as np
import pandas as pd
import pytest

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from tests.unit.test_digit_sets import ALL, FLAT, IMAGES, LABELS, LAST, ONE_HOT, ROWS, lines, npy, npz, png, same

SHUFFLED = sorted(range(784), key=str)  # 0, 1, 10, 100, 101, ...
WRITERS = [[row[0], i // 7, *row[1:]] for i, row in enumerate(ROWS)]
COLOURS = np.repeat(IMAGES[..., None], 3, axis=-1)
ALIKE = np.full((40, 28, 28, 1), 255, np.uint8)
TEXTS = np.array([str(label).encode() for label in LABELS])
PER_PIXEL = (FLAT - FLAT.mean(axis=0)) / (FLAT.std(axis=0) + 1e-9)


def in_one_cell(begin, between, end):
    return lines([["label", "pixels"], *([row[0], begin + between.join(map(str, row[1:])) + end] for row in ROWS)])


EXACT = {
    "columns in the order of their names as text": lambda: lines(
        [["label", *(f"pixel{i}" for i in SHUFFLED)], *([row[0], *(row[1 + i] for i in SHUFFLED)] for row in ROWS)]),
    "columns called by place, one column of the picture after the other": lambda: lines(
        [["label", *(f"{r}x{c}" for c in range(1, 29) for r in range(1, 29))],
         *([n, *x.T.ravel().tolist()] for n, x in zip(LABELS, IMAGES, strict=True))]),
    "a column more": lambda: lines([["label", "writer", *(f"p{i}" for i in range(1, 785))], *WRITERS]),
    "a shuffled index": lambda: lines([[i * 7 % 41, *row] for i, row in enumerate(ROWS, 1)]),
    "two lines of names": lambda: lines([["label", *["pixel"] * 784], ["", *range(784)], *ROWS]),
    "a title": lambda: b"MNIST, written by hand\n" + lines([["label", *(f"p{i}" for i in range(784))], *ROWS]),
    "excel's mark": lambda: b"sep=;\r\n" + lines(ROWS, ";", "\r\n"),
    "other remarks": lambda: b"// digits\n% label, pixels\n" + lines(ROWS),
    "bars": lambda: lines(ROWS, "|"),
    "an old mac": lambda: lines(ROWS, end="\r"),
    "pixels in one cell": lambda: in_one_cell('"', " ", '"'),
    "pixels as a list": lambda: in_one_cell('"[', ", ", ']"'),
    "array with the label first": lambda: npy(np.array(ROWS)),
    "array with the label last": lambda: npz(train=np.array(LAST[:30]), test=np.array(LAST[30:])),
    "minus a half": lambda: npz(X=(FLAT / 255 - 0.5).astype("f4"), y=LABELS),
    "bytes with a sign": lambda: npz(X=(FLAT.astype(int) - 128).astype("i1"), y=LABELS),
    "minus the mean": lambda: lines([[n, *x] for n, x in zip(LABELS, (FLAT - 33.25).tolist(), strict=True)]),
    "colours first": lambda: npz(X=np.moveaxis(COLOURS, 3, 1), y=LABELS),
    "colours and cover": lambda: npz(X=np.concatenate([COLOURS, ALIKE], axis=3), y=LABELS),
    "white on nothing": lambda: npz(X=np.concatenate([ALIKE, ALIKE, ALIKE, IMAGES[..., None]], axis=3), y=LABELS),
    "an axis of one": lambda: npz(X=FLAT[:, None], y=LABELS[:, None, None]),
    "an axis of one, last": lambda: npz(X=FLAT[..., None], y=LABELS),
    "other labels first": lambda: npz(X=FLAT, odd=LABELS % 2, digit=LABELS),
    "other labels without a name": lambda: npz(X=FLAT, a=LABELS % 2, b=LABELS),
    "pictures last": lambda: npz(X=np.moveaxis(IMAGES, 0, 2)[:, :, None], y=LABELS),
    "labels of bytes": lambda: npz(X=IMAGES, y=TEXTS),
    "json of wide records": lambda: json.dumps(
        [dict(zip(["label", *(f"p{i}" for i in SHUFFLED)], [row[0], *(row[1 + i] for i in SHUFFLED)], strict=True))
         for row in ROWS]).encode(),
    "json of columns": lambda: pd.DataFrame(ROWS, columns=["label", *map(str, range(784))]).to_json().encode(),
    "json of rows": lambda: json.dumps({"columns": [], "data": LAST}).encode(),
    "json of files": lambda: json.dumps(
        [{"label": n, "image": "data:image/png;base64," + base64.b64encode(png(x)).decode()}
         for n, x in zip(LABELS.tolist(), IMAGES, strict=True)]).encode(),
    "packed twice": lambda: gzip.compress(gzip.compress(lines(ROWS))),
    "two more pixels around, in rows": lambda: lines(
        [[n, *np.pad(x, 2).ravel().tolist()] for n, x in zip(LABELS, IMAGES, strict=True)]),
}  # fmt: skip


@pytest.mark.parametrize("kind", EXACT)
def test_other_tables_and_arrays_come_back_to_the_bit(kind):
    same(open_digit_files({"x": EXACT[kind]()}).digits)


@pytest.mark.parametrize(
    "answers",
    [
        pd.Series(LABELS, name="label").to_csv().encode(),
        pd.Series(LABELS).sample(frac=1, random_state=0).sort_index().to_csv(header=False).encode(),
        lines(ONE_HOT),
        lines([[i, *row] for i, row in enumerate(ONE_HOT.tolist())]),
    ],
)
def test_labels_in_a_table_of_their_own(answers):
    same(open_digit_files({"X.csv": pd.DataFrame(FLAT).to_csv().encode(), "y.csv": answers}).digits)


def test_as_many_labels_as_rows_tell_rows_from_columns():
    pictures = np.arange(100 * 784, dtype=np.uint32).reshape(100, 784) % 251
    labels = np.arange(100) % 10
    for way in (pictures, pictures.T.copy()):
        found = open_digit_files({"x": npz(X=way, y=labels)}).digits
        same(found, pictures.reshape(100, 28, 28).astype(np.uint8), labels)


@pytest.mark.parametrize("count", [100, 400])
@pytest.mark.parametrize("shape", ["row", "column", "ten columns", "ten rows"])
def test_labels_are_no_pictures_though_there_are_a_square_of_them(shape, count):
    labels = ALL.labels[:count]
    ten = np.eye(10)[labels]
    laid = {"row": labels[None], "column": labels[:, None], "ten columns": ten, "ten rows": ten.T}[shape]
    flat = ALL.images[:count].reshape(count, 784)
    for files in ({"x": npz(y=laid, X=flat)}, {"x": npz(X=flat.T, y=laid)}, {"X.npy": npy(flat), "y.npy": npy(laid)}):
        same(open_digit_files(files).digits, ALL.images[:count], labels)


def test_ink_that_ends_early_everywhere_is_full_ink_and_faint_digits_stay_faint():
    percent = open_digit_files({"x": npz(X=np.rint(FLAT / 2.55).astype(int), y=LABELS)})
    assert np.abs(percent.images.astype(int) - IMAGES).max() <= 2 and "0 to 100" in percent.notes[0]
    deep = open_digit_files({"x": npz(X=FLAT.astype("i2") * 128, y=LABELS)})
    assert np.abs(deep.images.astype(int) - IMAGES).max() <= 1 and "0 to 32640" in deep.notes[0]
    faint = np.where(np.arange(40) % 4, 60, 120)[:, None] * (FLAT > 127)
    same(open_digit_files({"x": npz(X=faint, y=LABELS)}).digits, faint.reshape(-1, 28, 28).astype(np.uint8))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (npz(X=PER_PIXEL, y=LABELS), "was each pixel scaled by itself"),
        (lines([[n, *x] for n, x in zip(LABELS, PER_PIXEL.tolist(), strict=True)]), "was each pixel scaled by itself"),
        (npz(X=FLAT, y=np.where(np.arange(40) == 3, np.nan, LABELS)), "A label in y is missing"),
        (npz(X=FLAT, y=LABELS[:-1]), "40 pictures and 39 labels in this file"),
        (npz(X=FLAT, y=LABELS - 1.0), "The labels in y go from -1 to 8"),
        (npz(X=np.ones((40, 99)), y=LABELS), r"no pictures of digits in this file: X \(40, 99\), y \(40,\)"),
        (npz(X=np.array([*IMAGES, 0], object)[:-1], y=LABELS), r"objects; .* numpy.stack"),
        (lines(ROWS).replace(b",0,", b",NaN,", 1), "Line 1 has a cell that is empty, “nan”"),
        (lines([["1" * 32]] * 40), "not a CSV of digits"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(content, sentence):
    with pytest.raises(DataError, match=sentence):
        _ = open_digit_files({"x": content}).digits


def test_of_a_sorted_set_it_is_said_which_digits_are_not_among_the_first():
    by_label = np.argsort(LABELS, kind="stable")
    for content in (lines([ROWS[i] for i in by_label]), npz(X=FLAT[by_label], y=LABELS[by_label])):
        found = open_digit_files({"x": content}, most=20)
        left = ", ".join(str(n) for n in range(10) if n not in LABELS[by_label[:20]])
        assert f"there is no {left}: bring it shuffled" in found.notes[-1]
    assert not open_digit_files({"x": lines(ROWS)}, most=20).notes
