"""Pictures in zips as strangers make them, tables in formats of others, and files that are no set at all."""

import gzip
import io
import lzma
import pickle
import struct
import tarfile
import zlib

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from mnistnet import DataError, load_network
from mnistnet.digits.files import open_digit_files
from mnistnet.digits.files.limits import DIGIT_WORDS
from tests.unit.test_digit_sets import IMAGES, LABELS, ROWS, lines, npz, png, same, zipped

WHITE = np.full((28, 28, 3), 255, np.uint8)


def folders(make, name="{n}"):
    return zipped(
        {f"{name.format(n=n, word=DIGIT_WORDS[n])}/{i}.png": make(x)
         for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}
    )  # fmt: skip


def idx(array):
    return bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def locked(content):
    """Return a zip file that says that its one file is locked, in both places where it says so."""
    place = content.index(b"PK\1\2") + 8
    return content[:6] + b"\1" + content[7:place] + b"\1" + content[place + 1 :]


def twins():
    files = {"train-images-idx3-ubyte": idx(IMAGES[:30]), "train-labels-idx1-ubyte": idx(LABELS[:30])}
    files |= {"t10k-images-idx3-ubyte": idx(IMAGES[30:]), "t10k-labels-idx1-ubyte": idx(LABELS[30:])}
    return files | {f"{name}.gz": gzip.compress(content) for name, content in files.items()}


@pytest.mark.parametrize(
    "content",
    [
        folders(lambda x: png(np.dstack([WHITE, x]))),
        folders(png, "class_{n}"),
        folders(png, "d/{n} - {word}"),
        folders(png, "0{n}"),
        zipped({f"MNIST/raw/{name}": content for name, content in twins().items()}),
    ],
    ids=["white on nothing", "class_7", "7 - seven", "07", "packed beside unpacked"],
)
def test_pictures_come_back_to_the_bit(content):
    same(open_digit_files({"x": content}).digits)


def test_crops_of_any_size_are_read():
    def crop(image):
        inside = Image.fromarray(image[np.ix_(image.any(axis=1), image.any(axis=0))])
        return png(np.asarray(inside.resize((inside.width * 9, inside.height * 9), Image.Resampling.BICUBIC)))

    for make in (crop, lambda x: png(np.asarray(Image.fromarray(x).resize((300, 300), Image.Resampling.BICUBIC)))):
        found = open_digit_files({"x": folders(make)})
        answers = load_network("sharp").predict(found.images).argmax(axis=1)
        assert (answers == found.digits.labels).mean() > 0.9 and len(found.notes) == 1
    some = {"3/a.png": png(IMAGES[0]), "4/b.png": png(IMAGES[1][:20]), "5/c.png": png(IMAGES[2])}
    kept = open_digit_files({"x": zipped(some)})
    np.testing.assert_array_equal(kept.images[[0, 2]], IMAGES[[0, 2]])
    assert "differ in size" in kept.notes[0]


def test_a_list_of_names_alone_leaves_its_pictures_out():
    pictures = {f"images/{i}.png": png(x) for i, x in enumerate(IMAGES)}
    lists = {
        "train.csv": lines([["filename", "label"], *([f"{i}.png", LABELS[i]] for i in range(30))]),
        "test.csv": lines([["filename"], *([f"{i}.png"] for i in range(30, 40))]),
    }
    found = open_digit_files({"x": zipped(pictures | lists)})
    same(found.digits, IMAGES[:30], LABELS[:30])
    assert found.notes == ("10 pictures have no label in train.csv and are left out.",)


def test_names_of_files_part_what_names_inside_do_not():
    halves = {"train": slice(0, 30), "test": slice(30, 40)}
    arrays = {f"k-{name}-{what}.npz": npz(arr_0=all_of[part]) for name, part in halves.items()
              for what, all_of in (("imgs", IMAGES), ("labels", LABELS))}  # fmt: skip
    eight = {"a.tra": lines([[*[i % 17] * 64, i % 10] for i in range(30)])}
    eight["a.tes"] = lines([[*[i % 16] * 64, i % 10] for i in range(1, 11)])
    for files in (arrays, eight):
        assert len(open_digit_files(files).digits.split("test")) == 10
    same(open_digit_files(arrays).digits.split("test"), IMAGES[30:], LABELS[30:])


