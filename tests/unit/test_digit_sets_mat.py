"""Files of MATLAB's come back to the bit, as SciPy writes them, with little and with much room."""

import gzip
import io
import struct

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from mnistnet.digits.files.mat_file import rows_of_mat
from mnistnet.digits.files.rows import Room
from tests.fuzz.mats import mat
from tests.unit.test_digit_sets import FLAT, IMAGES, LABELS, ONE_HOT, same

BY_LABEL = {f"{word}{n}": FLAT[part][LABELS[part] == n] for word, part in
            (("train", slice(0, 30)), ("test", slice(30, 40))) for n in range(10)}  # fmt: skip


def saved(**arrays):
    file = io.BytesIO()
    pytest.importorskip("scipy.io").savemat(file, arrays, do_compression=True)
    return file.getvalue()


def emnist(labels=LABELS):
    parts = {name: {"images": FLAT[part], "labels": labels[part, None], "writers": np.full((len(FLAT[part]), 1), 300.0)}
             for name, part in (("train", slice(0, 30)), ("test", slice(30, 40)))}  # fmt: skip
    return saved(dataset=parts | {"mapping": np.array([[i, i + 48] for i in range(10)])})


@pytest.mark.parametrize(
    "content",
    [
        saved(data=FLAT.T, label=LABELS[None].astype(float), note="digits", order=np.array(["label", "data"], object)),
        gzip.compress(saved(X=FLAT / 255, y=np.where(LABELS == 0, 10, LABELS)[:, None])),
        saved(X=np.moveaxis(IMAGES, 0, 2)[:, :, None], y=ONE_HOT),
        mat(packed=False, X=FLAT.astype("f8"), y=LABELS[:, None]),
        emnist(),
    ],
    ids=["columns", "1 to 10", "28 x 28 x 1 x n", "numbers unpacked", "structures"],
)
def test_arrays_of_matlab_come_back_to_the_bit(content):
    same(open_digit_files({"x.mat": content}).digits)


def test_of_large_arrays_the_first_pictures_are_held():
    for one, wanted in (
        (saved(X=np.asfortranarray(FLAT)), FLAT),
        (saved(X=FLAT.T), FLAT),
        (saved(X=np.moveaxis(IMAGES, 0, 2)), IMAGES),
    ):
        rows = rows_of_mat(iter([one]), Room(2 * 784 * 15 + 9), None)["X"]
        np.testing.assert_array_equal(rows.array, wanted[:15])
        assert rows.total == 40


def test_parts_are_told_by_names_and_letters_are_refused():
    kept = {name: pictures for name, pictures in BY_LABEL.items() if len(pictures)}
    assert len(kept) < 20  # one digit is missing in the few that are for testing
    many = {name: np.concatenate([pictures, FLAT[int(name[-1]) == LABELS][:1]]) for name, pictures in BY_LABEL.items()}
    found = open_digit_files({"x.mat": saved(**many)})
    wanted = np.concatenate([many[f"test{n}"] for n in range(10)]).reshape(-1, 28, 28)
    labels = np.repeat(np.arange(10), [len(many[f"test{n}"]) for n in range(10)])
    same(found.digits.split("test"), wanted, labels)
    assert found.notes == ("The labels stand in the names of the arrays: train0 holds 0.",)
    with pytest.raises(DataError, match="letters"):
        open_digit_files({"x.mat": emnist(LABELS + 11)})
    with pytest.raises(DataError, match="damaged or cut off"):
        open_digit_files({"x.mat": emnist()[:-40]})


def test_the_hdf5_of_matlab_is_read_behind_its_head():
    h5py = pytest.importorskip("h5py")
    file = io.BytesIO()
    with h5py.File(file, "w", userblock_size=512) as opened:
        opened["X"], opened["y"] = FLAT, LABELS[:, None].astype(float)
    content = b"MATLAB 7.3 MAT-file".ljust(512) + file.getvalue()[512:]
    same(open_digit_files({"x.mat": content}).digits)


def mat_4(order="<", **arrays):
    """Return a file of version 4, written by hand."""
    codes = {"f8": 0, "f4": 1, "i4": 2, "i2": 3, "u2": 4, "u1": 5}
    parts = []
    for name, array in arrays.items():
        kind, shape = 10 * codes[array.dtype.str[1:]] + 1000 * (order == ">"), array.shape
        head = struct.pack(order + "5i", kind, *shape, 0, len(name) + 1) + name.encode() + b"\0"
        parts.append(head + array.astype(array.dtype.newbyteorder(order)).tobytes(order="F"))
    return b"".join(parts)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("code", ["f8", "u1", "i2"])
def test_files_of_version_4_are_read(order, code):
    content = mat_4(order, X=FLAT.astype(code), y=LABELS.astype(code)[:, None])
    same(open_digit_files({"x": content}).digits)
    turned = mat_4(order, y=LABELS.astype(code)[None], X=np.asarray(FLAT.T).astype(code))
    same(open_digit_files({"x": turned}).digits)


def test_files_of_version_4_are_read_as_scipy_writes_them():
    file = io.BytesIO()
    arrays = {"said": "MNIST", "X": FLAT, "y": LABELS[:, None], "z": np.array([[1j]])}
    pytest.importorskip("scipy.io").savemat(file, arrays, format="4")
    same(open_digit_files({"x": file.getvalue()}).digits)


@pytest.mark.parametrize(
    "content",
    [
        mat_4(X=FLAT)[:-9],
        mat_4(X=FLAT) + b"x" * 30,
        mat_4(X=FLAT).replace(struct.pack("<i", 784), struct.pack("<i", 2**31 - 1)),
        mat_4(y=LABELS.astype("f8")[:, None]) * 3000,
    ],
    ids=["cut", "more behind", "huge", "many"],
)
def test_files_of_version_4_that_lie_are_refused(content):
    with pytest.raises(DataError):
        open_digit_files({"x": content})
