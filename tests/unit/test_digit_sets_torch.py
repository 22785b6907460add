"""Digits in files of PyTorch's, as torchvision once kept MNIST: a pair of tensors, in today's form and the older."""

from collections import OrderedDict

import numpy as np
import pytest

from mnistnet import DataError
from mnistnet.digits.files import open_digit_files
from tests.torch_by_hand import Tensor, as_older, as_zip
from tests.unit.test_digit_sets import IMAGES, LABELS, same


def pair(part):
    return Tensor(IMAGES[part]), Tensor(LABELS[part].astype(np.int64))


@pytest.mark.parametrize("way", [as_zip, as_older])
def test_tensors_of_pictures_and_labels_are_a_set(way):
    same(open_digit_files({"x.pt": way(pair(slice(None)))}).digits)
    same(open_digit_files({"x.pt": way({"images": Tensor(IMAGES), "labels": Tensor(LABELS)})}).digits)
    files = {"training.pt": way(pair(slice(0, 30))), "test.pt": way(pair(slice(30, 40)))}
    same(open_digit_files(files).digits.split("test"), IMAGES[30:], LABELS[30:])


@pytest.mark.parametrize("way", [as_zip, as_older])
def test_a_network_of_pytorch_and_a_damaged_file_are_no_set(way):
    weights = way({"0.weight": Tensor(np.zeros((10, 784))), "0.bias": Tensor(np.zeros(10))})
    with pytest.raises(DataError, match="These are weights of a network"):
        open_digit_files({"x.pt": weights})
    for content in (way(pair(slice(None)))[:-3000], way({"epoch": 3})):
        with pytest.raises(DataError):
            open_digit_files({"x.pt": content})


@pytest.mark.parametrize("way", [as_zip, as_older])
def test_sets_may_have_more_numbers_than_networks(way):
    many = np.zeros((7000, 28, 28), np.uint8)
    many[:, 3:9] = 200
    found = open_digit_files({"x.pt": way((Tensor(many), Tensor(np.arange(7000) % 10)))})
    assert len(found.digits) == 7000


@pytest.mark.parametrize("way", [as_zip, as_older])
def test_a_tensor_that_says_the_same_numbers_again_and_again_is_refused(way):
    class Repeated(Tensor):
        def __reduce__(self):
            maker, (storage, *_) = super().__reduce__()
            return maker, (storage, 0, (900, 28, 28), (0, 28, 1), False, OrderedDict())

    labels = Tensor(np.arange(900) % 10)
    with pytest.raises(DataError, match="longer or shorter than its shape says"):
        open_digit_files({"x.pt": way((Repeated(IMAGES), labels))})
    thrice = Tensor(IMAGES)
    with pytest.raises(DataError, match="larger than the file"):
        open_digit_files({"x.pt": way((thrice, labels, thrice, thrice))})
