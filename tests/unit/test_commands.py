"""The command line as a whole: it teaches, its examples work, and what goes wrong is one sentence and an exit code."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_network, network_names
from mnistnet.books.networks import kept_epochs
from mnistnet.commands import main
from mnistnet.commands.parser import COMMANDS
from mnistnet.digits import sources
from tests.command_files import small_full_set, write_files

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text().partition("## On the command line")[2].partition("```sh\n")[2].split("```")[0]
HEAVY = ("plotly", "pandas", "PIL", "tqdm", "streamlit", "pooch")


def bare(*words, **settings):
    """Run the command line in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        env=environment | {"PYTHONPATH": str(ROOT)},
        **settings,
    )


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Work in a folder with files to work on, and with a stand-in for the full MNIST set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sources, "_mnist", small_full_set)
    write_files(tmp_path)
    return tmp_path


ENDLESS = ("app", "serve")  # they run until Ctrl-C; test_package and tests/hostile/test_door.py start them


@pytest.mark.parametrize("command", [None, *COMMANDS], ids=lambda c: c.name if c else "all")
def test_help_teaches(command):
    done = bare("-m", "mnistnet", *([command.name] if command else []), "--help")
    assert done.returncode == 0 and done.stderr == ""
    assert "exit codes:" in done.stdout and "example" in done.stdout
    for line in command.examples if command else [f"{c.name}  " for c in COMMANDS]:
        assert line in done.stdout


def test_without_words_it_shows_the_help(capsys):
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert main(["--help"]) == 0
    assert shown == capsys.readouterr().out and "COMMAND" in shown


def test_help_loads_nothing_that_is_slow():
    done = bare("-X", "importtime", "-m", "mnistnet", "--help")
    loaded = {line.rsplit("|", 1)[-1].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "numpy" in loaded and not loaded & set(HEAVY)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.name not in ENDLESS], ids=lambda command: command.name)
def test_the_examples_work_as_they_stand(command, here, capsys):
    for example in command.examples:
        words = shlex.split(example)
        assert words[:4] == ["python", "-m", "mnistnet", command.name]
        assert main(words[3:]) == 0, example
        shown = capsys.readouterr()
        assert shown.out and shown.err == ""
    written = re.findall(r"-o (\S+)|convert \S+ (\S+)", "\n".join(command.examples))
    assert all((here / (a or b)).stat().st_size for a, b in written)


def test_the_lines_in_the_readme_work_as_they_stand(here):
    commands = [shlex.split(line, comments=True)[3:] for line in README.splitlines()]
    assert {words[0] for words in commands} == {command.name for command in COMMANDS}
    for words in [words for words in commands if words[0] not in ENDLESS]:
        assert main(words) == 0, words


def test_the_list_of_networks(capsys):
    assert main(["networks"]) == 0
    shown = capsys.readouterr().out.splitlines()
    for line, name in zip(shown[1:], network_names(), strict=False):
        network = load_network(name)
        assert line.startswith(name) and f"{network.test_accuracy:.2%}".replace("%", " %") in line
        assert f"{network.parameters:,}" in line and str(kept_epochs(name)[-1]) in line
    assert "784-50-100-10" in shown[1] and "784-2100-1400-700-280-10" in shown[4]


BAD = {
    "no such file": ("predict nowhere.png", "nowhere.png cannot be read"),
    "not a picture": ("predict junk.bin", "junk.bin: This file is not a PNG"),
    "blank paper": ("predict white.png", "No ink stands out"),
    "array of objects": ("predict objects.npy", "holds no plain numbers"),
    "array of another shape": ("predict flat.npy", r"shape \(n, 28, 28\), not \(3,\)"),
    "another size": ("predict small.npy", "28 x 28 pixels, not"),
    "labels for pictures": ("predict labels.idx", "labels alone; bring the file with its pictures"),
    "no such digit": ("predict --digit 1000", "from 0 to 999; there is no 1000"),
    "no such network": ("predict --digit 1 --network alexnet", 'no network and no file "alexnet"'),
    "no such epoch": ("evaluate --network scratch@99", "not 99"),
    "no number of an epoch": ("evaluate --network scratch@last", "number of an epoch, such as scratch@3"),
    "epoch of a file without": ("evaluate --network sample_weight.pkl@3", "keeps one epoch"),
    "no such data": ("evaluate --data nowhere", "no file or folder nowhere; digits have the names"),
    "no such files": ("evaluate --data one.idx two.idx", "no file or folder one.idx, two.idx"),
    "half an IDX pair": ("evaluate --data pictures.idx", "60 pictures without labels"),
    "a damaged ONNX file": ("convert model.onnx new.npz", "This .onnx file is damaged"),
    "a damaged Keras file": ("convert model.h5 new.npz", "This .h5 file is damaged"),
    "junk as weights": ("convert junk.bin new.npz", "no weight file that can be read"),
    "file there already": ("convert scratch sample_weight.pkl", "say --force to replace it"),
    "settings of a shipped network": ("convert scratch new.npz --activation relu", "leave out activation"),
    "two digits for influence": ("influence two.jpg", "holds 2 digits"),
    "no such view": ("influence --digit 1 --view q1", "views a1, z1, a2"),
    "no such node": ("influence --digit 1 --node 50", "from 0 to 49; there is no 50"),
    "method without meaning": ("influence --digit 1 --network rows --method shapley_exact", "Take shapley"),
    "method without that view": ("influence --digit 1 --method shapley_exact --view z2 -o n.npz", "not of z2"),
    "no folder": ("influence --digit 1 -o nowhere/z1.npy", "no folder nowhere"),
    "a folder": ("influence --digit 1 -o folder.npy", "is a folder"),
    "no such setting": ("train --set speed=3 -o new.npz", "no setting speed"),
    "word for a number": ("train --set learning_rate=fast -o new.npz", "must be a number"),
    "layers by --set": ("train --set layers=3 -o new.npz", "are no --set"),
    "not the pixels": ("train --layers 700-10 -o new.npz", "begin with the 784 pixels"),
    "no slope": ("train --activation step -o new.npz", "no activation 'step'"),
    "too few classes": ("train --layers 784-3 -o new.npz --epochs 1", "labels go up to 9, but the network has 3"),
    "it diverges": ("train --set learning_rate=900 --epochs 1 -o new.npz", "Try 90"),
    "too large for JSON": ("train sharp -o new.json", r"A \.json file .* take fewer nodes, or write \.npz"),
}


