"""Archives of pictures as others keep them: a label beside each picture, folders of many names, bare pixels."""

import io
import json
import struct

import numpy as np
import pytest
from PIL import Image

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from mnistnet.digits.files.bare_pictures import bare_pixels
from mnistnet.digits.files.limits import DIGIT_WORDS
from tests.unit.test_digit_sets import IMAGES, LABELS, png, same, zipped
from tests.unit.test_digit_sets_pictures import folders, tarred

PAIRS = list(enumerate(zip(IMAGES, LABELS, strict=True)))


def samples(ending, label, folder=""):
    files = ({f"{folder}{i:05d}.png": png(x), f"{folder}{i:05d}{ending}": label(int(n))} for i, (x, n) in PAIRS)
    return {name: content for one in files for name, content in one.items()}


@pytest.mark.parametrize(
    "members",
    [
        samples(".cls", lambda n: str(n).encode()),
        samples(".json", lambda n: json.dumps({"label": n, "key": "00001"}).encode()),
        samples(".txt", lambda n: DIGIT_WORDS[n].encode() + b"\n", "train/a/"),
        {name.replace(".png", ".image.png"): one for name, one in samples(".target.cls", lambda n: b"%d" % n).items()},
    ],
    ids=["cls", "json", "txt", "webdataset of several"],
)
def test_labels_stand_in_files_beside_the_pictures(members):
    for content in (tarred(members, mode="w"), tarred(members), zipped(members)):
        found = open_digit_files({"x": content})
        same(found.digits)
        assert found.notes == ("The labels stand in a file of its own beside each picture.",)


def test_where_one_file_beside_is_missing_nothing_is_guessed():
    members = samples(".cls", lambda n: str(n).encode())
    del members["00007.cls"]
    with pytest.raises(DataError, match="says no label"):
        open_digit_files({"x": zipped(members)})


@pytest.mark.parametrize("name", ["mnist_{n}", "MNIST_digit_{n}", "images of {word}", "train_{n}", "digit-{word}"])
def test_folders_are_called_by_their_digit_and_more(name):
    found = open_digit_files({"x": folders(png, name)})
    same(found.digits)
    assert "The labels stand in the names of the folders" in found.notes[0]


def test_a_list_that_nobody_understands_is_not_needed_where_folders_say_it():
    files = {f"{n}/{i}.png": png(x) for i, (x, n) in PAIRS}
    same(open_digit_files({"x": zipped(files | {"notes.json": b'{"1": "x"}'})}).digits)
    with pytest.raises(DataError, match="Which column"):
        open_digit_files({"x": zipped({f"a/{i}.png": png(x) for i, (x, _) in PAIRS} | {"notes.json": b'{"1": "x"}'})})


def netpbm(kind):
    def made(image):
        head = b"P%d\n# made here\n28 28\n" % kind + (b"" if kind in (1, 4) else b"255\n")
        data = np.repeat(image[..., None], 3, 2) if kind in (3, 6) else image
        return head + (b" ".join(b"%d" % value for value in data.ravel()) if kind < 4 else data.tobytes())

    return made


def tiff(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "TIFF")
    return file.getvalue()


@pytest.mark.parametrize("make", [netpbm(2), netpbm(3), netpbm(5), netpbm(6), tiff])
def test_bare_pixels_come_back_to_the_bit(make):
    same(open_digit_files({"x": folders(make).replace(b".png", b".pgm")}).digits)


def test_bare_pixels_are_what_pillow_reads():
    chance = np.random.default_rng(5)
    grey, colour = (chance.integers(0, 256, (20, 30, *more), dtype=np.uint8) for more in ((), (3,)))
    for array in (grey, colour, grey > 99):
        for form in ("PPM", "TIFF") if array.dtype == np.uint8 else ("PPM",):
            file = io.BytesIO()
            Image.fromarray(array).save(file, form)
            seen = np.asarray(Image.open(file).convert("L"), int)
            assert np.abs(bare_pixels(file.getvalue(), 99) - seen).max() <= 1
    deep = b"P5 2 1 65535\n" + struct.pack(">2H", 65535, 257)
    np.testing.assert_array_equal(bare_pixels(deep, 9), [[255, 1]])
    np.testing.assert_array_equal(bare_pixels(b"P1\n3 1\n101", 9), [[0, 255, 0]])


def test_a_packed_tiff_is_called_by_its_name():
    file = io.BytesIO()
    Image.fromarray(IMAGES[0]).save(file, "TIFF", compression="tiff_lzw")
    with pytest.raises(DataError, match="is a TIFF that is packed or damaged: save it as PNG"):
        open_digit_files({"x": zipped({"7/a.tif": file.getvalue()})})
