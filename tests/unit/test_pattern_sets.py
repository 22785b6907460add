"""Files of square patterns of any size: what is read, and what is refused in one sentence."""

import gzip

import numpy as np
import pytest

from mnistnet import jobs
from mnistnet.digits import DataError
from mnistnet.digits.files import SPLITS, read_digit_set, read_pattern_files, save_digit_set
from mnistnet.digits.sources import load_digits
from mnistnet.patterns.description import row_settings
from mnistnet.patterns.made import made_patterns
from tests.command_files import idx

PATTERNS = made_patterns(6, 3, 60)


def csv(digits, separator=",", names=False):
    pairs = zip(digits.labels, digits.images, strict=True)
    rows = [separator.join(map(str, [label, *image.ravel()])) for label, image in pairs]
    top = [separator.join(["label", *(f"pixel{i}" for i in range(36))])] if names else []
    return "\n".join(top + rows).encode()


@pytest.mark.parametrize(
    "files",
    [
        {"a": idx(PATTERNS.images), "b": idx(PATTERNS.labels)},
        {"b": gzip.compress(idx(PATTERNS.labels)), "a": gzip.compress(idx(PATTERNS.images))},
        {"a.csv": csv(PATTERNS)},
        {"a.csv": csv(PATTERNS, ";", names=True)},
        {"a.csv.gz": gzip.compress(csv(PATTERNS, "\t"))},
        {"a.npz": save_digit_set(PATTERNS)},
    ],
    ids=["IDX", "IDX packed", "CSV", "CSV with names", "CSV packed", "npz"],
)
def test_patterns_are_read_from_every_kind_of_file(files):
    read = read_pattern_files(files, "mine")
    np.testing.assert_array_equal(read.images, PATTERNS.images)
    np.testing.assert_array_equal(read.labels, PATTERNS.labels)
    assert sorted(np.concatenate([read.splits[split] for split in SPLITS]).tolist()) == list(range(60))


def pair(images, labels):
    return {"a": idx(np.asarray(images, np.uint8)), "b": idx(np.asarray(labels, np.uint8))}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Bring two IDX files"),
        ({"a": b""}, "no file of patterns"),
        ({"a": b"\xff\x00junk"}, "no file of patterns"),
        ({"a": b"1,2,3\n"}, "2 pixels, which is no square"),
        ({"a": b"1,2\n1,2,3\n"}, "another number of columns"),
        ({"a": b"1,300\n"}, "pixels from 0 to 255"),
        ({"a": b"12,1\n"}, "from 0 to 9"),
        ({"a": b"1,0.5\n"}, "whole numbers"),
        (pair(np.zeros((40, 6, 7)), np.arange(40) % 2), "not 6 x 7"),
        (pair(np.zeros((40, 129, 129)), np.arange(40) % 2), "not 129 x 129"),
        (pair(np.zeros((9, 6, 6)), np.arange(9) % 2), "These are 9 patterns"),
        (pair(np.zeros((40, 6, 6)), np.zeros(40)), "the same label"),
        (pair(np.zeros((40, 6, 6)), np.arange(41) % 2), "do not belong together"),
        (pair(np.zeros((40, 6, 6)), np.zeros((40, 6, 6))), "not a pair"),
    ],
)
def test_what_holds_no_patterns_is_one_sentence(files, sentence):
    with pytest.raises(DataError, match=sentence):
        read_pattern_files(files)


def test_only_where_any_size_is_wanted_other_sizes_are_read():
    content = save_digit_set(PATTERNS)
    assert read_digit_set(content, any_size=True).images.shape == (60, 6, 6)
    with pytest.raises(DataError, match="28 x 28"):
        read_digit_set(content)


def test_a_set_of_another_size_reaches_a_worker_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    read = load_digits(jobs.keep_set(PATTERNS))
    np.testing.assert_array_equal(read.split("test").images, PATTERNS.split("test").images)


def test_the_size_of_a_run_is_counted_with_the_size_of_its_patterns(tmp_path, monkeypatch):
    monkeypatch.setenv("MNISTNET_RUNS_DIR", str(tmp_path))
    monkeypatch.setenv("MNISTNET_MAX_PARAMETERS", "100000")
    # (100 + 1) * 200 + (200 + 1) * 200 + (100 * 200 + 1) * 3; with 28 rows and columns 62,803
    with pytest.raises(ValueError, match="this one has 120,403"):
        jobs.start_run(row_settings(3, "200, 200"), "embedded", image_shape=(100, 100))
