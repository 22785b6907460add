"""What a stranger gives the command line amiss: one sentence that names the file, the right exit code, nothing lost."""

from pathlib import Path

import numpy as np
import pytest

from mnistnet.commands import main
from tests.unit.test_digit_sets import IMAGES, npz, png


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    """Stand in a folder with an empty file, a folder, a picture, and weights for pictures of another size."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "seven.png").write_bytes(png(IMAGES[0]))
    weights = np.random.default_rng(1).normal(size=(60, 20))
    (tmp_path / "small.npz").write_bytes(npz(W1=weights, b1=weights[0], W2=weights[:20, :10], b2=weights[0, :10]))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("predict empty", "empty is empty."),
        ("predict folder", "folder is a folder; name a file in it."),
        ("predict seven.png --network folder", "folder is a folder; name a weight file in it."),
        ("predict seven.png --network seven.png", "seven.png: This is a picture, and no weight file."),
        ("predict seven.png --network empty", "empty: This file is empty."),
        ("predict seven.png --network small.npz", "small.npz: "),
        ("predict seven.png --network scratch --network rows", "several --network are files of one network."),
        ("evaluate --data empty", "empty: This file is empty."),
        ("evaluate --data small.npz", "small.npz: These are weights of a network"),
        ("evaluate --data empty --data seven.png", "empty, seven.png: This file is empty."),
        ("influence folder", "folder is a folder; name a file in it."),
        ("convert seven.png new.npz", "seven.png: This is a picture, and no weight file."),
    ],
)
def test_what_is_amiss_is_said_of_which_file(words, sentence, capsys):
    before = sorted(Path().iterdir())
    assert main(words.split()) == 1
    out, told = capsys.readouterr()
    assert sentence in told and len(told.splitlines()) == 1 and not out
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["predict", ""], "a file must have a name"),
        (["convert", "scratch", ""], "a file must have a name"),
        (["serve", "--workers", "0"], "--workers takes 1 to 64"),
    ],
)
def test_what_cannot_be_meant_is_not_understood(words, sentence, capsys):
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_stands_for_the_pictures_in_it(tmp_path, capsys):
    for name in ("b/2.png", "a/1.PNG", "a/.hidden.png"):
        place = tmp_path / "folder" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(png(IMAGES[0]))
    (tmp_path / "folder" / "notes.txt").write_text("no picture")
    assert main(["predict", "folder", "--as-is", "--csv"]) == 0
    files = [line.partition(",")[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert files == [str(Path("folder/a/1.PNG")), str(Path("folder/b/2.png"))]


def test_an_option_given_twice_adds_up(capsys):
    assert main(["predict", "--digit", "0", "--digit", "7", "9", "--csv"]) == 0
    rows = capsys.readouterr().out.splitlines()[1:]
    assert [row.split()[2] for row in rows] == ["0", "7", "9"]


def test_a_run_of_which_all_fails_does_not_end_well(tmp_path, capsys):
    words = ["trust", "--digits", "1", "--method", "one_pixel", "--view", "z9", "-o", "t.csv"]
    assert main(words) == 1
    assert "1 failed: This network has the views" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["predict", "--help"], ["train", "--help"]])
def test_a_help_fits_a_narrow_screen(words, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "42")
    assert main(words) == 0
    narrow = capsys.readouterr().out
    sentences = [line for line in narrow.splitlines() if line[:1] not in ("", " ") and "usage:" not in line]
    assert len(sentences) > 5 and max(map(len, sentences)) <= 42
    monkeypatch.setenv("COLUMNS", "200")
    assert main(words) == 0
    assert "".join(narrow.split()) == "".join(capsys.readouterr().out.split())  # no word is lost