def test_tables_of_arrow_are_read_and_files_called_test_are_for_testing():
    arrow = pytest.importorskip("pyarrow")
    cells = [{"bytes": png(image), "path": None} for image in IMAGES]
    table = arrow.table({"image": cells, "label": LABELS.astype(int)})
    for begin in (arrow.ipc.new_stream, arrow.ipc.new_file):
        files = {}
        for name, part in (("train", table[:30]), ("test", table[30:])):
            file = io.BytesIO()
            with begin(file, table.schema) as writer:
                writer.write_table(part)
            files[f"{name}-00000.arrow"] = file.getvalue()
        same(open_digit_files(files).digits.split("test"), IMAGES[30:], LABELS[30:])
        same(open_digit_files({"x": zipped(files)}).digits.split("test"), IMAGES[30:], LABELS[30:])
    wide = io.BytesIO()
    pd.DataFrame(ROWS, columns=["label", *map(str, range(784))]).to_feather(wide)
    same(open_digit_files({"x": wide.getvalue()}).digits)
    same(open_digit_files({"x": zlib.compress(lines(ROWS))}).digits)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x28\xb5\x2f\xfd" + bytes(50), "packed in a way that is not read"),
        (lzma.compress(b"1,2", format=lzma.FORMAT_ALONE), "packed in a way that is not read"),
        (struct.pack("<Q", 99) + bytes(4) + b"\x0a" + bytes(99), "TensorFlow's records"),
        (b"%PDF-1.4\n", "document"),
        (b"{\\rtf1 hello}", "document"),
        (b"<?xml version='1.0'?><a/>", "document"),
        (zipped({"mimetype": b"", "content.xml": b""}), "workbook or document"),
        (pickle.dumps(pd.DataFrame(ROWS)), "such as a table of pandas.*to_csv"),
        (locked(zipped({"train.csv": lines(ROWS)})), "locked with a password"),
        (pickle.dumps({"joblib.numpy_pickle": 1}, 2), "joblib.load opens it"),
        (IMAGES.tobytes()[1:], "in no form that is read here. Bring the two files"),
        (folders(png).replace(b".png", b".svg"), "such as .*.svg: save them as PNG"),
        (npz(x=IMAGES * 0, y=LABELS), "All pictures are blank"),
        (folders(png, "set{n}"), "says no label"),
        (folders(png, "train_{n}").replace(b"train_0", b"train_1"), "says no label"),
        (zipped({f"{word}/{i}.png": png(IMAGES[i]) for word in "abc" for i in range(9)}), "says no label"),
        (zipped({"7/a.png": png(np.zeros((7, 7), np.uint8))}), "fewer than 8 or more than 1000 pixels"),
    ],
)
def test_what_is_no_set_is_called_by_its_name(content, sentence):
    with pytest.raises(DataError, match=sentence):
        _ = open_digit_files({"x": content}).digits


def tarred(members, form=tarfile.PAX_FORMAT, mode="w:gz"):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form) as archive:
        folder = tarfile.TarInfo("./set")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in members.items():
            told = tarfile.TarInfo(name)
            told.size = len(content)
            archive.addfile(told, io.BytesIO(content))
    return file.getvalue()


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_as_good_as_a_zip(form):
    deep = f"./set/{'a' * 90}/{'b' * 60}"
    pictures = {f"{deep}/{n}/{i}.png": png(x) for i, (n, x) in enumerate(zip(LABELS, IMAGES, strict=True))}
    same(open_digit_files({"x": tarred(pictures | {"./set/._a.png": b"beside"}, form)}).digits)
    tables = {"train.csv": lines(ROWS[:30]), "test.csv": lines(ROWS[30:])}
    found = open_digit_files({"x": tarred(tables, form, "w:bz2")}).digits
    same(found.split("test"), IMAGES[30:], LABELS[30:])
    listed = {f"{i}.png": png(x) for i, x in enumerate(IMAGES)}
    listed["labels.csv"] = lines([[f"{i}.png", n] for i, n in enumerate(LABELS)])
    same(open_digit_files({"x": tarred(listed, form, "w")}).digits)
    with pytest.raises(DataError, match="damaged or cut off"):
        open_digit_files({"x": tarred(pictures, form, "w")[:-20_000]})
