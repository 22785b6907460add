"""Training on the command line gives the library's very bits, tells how far it is, and keeps what it has learned."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import mnistnet.commands.train as command
from mnistnet import PixelEncoding, load_digits, load_network_file
from mnistnet.books.presets import PRESETS
from mnistnet.commands import learned_nothing, main
from mnistnet.training import Augmentation, LayerPlan, train
from mnistnet.weight_files import save_network_file
from tests.command_files import write_files
from tests.training_tasks import last, same_bits

ROOT = Path(__file__).parents[2]
DIGITS = load_digits()
SMALL = ["train", "nielsen", "--layers", "784-6-10", "--epochs", "2", "-o"]
SETTINGS = PRESETS["nielsen"].settings.replace(layers=(LayerPlan(6), LayerPlan(10)), epochs=2, name="network", book="")


class Screen(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self):
        return True


def by_library(settings):
    return last(train(settings, DIGITS.split("train"), DIGITS.split("validation"))).network


@pytest.mark.parametrize("form", ["npz", "safetensors", "pkl", "json"])
def test_it_writes_the_very_network_that_the_library_trains(form, tmp_path, capsys):
    path = tmp_path / f"my.{form}"
    assert main([*SMALL, str(path)]) == 0
    trained, expected = load_network_file(path), by_library(SETTINGS)
    assert same_bits(trained, expected) and trained.training == expected.training
    shown = capsys.readouterr()
    assert shown.err == ""
    rows = [line.split() for line in shown.out.splitlines()[1:4]]
    assert [row[0] for row in rows] == ["0", "1", "2"]
    for row, record in zip(rows, expected.training.history, strict=True):
        assert float(row[1]) == pytest.approx(record["loss"], abs=6e-5)
        assert float(row[5]) == pytest.approx(100 * record["validation_accuracy"], abs=0.006)


def test_a_process_that_may_use_all_cores_trains_the_same_bits(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    words = [sys.executable, "-m", "mnistnet", *SMALL, str(tmp_path / "my.npz")]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert same_bits(load_network_file(tmp_path / "my.npz"), by_library(SETTINGS))


def settings_for(*words):
    """Return the settings that the command trains with, from the network that it writes after no epoch."""
    from mnistnet.commands.parser import _parsers
    from mnistnet.commands.recipe import settings_of

    return settings_of(_parsers()[0].parse_args(["train", *words, "-o", "a.npz"]), 784)


def test_a_preset_as_it_stands():
    for name, preset in PRESETS.items():
        assert settings_for(name) == preset.settings
    assert settings_for() == PRESETS["scratch"].settings


def test_what_the_options_change():
    scratch = PRESETS["scratch"].settings
    assert settings_for("--epochs", "3", "--seed", "5") == scratch.replace(epochs=3, seed=5)
    assert settings_for("--set", "l2=0", "--set", "schedule=constant") == scratch.replace(l2=0, schedule="constant")
    assert settings_for("--set", "augmentation.shift=2").augmentation == Augmentation(shift=2)
    assert settings_for("sharp", "--set", "augmentation.shift=0").augmentation.rotation == 8
    assert settings_for("your-own", "--set", "encoding.offset=0").encoding == PixelEncoding(0, 0.99)
    shapes = [(plan.units, plan.activation, plan.biases) for plan in settings_for("--layers", "784-7-5-10").layers]
    assert shapes == [(7, "sigmoid", True), (5, "sigmoid", True), (10, "softmax", True)]
    hidden = settings_for("your-own", "--hidden", "7", "--activation", "tanh", "--output", "tanh").layers
    assert hidden == (LayerPlan(7, "tanh", biases=False), LayerPlan(10, "tanh", biases=False))
    rule = settings_for("nielsen", "--set", "learning_rule=raw-errors-back", "--set", "order=file")
    assert rule == PRESETS["nielsen"].settings.replace(learning_rule="raw-errors-back", order="file")
    with pytest.raises(ValueError, match="raw-errors-back needs nodes with a slope of their own"):
        settings_for("your-own", "--output", "softmax")
    rows = settings_for("rows", "--activation", "tanh")
    assert rows.along_rows and [plan.activation for plan in rows.layers if plan.units] == ["tanh"] * 4 + ["softmax"]
    assert rows.layers[4].units is None and rows.layers[0].name == "rows 75"
    assert not settings_for("rows", "--hidden", "20").along_rows


def test_a_csv_of_ones_own_is_learned_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    assert main(["train", "--hidden", "8", "--epochs", "1", "--data", "digits.csv", "-o", "mine.npz"]) == 0
    assert load_network_file(Path("mine.npz")).training.settings["digits"] == "digits.csv, train"


def test_drawings_join_the_digits(tmp_path, capsys):
    assert main([*SMALL, str(tmp_path / "a.npz"), "--drawings", "3"]) == 0
    learned = load_network_file(tmp_path / "a.npz").training.settings["digits"]
    assert "4 drawings" in learned, "three, and one of nothing"


def interrupted_after(reports):
    """Return a stand-in for `train` that Ctrl-C meets after so many reports, and the list of what it reported."""
    seen = []

    def learn(*arguments, **options):
        run = train(*arguments, **options)
        for _ in range(reports):
            seen.append(next(run))
            yield seen[-1]
        raise KeyboardInterrupt

    return learn, seen


@pytest.mark.parametrize("reports", [1, 3, 8])
def test_ctrl_c_keeps_what_has_been_learned(reports, tmp_path, monkeypatch, capsys):
    learn, seen = interrupted_after(reports)
    monkeypatch.setattr(command, "train", learn)
    assert main([*SMALL, str(tmp_path / "my.npz")]) == 130
    kept = load_network_file(tmp_path / "my.npz")
    assert same_bits(kept, seen[-1].network) and len(seen) == reports
    assert kept.epoch == seen[-1].epoch == reports // 6
    assert capsys.readouterr().err.startswith(f"Interrupted in epoch {kept.epoch + 1}; what was learned until then")


def test_ctrl_c_before_anything_was_learned_leaves_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "train", interrupted_after(0)[0])
    assert main([*SMALL, str(tmp_path / "my.npz")]) == 130
    assert not list(tmp_path.iterdir()) and capsys.readouterr().err == "Interrupted.\n"


def test_the_bar_shows_epoch_loss_accuracy_and_the_time_left(tmp_path, monkeypatch):
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert main([*SMALL, str(tmp_path / "my.npz")]) == 0
    drawn = screen.getvalue().split("\r")
    assert any("epoch 1/2  loss 0." in line and " left" in line for line in drawn)
    assert "epoch 2/2" in drawn[-1] and "accuracy " in drawn[-1] and "100 %" in drawn[-1]
    shares = [int(line.rsplit("|", 1)[1].split("%")[0]) for line in drawn if "|" in line]
    assert shares == sorted(shares) and shares[0] == 0 and len(set(shares)) > 5


def test_a_file_is_replaced_only_when_told_so(tmp_path, capsys):
    path = tmp_path / "my.npz"
    path.write_bytes(b"years of work")
    path.chmod(0o640)
    assert main([*SMALL, str(path)]) == 1
    assert path.read_bytes() == b"years of work" and "--force" in capsys.readouterr().err
    assert main([*SMALL, str(path), "--force"]) == 0
    assert load_network_file(path).epoch == 2 and path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_long_history_is_shown_in_part(tmp_path, capsys):
    assert main(["train", "--layers", "784-2-10", "--epochs", "40", "-o", str(tmp_path / "a.npz")]) == 0
    rows = [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:-1]]
    assert rows[0] == "0" and rows[-1] == "40" and len(rows) == command.MOST_ROWS


@pytest.fixture(params=[signal.SIGTERM, signal.SIGHUP])
def number(request):
    """Return a signal that ends a process, which nohup may have told to ignore it."""
    before = signal.signal(request.param, signal.SIG_DFL)
    yield request.param
    signal.signal(request.param, before)


def test_a_run_that_is_asked_to_end_keeps_what_has_been_learned(number, tmp_path, monkeypatch, capsys):
    def learn(*arguments, **options):
        yield next(train(*arguments, **options))
        os.kill(os.getpid(), number)
        time.sleep(10)  # never: the signal comes first

    monkeypatch.setattr(command, "train", learn)
    assert main([*SMALL, str(tmp_path / "my.npz")]) == 128 + number
    assert load_network_file(tmp_path / "my.npz").epoch == 0
    assert "what was learned until then is kept" in capsys.readouterr().err
    assert signal.getsignal(number) is signal.SIG_DFL


ENDS = {
    "kill": (signal.SIGTERM, lambda worker, _: os.kill(worker, signal.SIGTERM)),
    "hang up": (signal.SIGHUP, lambda worker, _: os.kill(worker, signal.SIGHUP)),
    "Ctrl-C": (signal.SIGINT, lambda _, screen: os.write(screen, b"\x03")),
    "the terminal is closed": (signal.SIGHUP, lambda _, screen: os.close(screen)),
}


def ended_on_a_terminal(words, epoch, end):
    """Run a command in a real process on a terminal of its own, end it once an epoch is shown, return its exit code."""
    import pty

    worker, screen = pty.fork()
    if not worker:
        for number in (signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)  # nohup and shells leave them ignored to what they start
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "mnistnet", *words])
    shown = b""
    while f"epoch {epoch}/".encode() not in shown:
        shown += os.read(screen, 4096)  # waits for more; an error once the process has ended
    end(worker, screen)
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


@pytest.mark.parametrize("name", ENDS)
def test_a_real_process_that_is_ended_keeps_the_very_network_of_its_last_report(name, tmp_path):
    number, end = ENDS[name]
    words = ["train", "nielsen", "--layers", "784-6-10", "--epochs", "5000", "-o", str(tmp_path / "my.npz")]
    code = ended_on_a_terminal(words, 3, end)
    kept = load_network_file(tmp_path / "my.npz")
    assert 2 <= kept.epoch < 5000 and code == 128 + number
    for report in train(SETTINGS.replace(epochs=5000), DIGITS.split("train"), report_every=command.REPORT_EVERY):
        if report.epoch > kept.epoch or same_bits(kept, report.network):
            break
    assert same_bits(kept, report.network) and report.epoch == kept.epoch


def test_a_stop_while_the_file_is_written_waits_for_it(tmp_path, monkeypatch):
    def save(*arguments):
        os.kill(os.getpid(), signal.SIGTERM)
        return save_network_file(*arguments)

    monkeypatch.setattr(command, "save_network_file", save)
    monkeypatch.setattr(command, "_check_size", lambda *_: None)
    assert main([*SMALL, str(tmp_path / "my.npz")]) == 128 + signal.SIGTERM
    assert load_network_file(tmp_path / "my.npz").epoch == 2


def test_a_run_that_ends_at_chance_says_so(tmp_path, capsys):
    assert main([*SMALL, str(tmp_path / "my.npz"), "--set", "learning_rate=1e-9"]) == 0
    said = capsys.readouterr().err
    assert "It has learned nothing" in said and "learning rate" in said
    assert "alike" in learned_nothing._cause(None, np.full((5, 10), 0.1))
