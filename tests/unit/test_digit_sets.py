"""Sets of digits as strangers keep them: each kind is made from known digits, and must come back as those."""

import bz2
import gzip
import io
import json
import lzma
import pickle
import struct
import zipfile

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from mnistnet import DataError, Digits, load_digits, load_network
from mnistnet.digits.files import Way, measured_way, open_digit_files
from mnistnet.digits.files.limits import DIGIT_WORDS
from mnistnet.digits.files.which_way import TURNS

ALL = load_digits().split("test")
IMAGES, LABELS = ALL.images[:40], ALL.labels[:40]
FLAT = IMAGES.reshape(-1, 784)
ROWS = [[int(label), *pixels.tolist()] for label, pixels in zip(LABELS, FLAT, strict=True)]
LAST = [[*row[1:], row[0]] for row in ROWS]
NAMES = [f"p{i}" for i in range(784)]
ONE_HOT = np.eye(10, dtype=int)[LABELS]
BY_LABEL = np.argsort(LABELS, kind="stable")


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def lines(rows, separator=",", end="\n"):
    return "".join(separator.join(map(str, row)) + end for row in rows).encode()


def zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def png(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def frame():
    table = pd.DataFrame(FLAT, columns=NAMES)
    table.insert(300, "Label", LABELS)
    return table


def nielsen():
    parts = (slice(0, 30), slice(30, 35), slice(35, 40))
    return tuple(((FLAT[part] / np.float32(255)).astype("f4"), LABELS[part].astype("i8")) for part in parts)


BOOK = {"train_img": FLAT[:30], "train_label": LABELS[:30], "test_img": FLAT[30:], "test_label": LABELS[30:]}
EXACT = {
    "keras": lambda: npz(x_train=IMAGES[:30], y_train=LABELS[:30], x_test=IMAGES[30:], y_test=LABELS[30:]),
    "int64 labels": lambda: npz(images=IMAGES, labels=LABELS.astype(np.int64)),
    "flat floats, one-hot": lambda: npz(X=FLAT / 255, y=ONE_HOT),
    "channel last, column of labels": lambda: npz(X=IMAGES[..., None], y=LABELS[:, None].astype("f8")),
    "channel first": lambda: npz(X=IMAGES[:, None], y=LABELS),
    "columns": lambda: npz(X=FLAT.T.copy(), y=LABELS),
    "columns, one-hot columns": lambda: npz(X=FLAT.T.copy(), Y=ONE_HOT.T.copy()),
    "columns, labels in a row": lambda: npz(X=FLAT.T.copy(), Y=LABELS[None]),
    "colours": lambda: npz(X=np.repeat(IMAGES[..., None], 3, axis=3), y=LABELS),
    "labels are texts": lambda: npz(X=FLAT, y=LABELS.astype(str)),
    "labels are words": lambda: npz(X=FLAT, y=np.array(DIGIT_WORDS)[LABELS]),
    "csv with words": lambda: lines([[DIGIT_WORDS[row[0]].title(), *row[1:]] for row in ROWS]),
    "names, words last": lambda: lines([[*NAMES, "class"], *([*row[:-1], DIGIT_WORDS[row[-1]]] for row in LAST)]),
    "folders of words": lambda: zipped(
        {f"d/{DIGIT_WORDS[n]}/{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "arr_0": lambda: npz(arr_0=IMAGES, arr_1=LABELS),
    "-1 to 1": lambda: npz(X=FLAT / 127.5 - 1, y=LABELS),
    "mean 0": lambda: npz(X=((FLAT / 255 - 0.1307) / 0.3081).astype("f4"), y=LABELS),
    "16 bits": lambda: npz(X=FLAT.astype("u2") * 257, y=LABELS),
    "nielsen": lambda: gzip.compress(pickle.dumps(nielsen(), 2)),
    **{f"book, protocol {i}": lambda i=i: pickle.dumps(BOOK, i) for i in range(6)},
    "label last": lambda: lines(LAST),
    "label last, counted names": lambda: lines([range(785), *LAST]),
    "label last, another name": lambda: lines([[*NAMES, "solution"], *LAST]),
    "label last, sorted": lambda: lines([LAST[i] for i in BY_LABEL]),
    "label first, sorted": lambda: lines([ROWS[i] for i in BY_LABEL]),
    "named in the middle": lambda: frame().to_csv(index=False).encode(),
    "index and name": lambda: frame().to_csv().encode(),
    "index": lambda: lines([[i, *row] for i, row in enumerate(ROWS)]),
    "index, label last": lambda: lines([[i + 1, *row] for i, row in enumerate(LAST)]),
    "one-hot last": lambda: lines([[*row[1:], *one] for row, one in zip(ROWS, ONE_HOT, strict=True)]),
    "one-hot first": lambda: lines([[*one, *row[1:]] for row, one in zip(ROWS, ONE_HOT, strict=True)]),
    "comma at the end": lambda: lines(ROWS, end=",\n"),
    "spaces": lambda: lines(ROWS, " "),
    "columns of spaces": lambda: "".join(" ".join(f"{v:4d}" for v in row) + " \n" for row in ROWS).encode(),
    "utf-16": lambda: lines(ROWS, "\t").decode().encode("utf-16"),
    "utf-16, big": lambda: b"\xfe\xff" + lines(ROWS, "\t").decode().encode("utf-16-be"),
    "empty lines": lambda: lines(ROWS[:20]) + b"\n\n \n" + lines(ROWS[20:]),
    "decimal commas": lambda: lines([[r[0], *(f"{v / 255:.4f}".replace(".", ",") for v in r[1:])] for r in ROWS], ";"),
    "savetxt": lambda: b"# label " + lines([NAMES], " ") + lines([[f"{v:.18e}" for v in row] for row in ROWS], " "),
    "names of pandas": lambda: lines([[5, 0, *(f"0.{i}" for i in range(1, 784))], *ROWS]),
    "arff": lambda: b"%\n@RELATION m\n" + lines([[f"@ATTRIBUTE {n} REAL"] for n in [*NAMES, "class"]]) + b"@DATA\n"
    + lines(LAST),
    "folders": lambda: zipped({f"d/{n}/{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "labels.csv": lambda: zipped(
        {f"images/a{i:02d}.PNG": png(x) for i, x in enumerate(IMAGES)}
        | {"labels.csv": lines([["file", "label"], *([f"a{i:02d}.PNG", n] for i, n in enumerate(LABELS))])}),
    "a list with words, paths, a count and no endings": lambda: zipped(
        {f"d/1/{i}.png": png(x) for i, x in enumerate(IMAGES)}
        | {"d/README.txt": b"1.png is nice\n", "d/list.tsv": lines(
            [["", "id", "split", "class"],
             *([i, f"1\\{i}", i % 2, f"{n}.0" if i else DIGIT_WORDS[n]] for i, n in enumerate(LABELS))], "\t")}),
    "labels first in names": lambda: zipped(
        {f"{n}_{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "labels last in names": lambda: zipped(
        {f"x/set 1/v2 {i}-{n}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "labels said in names": lambda: zipped(
        {f"x/{i % 3}_digit{n}_{i % 7}{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "words in names": lambda: zipped(
        {f"{DIGIT_WORDS[n]}_{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}),
    "zip of csv": lambda: zipped({"train.csv": lines(ROWS[:30]), "test.csv": lines(ROWS[30:]), "README": b"x"}),
    "zip of halves": lambda: zipped(
        {"trainImages.csv": lines(FLAT[:30]), "trainLabel.csv": lines(LABELS[:30, None]),
         "testImages.csv": lines(FLAT[30:]), "testLabel.csv": lines(LABELS[30:, None])}),
    "competition": lambda: zipped(
        {"train.csv": lines([["label", *NAMES], *ROWS]), "test.csv": lines([NAMES, *FLAT.tolist()]),
         "sample_submission.csv": b"ImageId,Label\n1,0\n"}),
    "remarks above": lambda: b"# MNIST\n#\n# label, pixels\n" + lines(ROWS),
    "csv, bzip2": lambda: bz2.compress(lines(ROWS)),
    "csv, xz": lambda: lzma.compress(lines(ROWS)),
    "two more pixels around": lambda: npz(X=np.pad(IMAGES, ((0, 0), (2, 2), (2, 2))), y=LABELS),
    "libsvm": lambda: sparse(FLAT),
    "libsvm, shares, from 0": lambda: sparse(FLAT / 255, first=0),
    "json": lambda: json.dumps({"images": IMAGES.tolist(), "labels": LABELS.tolist()}).encode(),
    "json in parts": lambda: json.dumps(
        {name: {"X": FLAT[part].tolist(), "y": LABELS[part].tolist()}
         for name, part in (("train", slice(30)), ("test", slice(30, 40)))}).encode(),
    "json of records": lambda: b"\xef\xbb\xbf" + json.dumps(records(FLAT)).encode(),
    "json of lines": lambda: "\n".join(map(json.dumps, records(IMAGES))).encode(),
    "json of pairs": lambda: json.dumps([[n, x] for n, x in zip(LABELS.tolist(), FLAT.tolist(), strict=True)]).encode(),
    "labels.json": lambda: zipped(
        {f"{i:02d}.png": png(x) for i, x in enumerate(IMAGES)}
        | {"labels.json": json.dumps({f"{i:02d}.png": n for i, n in enumerate(LABELS.tolist())})}),
    "labels in records": lambda: zipped(
        {f"{i:02d}.png": png(x) for i, x in enumerate(IMAGES)}
        | {"a/l.json": json.dumps([{"file": f"{i:02d}", "digit": n} for i, n in enumerate(LABELS.tolist())])}),
    "pickled pairs": lambda: pickle.dumps(list(zip(IMAGES, LABELS.tolist(), strict=True))),
    "pickled pairs, numbers of NumPy": lambda: pickle.dumps(list(zip(IMAGES, LABELS, strict=True))),
    "nielsen's columns": lambda: pickle.dumps(columns(), 4),
    "labels are objects": lambda: pickle.dumps({"data": FLAT * 1.0, "target": LABELS.astype(str).astype(object)}),
}  # fmt: skip


def sparse(pixels, first=1):
    """Return pixels as LIBSVM writes them: what is 0 is left out; one line has the first pixel all the same."""
    rows = ([f"{i + first}:{v:.8g}" for i, v in enumerate(row) if v or i == 0] for row in pixels)
    return "".join(f"{n} {' '.join(row)}\n" for n, row in zip(LABELS, rows, strict=True)).encode()


def records(pixels):
    return [{"label": n, "pixels": x} for n, x in zip(LABELS.tolist(), pixels.tolist(), strict=True)]


def columns():
    """Return what Nielsen's code makes of the set: columns of pixels, training labels as columns with a 1."""
    pictures = [(pixels / np.float32(255))[:, None] for pixels in FLAT]
    ten = [(picture, np.eye(10)[n][:, None]) for picture, n in zip(pictures, LABELS, strict=True)]
    plain = list(zip(pictures, LABELS.astype("i8"), strict=True))
    return ten[:20], plain[20:30], plain[30:]


def same(found, images=IMAGES, labels=LABELS):
    """Check that these are the digits, in any order."""
    order, wanted = (
        sorted(range(len(answers)), key=lambda i: (answers[i], pixels[i].tobytes()))
        for pixels, answers in ((found.images, found.labels), (images, labels))
    )
    np.testing.assert_array_equal(found.labels[order], labels[wanted])
    np.testing.assert_array_equal(found.images[order], images[wanted])


@pytest.mark.parametrize("kind", EXACT)
def test_a_stranger_s_set_comes_back_to_the_bit(kind):
    same(open_digit_files({"x": EXACT[kind]()}).digits)


def test_several_files_are_one_set():
    many = np.full((40, 8), 77, ">i4")
    many[:, 0] = LABELS
    labels = struct.pack(">BBBBII", 0, 0, 12, 2, 40, 8) + many.tobytes()
    images = struct.pack(">BBBBIII", 0, 0, 8, 3, 40, 28, 28) + IMAGES.tobytes()
    same(open_digit_files({"qmnist-images": images, "qmnist-labels-idx2-int.gz": gzip.compress(labels)}).digits)
    same(open_digit_files({"images.npy": npy(IMAGES), "labels.npy": npy(LABELS)}).digits)
    parted = open_digit_files({"train.csv": lines(ROWS[:30]), "test.csv": lines(ROWS[30:])}).digits
    same(parted.split("test"), IMAGES[30:], LABELS[30:])


def test_their_own_parting_is_kept():
    found = open_digit_files({"mnist.pkl.gz": EXACT["nielsen"]()}).digits
    assert {name: places.tolist() for name, places in found.splits.items()} == {
        "train": [*range(30)], "validation": [*range(30, 35)], "test": [*range(35, 40)]
    }  # fmt: skip
    assert len(open_digit_files({"mnist.npz": EXACT["keras"]()}).digits.split("test")) == 10


def test_grey_levels_and_bits_are_stretched_and_said():
    found = open_digit_files({"x": lines([[r[0], *(v // 17 for v in r[1:])] for r in ROWS])})
    np.testing.assert_array_equal(found.digits.images, IMAGES // 17 * 17)
    assert "0 to 15" in found.notes[0]
    bits = open_digit_files({"x": npz(X=(FLAT > 127).astype(int), y=LABELS)})
    np.testing.assert_array_equal(bits.digits.images, np.where(IMAGES > 127, 255, 0))
    assert set(np.unique(open_digit_files({"x": npz(X=FLAT > 127, y=LABELS)}).images)) == {0, 255}


def test_labels_from_1_to_10_have_10_for_0():
    found = open_digit_files({"x": npz(X=FLAT, y=np.where(LABELS == 0, 10, LABELS))})
    same(found.digits)
    assert "10 is read as the digit 0" in found.notes[0]


def test_small_pictures_are_scaled_and_a_network_reads_them():
    datasets = pytest.importorskip("sklearn.datasets")
    small = datasets.load_digits()
    found = open_digit_files({"x": npz(data=small.data, target=small.target)})
    assert len(found.digits) == 1797 and any("8 x 8" in note for note in found.notes)
    answers = load_network("sharp").predict(found.images[:200]).argmax(axis=1)
    assert (answers == small.target[:200]).mean() > 0.9
    dark = open_digit_files({"x": npz(data=16 - small.data[:50], target=small.target[:50])})
    light = open_digit_files({"x": npz(X=small.data[:50])}).images
    np.testing.assert_allclose(dark.images, 255.0 - light, atol=1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lines([[row[0] + 11, *row[1:]] for row in ROWS]), "letters"),
        (lines([[*row[:-1], row[-1] + 11] for row in LAST]), "letters"),
        (lines(FLAT), "pictures without labels"),
        (lines([[i, *row[1:]] for i, row in enumerate(ROWS)]), "pictures without labels"),
        (npz(X=FLAT), "pictures without labels"),
        (b"5 153:3 154:18\n" * 20 + b"5 153:3 x:18\n", "LIBSVM"),
        (b"5 153:3 1540:18\n" * 20, "784 at most"),
        (b"5 153:3 154:18 7\n" * 20, "LIBSVM"),
        (npz(W1=np.ones((784, 10)), b1=np.ones(10)), "My networks"),
        (npz(**{"fc.weight": np.ones((10, 784)), "fc.bias": np.zeros(10)}), "My networks"),
        (b"MATLAB 4.2 MAT-file, ...", "scipy.io.loadmat"),
        (b'[{"label": 7, "pixels": [0, 0]}]', r"no pictures of digits in this file: label \(1,\), pixels \(1, 2\)"),
        (b'[{"label": 7, "pixels": [0, 0', "JSON"),
        (b"[" * 100_000, "JSON"),
        (lines(IMAGES[0]), "1 pictures? without labels"),
        (lines(IMAGES[0][:27]), "27 lines of 28 numbers"),
        (b"[" + b"0.5," * 2_000_000 + b"1]", "larger than 8 MB"),
        (bz2.compress(lines(ROWS))[:-20], "damaged or cut off"),
        (lzma.compress(lines(ROWS)) + b"more", "holds more than one"),
        (b"<!DOCTYPE html>\n<html><body>404, not found</body></html>\n", "web page"),
        (gzip.compress(b"X\n\0\0\0\3", mtime=0), "write.table"),
        (npz(X=FLAT, y=np.full(40, "letter")), "pictures without labels"),
        (png(IMAGES[0]), "no set"),
        (zipped({"xl/workbook.xml": b""}), "as CSV"),
        (zipped({"a/one.png": png(IMAGES[0])}), "says no label"),
        (zipped({f"{i}.png": png(IMAGES[i]) for i in range(10)}), "says no label"),
        (zipped({f"{i // 5}_{i % 5}.png": png(IMAGES[i]) for i in range(10)}), "Which number in the name 0_0.png"),
        (zipped({"a.png": png(IMAGES[0]), "l.csv": b"a,7\na.png,3"}), "two labels"),
        (zipped({"a.png": png(IMAGES[0]), "l.csv": b"a,7,3"}), "Which column of l.csv"),
        (zipped({"a.png": png(IMAGES[0]), "l.csv": b"a,17"}), "Which column of l.csv"),
        (npz(X=FLAT, y=LABELS + 20), "letters"),
        (lines([[*row[1:], 1, 1, *[0] * 8] for row in ROWS]), "no labels"),
    ],
)
def test_what_is_no_set_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(DataError, match=sentence):
        _ = open_digit_files({"x": content}).digits


def test_pictures_that_a_list_leaves_out_are_left_out_and_what_was_taken_for_labels_is_said():
    pictures = {f"a{i}.png": png(x) for i, x in enumerate(IMAGES)}
    some = open_digit_files(
        {"x": zipped(pictures | {"labels.csv": lines([[f"a{i}.png", LABELS[i]] for i in range(30)])})}
    )
    same(some.digits, IMAGES[:30], LABELS[:30])
    assert some.notes == ("10 pictures have no label in labels.csv and are left out.",)
    named = open_digit_files(
        {"x": zipped({f"{i}_{n}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))})}
    )
    assert named.notes == (f"The labels stand in the names of the pictures: 0_{LABELS[0]}.png is a {LABELS[0]}.",)


def test_tables_in_parquet_and_arrays_in_hdf5():
    pytest.importorskip("pyarrow")
    h5py = pytest.importorskip("h5py")
    file, pictures, arrays = io.BytesIO(), io.BytesIO(), io.BytesIO()
    frame().to_parquet(file)
    cells = [{"bytes": png(image), "path": None} for image in IMAGES]
    pd.DataFrame({"image": cells, "label": LABELS.astype(int)}).to_parquet(pictures)
    with h5py.File(arrays, "w") as group:
        group["train/data"], group["train/target"] = FLAT / 255, LABELS.astype(int)
    with pytest.raises(DataError, match="Parquet"):
        open_digit_files({"x": b"PAR1" + bytes(100) + b"PAR1"})
    for one in (file, pictures, arrays):
        same(open_digit_files({"x": one.getvalue()}).digits)


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("turn", TURNS)
def test_the_way_that_a_set_lies_is_measured(turn, inverted):
    back = Way({"left": "right", "right": "left"}.get(turn, turn), inverted)
    found = measured_way(back.of(Digits(ALL.images[:60], ALL.labels[:60])), load_network("scratch"))
    assert found.best == Way(turn, inverted)
    np.testing.assert_array_equal(found.best.images(back.images(IMAGES)), IMAGES)


def test_pictures_of_other_things_and_few_digits_stay_as_they_are():
    noise = np.random.default_rng(0).integers(0, 256, (60, 28, 28), np.uint8)
    network = load_network("scratch")
    assert measured_way(Digits(noise, ALL.labels[:60]), network).best == Way()
    assert measured_way(Digits(255 - IMAGES[:5], LABELS[:5]), network).best == Way()
