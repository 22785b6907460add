"""Sets of strangers on the command line: folders of pictures, and what is said where there is nothing."""

import json
import os
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import mnistnet
from mnistnet.commands import main
from mnistnet.jobs.files import locked
from tests.unit.test_digit_sets import IMAGES, LABELS, lines, png

ROOT = Path(__file__).parents[2]


def test_a_folder_of_pictures_is_data(tmp_path, capsys):
    for i, (label, image) in enumerate(zip(LABELS, IMAGES, strict=True)):
        place = tmp_path / "pictures" / str(label)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{i}.png").write_bytes(png(image))
    assert main(["evaluate", "--json", "--data", str(tmp_path / "pictures")]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 40
    (tmp_path / "tables").mkdir()
    rows = [[label, *image.ravel()] for label, image in zip(LABELS, IMAGES, strict=True)]
    for name, part in (("train.csv", rows[:30]), ("test.csv", rows[30:])):
        (tmp_path / "tables" / name).write_bytes(lines(part))
    assert main(["evaluate", "--json", "--split", "test", "--data", str(tmp_path / "tables")]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 10


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("none.csv", "There is no file or folder none.csv; digits have the names embedded, "),
        ("", "There is no file or folder (without a name)"),
        ("empty", "holds no file train-images-idx3-ubyte"),
        ("full", "holds more than a set of digits can"),
    ],
)
def test_where_there_is_no_set_it_is_said(word, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mnistnet.commands.loose_files.MEMBERS", 3)
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    for name in "abcd":
        (tmp_path / "full" / name).write_bytes(b"1,2\n")
    assert main(["evaluate", "--data", word]) == 1
    assert sentence in capsys.readouterr().err


def test_the_version_is_said_and_a_help_that_cannot_be_printed_too(capsys):
    assert main(["--version"]) == 0 and capsys.readouterr().out == f"mnistnet {mnistnet.__version__}\n"
    if Path("/dev/full").exists():
        for words in ("train --help", "--version"):
            line = f"{shlex.quote(sys.executable)} -m mnistnet {words} >/dev/full"
            ended = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=ROOT)
            assert ended.returncode == 1 and "cannot be printed" in ended.stderr


def test_ctrl_c_while_the_parts_are_loaded_is_no_traceback(monkeypatch, capsys):
    class Loading:
        def __getattr__(self, name):
            raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "mnistnet.commands", Loading())
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("mnistnet", run_name="__main__")
    assert ended.value.code == 130 and capsys.readouterr().err == "Interrupted.\n"


@pytest.mark.skipif(os.name == "nt", reason="a lock keeps its holder out there")
def test_two_do_not_write_the_same_results(tmp_path, capsys):
    path = tmp_path / "pens.csv"
    line = ["handwriting", "--network", "scratch", "--seeds", "1", "--drawings", "1", "-o", str(path)]
    with locked(path):
        assert main([*line, "--resume"]) == 1
    assert "Another process is writing its results into" in capsys.readouterr().err
    assert main([*line, "--resume"]) == 0 and len(path.read_text().splitlines()) == 2
