"""Sets with something amiss that a person would read all the same: joined, cut, scaled by itself, out of order."""

import numpy as np
import pytest

from mnistnet import DataError, Digits, load_digits, load_network
from mnistnet.commands import main
from mnistnet.digits.files import TURNS, measured_way, open_digit_files
from tests.unit.test_digit_sets import FLAT, LABELS, NAMES, ROWS, lines, npz, same

HEAD = ["label", *NAMES]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lines([HEAD, *ROWS[:20], HEAD, *ROWS[20:]]), ""),
        (lines([HEAD, *[row for one in ROWS for row in (HEAD, one)]]), ""),
        (lines([["file", *HEAD], *[[f"img_{i}.png", *row] for i, row in enumerate(ROWS)]]), "column file holds no"),
        (lines([[*HEAD, "split", "by"], *[[*row, "train", "ann"] for row in ROWS]]), "columns split, by hold no"),
        (lines([[*row, "train" if i < 30 else "test"] for i, row in enumerate(ROWS)]), "column 786 holds no"),
        (lines([HEAD, *ROWS]) + b"total,40\n", "shorter than the others"),
        (lines([HEAD, *ROWS, ROWS[0]])[:-900], "shorter than the others"),
    ],
)
def test_tables_that_were_joined_or_cut_and_columns_of_words(content, words):
    found = open_digit_files({"digits.csv": content})
    same(found.digits)
    assert words in " ".join(found.notes) and bool(words) == bool(found.notes)


def test_a_cell_that_is_no_number_leaves_no_pixels_out():
    rows = [[*row[:400], "seen", *row[401:]] for row in ROWS]
    with pytest.raises(DataError, match="column 401 holds “seen”"):
        open_digit_files({"digits.csv": lines([HEAD, *rows])})


@pytest.mark.parametrize("norm", [lambda x: np.linalg.norm(x, axis=1), lambda x: x.sum(axis=1)])
def test_pictures_that_were_divided_by_their_length_or_sum(norm):
    light = FLAT / 255
    found = open_digit_files({"a": npz(x=light / norm(light)[:, None], y=LABELS)})
    wanted = light / light.max(axis=1, keepdims=True)
    assert np.abs(found.images.reshape(-1, 784) - 255 * wanted).max() < 0.51
    assert "divided by its length" in found.notes[0]


def test_paper_and_ink_that_are_written_as_other_fractions():
    for low, high in ((0.2, 0.8), (0.1, 0.9), (0, 0.5), (0.3, 1)):
        found = open_digit_files({"a": npz(x=low + (high - low) * (FLAT / 255), y=LABELS)})
        assert np.abs(found.images.reshape(-1, 784).astype(int) - FLAT).max() <= 1
        assert f"from {low:g} to {high:g}" in found.notes[0]


def test_labels_with_one_of_ten_or_eleven_on_in_any_two_numbers():
    ten, eleven = np.eye(10)[LABELS], np.eye(11)[LABELS]
    for labels in (
        ten > 0,
        2 * ten - 1,
        0.9 * ten + 0.01,
        eleven,
        eleven > 0,
        np.eye(11)[(LABELS.astype(int) - 1) % 10 + 1],
    ):
        same(open_digit_files({"a": npz(x=FLAT, y=labels)}).digits)


def test_labels_that_fit_no_picture_are_said_to(capsys, tmp_path):
    digits = load_digits().split("test")
    images, labels = digits.images[:200], digits.labels[:200]
    judge = load_network("scratch")
    assert not measured_way(Digits(images, labels), judge).is_chance
    for turn in TURNS.values():
        assert not measured_way(Digits(np.ascontiguousarray(turn.images(255 - images)), labels), judge).is_chance
    shuffled = measured_way(Digits(images, np.roll(labels, 7)), judge)
    assert shuffled.is_chance
    assert "in the order of the pictures" in shuffled.chance_words("scratch")
    assert not measured_way(Digits(images[:50], np.roll(labels[:50], 7)), judge).is_chance  # too few to tell
    (tmp_path / "set.npz").write_bytes(npz(x=images, y=np.roll(labels, 7)))
    assert main(["evaluate", "--data", str(tmp_path / "set.npz")]) == 0
    assert "in the order of the pictures" in capsys.readouterr().err
