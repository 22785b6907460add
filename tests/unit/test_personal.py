"""A personal set comes back as it was, and no file of a stranger does more than be refused with a sentence."""

import io
import zipfile

import numpy as np
import pytest

from mnistnet import DataError, Digits, load_digits
from mnistnet.digits.personal import MOST, MOST_BYTES, empty_set, joined, read_set, save_set, without

TEST = load_digits().split("test")


def some(count: int) -> Digits:
    return Digits(TEST.images[:count], TEST.labels[:count], "some")


def npz(**arrays) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def zipped(compression=zipfile.ZIP_DEFLATED, **members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return file.getvalue()


def npy(array) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


@pytest.mark.parametrize("count", [1, 7, MOST])
def test_a_saved_set_comes_back_as_it_was(count):
    digits = some(count)
    again = read_set(save_set(digits))
    np.testing.assert_array_equal(again.images, digits.images)
    np.testing.assert_array_equal(again.labels, digits.labels)
    assert again.digest == digits.digest and save_set(again) == save_set(digits)
    assert len(save_set(digits)) < MOST_BYTES


def test_digits_join_and_leave():
    both = joined(joined(empty_set(), some(3)), some(2))
    assert both.labels.tolist() == [*TEST.labels[:3], *TEST.labels[:2]] and both.name == "my hand"
    less = without(both, 1)
    assert less.labels.tolist() == [both.labels[0], *both.labels[2:]]
    np.testing.assert_array_equal(less.images[1], TEST.images[2])
    assert less.digest != both.digest and len(without(some(1), 0)) == 0
    with pytest.raises(DataError, match=f"holds {MOST} digits; with these it would be {MOST + 1}"):
        joined(some(MOST), some(1))


GOOD = some(3)
OTHER = {
    "empty": b"",
    "text": b"hello",
    "cut off": save_set(GOOD)[:-30],
    "one member": npz(images=GOOD.images),
    "a third member": npz(images=GOOD.images, labels=GOOD.labels, more=GOOD.labels),
    "no digits": save_set(empty_set()),
    "too many": npz(images=TEST.images[: MOST + 1], labels=TEST.labels[: MOST + 1]),
    "other size": npz(images=np.zeros((3, 20, 20), np.uint8), labels=GOOD.labels),
    "labels missing": npz(images=GOOD.images, labels=GOOD.labels[:2]),
    "label 10": npz(images=GOOD.images, labels=np.array([1, 10, 2], np.uint8)),
    "floats": npz(images=GOOD.images / 255, labels=GOOD.labels),
    "objects": npz(images=GOOD.images, labels=np.array([{}, None, 3], object)),
    "by columns": npz(images=np.asfortranarray(GOOD.images), labels=GOOD.labels),
    "a bomb": npz(images=np.zeros((300_000, 28, 28), np.uint8), labels=np.zeros(300_000, np.uint8)),
    "longer than it says": zipped(images=npy(GOOD.images) + b"x", labels=npy(GOOD.labels)),
    "shorter than it says": zipped(images=npy(GOOD.images)[:-1], labels=npy(GOOD.labels)),
    "a header that says anything": zipped(images=b"\x93NUMPY\x01\0v\0" + b"(" * 118, labels=npy(GOOD.labels)),
    "packed otherwise": zipped(zipfile.ZIP_LZMA, images=npy(GOOD.images), labels=npy(GOOD.labels)),
    "too large": b"\0" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("content", OTHER.values(), ids=OTHER.keys())
def test_other_files_are_refused_with_one_exception(content):
    with pytest.raises(DataError):
        read_set(content)


def test_damaged_files_give_the_same_digits_or_one_exception():
    good, rng = save_set(GOOD), np.random.default_rng(3)
    refused = 0
    for _ in range(3000):
        content = bytearray(good)
        for place in rng.integers(0, len(good), rng.integers(1, 4)):
            content[place] = rng.integers(256)
        try:
            assert len(read_set(bytes(content))) <= MOST
        except DataError:
            refused += 1
    assert refused > 2000
