"""Sets as they are spread: Kaggle's sheets and archives, USPS of LIBSVM's page, colours, and sets of other things."""

import struct

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from tests.unit.test_digit_sets import FLAT, IMAGES, LABELS, lines, npz, same, zipped

PIXELS = [f"pixel{i}" for i in range(784)]
UNLABELLED = lines([PIXELS, *FLAT.tolist()])


def idx(array):
    array = np.asarray(array, np.uint8)
    return struct.pack(f">HBB{array.ndim}i", 0, 8, array.ndim, *array.shape) + array.tobytes()


def sheet(labels):
    return lines([["ImageId", "Label"], *([i, label] for i, label in enumerate(labels, 1))])


def test_kaggle_s_test_digits_and_a_sheet_of_answers_belong_together():
    same(open_digit_files({"test.csv": UNLABELLED, "my_submission.csv": sheet(LABELS)}).digits)
    with pytest.raises(DataError, match="holds no answers"):
        open_digit_files({"test.csv": UNLABELLED, "sample_submission.csv": sheet([0] * 40)})
    with pytest.raises(DataError, match="for testing"):
        open_digit_files({"train.csv": UNLABELLED, "test_labels.csv": sheet(LABELS)})


def test_files_that_stand_twice_in_kaggle_s_archive_are_read_once():
    files = {}
    for name, content in {"train-images-idx3-ubyte": idx(IMAGES), "train-labels-idx1-ubyte": idx(LABELS)}.items():
        files |= {f"{name}/{name}": content, name.replace("-idx", ".idx"): content}
    same(open_digit_files({"archive.zip": zipped(files)}).digits)


@pytest.mark.parametrize("first", [0, 1])
def test_usps_of_libsvm_s_page_counts_digits_from_1(first):
    rows = (" ".join(f"{i}:{x}" for i, x in enumerate(row[:256], 1)) for row in (FLAT / 255).round(3).tolist())
    text = "\n".join(f"{label + first} {row}" for label, row in zip(LABELS, rows, strict=True))
    assert (open_digit_files({"usps": text.encode()}).digits.labels == LABELS).all()


def test_a_database_is_named():
    with pytest.raises(DataError, match="LMDB"):
        open_digit_files({"data.mdb": bytes(16) + b"\xde\xc0\xef\xbe" + bytes(4000)})


def test_colours_and_sets_of_other_things_are_said():
    colours = np.stack([IMAGES, IMAGES // 2, 255 - IMAGES], axis=-1)
    assert any("in colour" in note for note in open_digit_files({"a.npz": npz(X=colours, y=LABELS)}).notes)
    grey = np.repeat(IMAGES[..., None], 3, axis=-1)
    assert not open_digit_files({"a.npz": npz(X=grey, y=LABELS)}).notes
    for name, words in (("fashion-mnist.npz", "clothes"), ("kmnist-train.npz", "Japanese")):
        assert any(words in note for note in open_digit_files({name: npz(X=IMAGES, y=LABELS)}).notes)
