"""The book's own file is told from others by its bytes, its numbers, its shapes and its mistakes."""

import hashlib
import os
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistnet import Digits, load_digits, load_network, load_network_file, save_network_file
from mnistnet.books import book_file
from mnistnet.books.book_file import SAMPLE_WEIGHT, is_the_books, likeness
from mnistnet.weight_files import array_shapes

TEST = load_digits().split("test")
SCRATCH = load_network("scratch")
FACTS = ("same_bytes", "same_numbers", "same_shapes", "is_it")


def written(network=SCRATCH):
    """Return a network as the book writes its file."""
    arrays = {}
    for k, layer in enumerate(network.dense_layers, 1):
        arrays |= {f"W{k}": layer.weights, f"b{k}": layer.biases}
    return pickle.dumps(arrays)


def facts(found):
    return tuple(getattr(found, name) for name in FACTS)


def misread(network, digits):
    return int((network.predict(digits.images).argmax(axis=1) != digits.labels).sum())


@pytest.fixture
def book_is_scratch(monkeypatch):
    """Take what the shipped network would be as a book's file for the book's."""
    content = written()
    facts = {"sha256": hashlib.sha256(content).hexdigest(), "digest": load_network_file(content).digest}
    facts |= {"count": len(TEST), "right": len(TEST) - misread(SCRATCH, TEST)}
    monkeypatch.setattr(book_file, "SAMPLE_WEIGHT", replace(SAMPLE_WEIGHT, **facts))
    return content


def test_a_network_of_the_same_layers_is_not_the_books():
    found = likeness(written(), SCRATCH, TEST)
    assert facts(found) == (False, False, True, False) and found.wrong == misread(SCRATCH, TEST)
    assert likeness(written(), SCRATCH, None).wrong is None and not is_the_books(SCRATCH)
    nielsen = load_network("nielsen")
    assert facts(likeness(save_network_file(nielsen, "pkl"), nielsen, TEST)) == (False, False, False, False)


def test_the_books_is_known_by_its_bytes_its_numbers_or_its_mistakes(book_is_scratch):
    network = load_network_file(book_is_scratch)
    assert facts(likeness(book_is_scratch, network, TEST)) == (True, True, True, True)
    assert facts(likeness(book_is_scratch, network, None)) == (True, True, True, True)
    again = save_network_file(network, "npz")
    assert facts(likeness(again, load_network_file(again), None)) == (False, True, True, True), "kept in another format"
    other = pickle.dumps(pickle.loads(book_is_scratch) | {"b1": np.nextafter(network.dense_layers[0].biases, 9)})
    nearly = load_network_file(other)
    assert facts(likeness(other, nearly, TEST)) == (False, False, True, True), "as many mistakes"
    few = Digits(TEST.images[:9], TEST.labels[:9])
    assert not likeness(other, nearly, few).is_it and not likeness(other, nearly, None).is_it


def test_names_and_shapes_are_those_in_the_file():
    shapes = array_shapes(written())
    assert shapes == SAMPLE_WEIGHT.shapes
    assert sum(int(np.prod(shape)) for shape in shapes.values()) == SCRATCH.parameters == 45_360


@pytest.mark.skipif("MNISTNET_BOOK_FILE" not in os.environ, reason="the book's file is not here")
def test_the_file_itself():
    content = Path(os.environ["MNISTNET_BOOK_FILE"]).read_bytes()
    network = load_network_file(content)
    assert len(content) == SAMPLE_WEIGHT.size and is_the_books(network)
    official = load_digits("mnist").split("test") if "MNISTNET_DATA_DIR" in os.environ else None
    found = likeness(content, network, official)
    assert facts(found) == (True, True, True, True) and found.wrong in (None, 648)