@pytest.mark.parametrize("name", BAD)
def test_wrong_input_is_one_sentence_and_exit_code_1(name, here, capsys):
    line, sentence = BAD[name]
    (here / "junk.bin").write_bytes(b"junk" * 50)
    (here / "model.onnx").write_bytes(b"\x08\x07\x12\x04" + bytes(100))
    (here / "model.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    (here / "folder.npy").mkdir()
    np.save(here / "objects.npy", np.array([{}], object), allow_pickle=True)
    np.save(here / "flat.npy", np.zeros(3))
    np.save(here / "small.npy", np.zeros((2, 8, 8)))
    np.save(here / "floats.npy", np.full((28, 28), 255.0))
    Image.new("L", (80, 80), 255).save(here / "white.png")
    before = sorted(here.iterdir())
    assert main(shlex.split(line)) == 1
    shown = capsys.readouterr()
    first, *recipe = shown.err.strip().split("\n\n")
    assert re.search(sentence, first) and "\n" not in first and first[-1] in ".:" and "Traceback" not in shown.err
    assert shown.out == "" and sorted(here.iterdir()) == before
    assert not recipe


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("fly", "invalid choice: 'fly'"),
        ("predict", "name a picture file, or --digit"),
        ("predict --digit one", "invalid int value"),
        ("predict --csv --json --digit 1", "not allowed with"),
        ("influence", "name one picture file, or --digit"),
        ("influence photo.png --digit 1", "name one picture file, or --digit"),
        ("influence --digit 1 -o z1.jpg", "end in .npy, .npz or .png"),
        ("influence --digit 1 --seed -1", "--seed takes 0 or more"),
        ("influence --digit 1 --method magic", "invalid choice: 'magic'"),
        ("train", "required: -o"),
        ("train alexnet -o a.npz", "invalid choice: 'alexnet'"),
        ("train -o a.h5", "must end in .npz, .safetensors, .pkl, .json"),
        ("train --hidden 3,,4 -o a.npz", "write numbers of nodes"),
        ("train --set epochs -o a.npz", "write NAME=VALUE"),
        ("train --drawings -1 -o a.npz", "takes 0 or more"),
        ("convert scratch a.h5", "must end in .npz, .safetensors, .pkl, .json"),
        ("convert scratch", "required: TO"),
    ],
)
def test_wrong_usage_is_exit_code_2(line, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.startswith("usage: python -m mnistnet") and sentence in shown.err
    assert not list(tmp_path.iterdir())


def test_a_bare_process_gives_the_exit_code_and_no_traceback(tmp_path):
    done = bare("-m", "mnistnet", "predict", "nowhere.png", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nowhere.png cannot be read: No such file or directory.\n"


@pytest.mark.parametrize("words", ["networks", "predict --csv --digit " + " ".join(map(str, range(400)))])
def test_whoever_reads_the_output_may_go_away(words):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "mnistnet", *words.split()]
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=buffered)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_one_thread_computes():
    code = """if True:
        import threadpoolctl
        import mnistnet.commands.evaluate as evaluate
        from mnistnet.commands import main
        def stop(*_):
            print(max(pool["num_threads"] for pool in threadpoolctl.threadpool_info()))
            raise KeyboardInterrupt
        evaluate.examine = stop
        main(["evaluate"])
    """
    assert bare("-c", code).stdout == "1\n"


def test_an_interrupted_command_says_so(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("mnistnet.commands.evaluate.examine", interrupt)
    assert main(["evaluate"]) == 130
    assert capsys.readouterr() == ("", "Interrupted.\n")
