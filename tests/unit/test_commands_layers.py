"""The command layers: the summary, the arrays, the pictures and the films that it writes."""

import json
import shlex

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_network
from mnistnet.books.networks import kept_epochs
from mnistnet.commands import main
from mnistnet.patterns import layer_outputs, pass_through, row_network
from mnistnet.patterns.made import made_patterns
from mnistnet.patterns.pictures import MARGIN, Look, layer_pngs, limits_of, sheet_png, title_of
from mnistnet.patterns.scaled import scaled_digits
from tests.command_files import DIGITS, idx, write_files


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Work in a folder with files to work on."""
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def height_of(path):
    with Image.open(path) as picture:
        return picture.height


def test_the_summary_counts_as_by_hand(capsys):
    assert main(shlex.split("layers --noise 0 --size 50 --classes 5 -o out --form npy")) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    counts = [row[-1] for row in rows[1:9]]
    assert counts == ["0", "3,825", "3,800", "1,275", "260", "0", "2,505", "11,665"]
    assert rows[1] == ["input", "input", "50", "x", "50", "0"]


def test_only_large_layers_are_written(here, capsys):
    assert main(shlex.split("layers --noise 0 1 --size 50 --classes 5 --smallest 15x15 -o out")) == 0
    written = sorted(path.name for path in (here / "out").glob("*.npy"))
    assert written == ["00 input.npy", "01 rows 75.npy", "02 rows 50.npy", "03 rows 25.npy"]
    assert "Left out, as smaller than 15 x 15: rows 10, flatten, answer." in capsys.readouterr().err
    assert len(list((here / "out/0001 noise 1").glob("0*.png"))) == 4


def test_the_numbers_are_those_of_the_network(here):
    assert main(shlex.split("layers --digit 3 --pattern 5 --network scratch -o out")) == 0
    patterns = made_patterns(28, 10).split("test")
    expected = pass_through(load_network("scratch"), np.stack([patterns.images[5], DIGITS.images[3]]))
    about = json.loads((here / "out/about.json").read_text())
    assert about["network"] == "scratch" and about["patterns"][1] == f"test digit 3, a {DIGITS.labels[3]}"
    for layer, values in zip(about["layers"], expected, strict=True):
        stored = np.load(here / "out" / layer["file"])
        np.testing.assert_allclose(stored, values, rtol=1e-4, atol=1e-6)
        said = json.loads((here / "out" / layer["file"]).with_suffix(".json").read_text())
        np.testing.assert_array_equal(np.array(said["values"], np.float32), stored)


def test_pictures_and_sheets_are_those_of_the_page(here):
    line = 'layers --pattern 2 --size 12 --classes 3 --layers "9, 6 middle" --grid 1x3 --palette viridis --dark -o out'
    assert main(shlex.split(line)) == 0
    network, look = row_network(12, 3, "9, 6 middle"), Look("viridis", dark=True)
    outputs = layer_outputs(network, made_patterns(12, 3).split("test").images[2])
    (folder,) = [path for path in (here / "out").iterdir() if path.is_dir()]
    pictures = sorted(path.name for path in folder.glob("0*.png"))
    assert pictures == ["00 input.png", "01 rows 9.png", "02 middle.png", "03 flatten.png", "04 answer.png"]
    assert (folder / "02 middle.png").read_bytes() == layer_pngs(outputs, look)[2]
    second, limits = outputs[3:], limits_of(outputs, False)[3:]
    sheet = sheet_png([look.picture(o.values) for o in second], [title_of(o) for o in second], limits, 3, look)
    assert (folder / "sheet 2.png").read_bytes() == sheet and not (folder / "sheet 3.png").exists()


def test_a_model_is_trained_and_filmed(here, capsys):
    line = "layers --pattern 1 --size 12 --classes 3 --layers 9,6 --train 4 --film --names first -o out --form png"
    assert main(shlex.split(line)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-2].startswith("After 4 epochs it names ") and said[2].split()[0] == "first"
    assert float(said[-2].split("names ")[1].split(" %")[0]) >= 80
    films = sorted(path.name for path in (here / "out").glob("*/film*.png"))
    assert films == ["film 01 first.png", "film 02 rows 6.png", "film 03 flatten.png", "film 04 answer.png"]


def test_the_film_of_a_network_has_its_kept_epochs(here):
    assert main(shlex.split("layers --digit 0 --network nielsen --film -o out --form png")) == 0
    (folder,) = [path for path in (here / "out").iterdir() if path.is_dir()]
    film, single = (height_of(folder / name) for name in ("film 01 hidden.png", "01 hidden.png"))
    rows = -(-min(32, len(kept_epochs("nielsen"))) // 4)
    assert film - MARGIN == rows * (single - MARGIN)


@pytest.mark.parametrize("data", ["images.idx labels.idx", "digits"])
def test_patterns_of_ones_own_and_scaled_digits(data, here):
    own = made_patterns(9, 3, 60)
    (here / "images.idx").write_bytes(idx(own.images))
    (here / "labels.idx").write_bytes(idx(own.labels))
    line = f"layers --pattern 0 --size 9 --data {data} --layers 6 --train 1 -o out --form npy"
    assert main(shlex.split(line)) == 0
    stored = np.load(here / "out/00 input.npy")
    assert stored.shape == (1, 9, 9)
    if data == "digits":
        np.testing.assert_allclose(stored[0], scaled_digits(9).split("test").images[0] / 255, atol=1e-6)


def test_pictures_from_files_are_fitted(here):
    np.save("ready.npy", DIGITS.images[:2])
    assert main(shlex.split("layers ready.npy photo.png --size 14 --layers 3 -o out --form npy")) == 0
    assert json.loads((here / "out/about.json").read_text())["patterns"] == ["ready 1", "ready 2", "photo"]
    stored = np.load(here / "out/00 input.npy")
    means = DIGITS.images[0].reshape(14, 2, 14, 2).mean(axis=(1, 3))
    np.testing.assert_allclose(stored[0] * 255, means, atol=0.51)


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("layers -o out", 2, "say --digit, --pattern or --noise"),
        ("layers --digit 0 -o out --smallest 15", 2, "write rows and columns, such as 15x15"),
        ("layers --digit 0 -o out --grid 0x4", 2, "write rows and columns"),
        ("layers --digit 0 -o out --form gif", 2, "invalid choice"),
        ("layers --digit 0 -o full", 1, "holds something already; say --force"),
        ("layers --digit 0 -o photo.png", 1, "is no folder"),
        ("layers --digit 0 -o no/where", 1, "There is no folder no"),
        ("layers --digit 0 -o out --smallest 99x99", 1, "No layer of this network"),
        ("layers --digit 0 -o out --names a,a", 1, "Two layers are called"),
        ("layers --digit 0 -o out --network sample_weight.pkl --film", 1, "one epoch is known"),
        ("layers --pattern 100 -o out", 1, "numbered from 0 to 99; there is no 100"),
        ("layers --pattern 0 --size 1 -o out", 1, "2 x 2 to 128 x 128"),
        ("layers --pattern 0 --classes 11 -o out", 1, "2 to 10 classes"),
        ("layers --pattern 0 --layers some -o out", 1, "neither"),
        ("layers --pattern 0 --activation none -o out", 1, "There is no activation"),
        ("layers --pattern 0 --data photo.png -o out", 1, "no file of patterns"),
        ("layers --pattern 0 --data digits --classes 3 -o out", 1, "3 classes are too few"),
        ("layers --pattern 0 --train 1 --size 8 --data nowhere -o out", 1, "nowhere cannot be read"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(line, code, sentence, here, capsys):
    (here / "full").mkdir()
    (here / "full/mine.txt").write_text("mine")
    assert main(shlex.split(line)) == code
    shown = capsys.readouterr()
    assert sentence in shown.err and "Traceback" not in shown.err
    assert not (here / "out").exists() and [path.name for path in (here / "full").iterdir()] == ["mine.txt"]


def test_by_force_it_writes_beside_what_is_there(here):
    (here / "full").mkdir()
    (here / "full/mine.txt").write_text("mine")
    assert main(shlex.split("layers --digit 0 -o full --force --form npy")) == 0
    assert (here / "full/mine.txt").read_text() == "mine" and (here / "full/06 answer.npy").exists()
