"""Predict, evaluate and convert: the numbers that are printed are those that plain NumPy gives."""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mnistnet import PixelEncoding, load_digits, load_network, load_network_file, save_network_file
from mnistnet.commands import main
from mnistnet.commands.sources import parted
from mnistnet.digits.files import Way
from mnistnet.drawing import read_photo
from mnistnet.weight_files import ENCODINGS, read_npz, save_npz
from tests.command_files import COUNT, DIGITS, book_pickle, idx, photo, write_files
from tests.training_tasks import same_bits

ROOT = Path(__file__).parents[2]
SCRATCH = load_network("scratch")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path)
    return tmp_path


def shown(capsys, *words, code=0):
    """Run a command line and return what it printed."""
    assert main(words) == code
    return capsys.readouterr().out


def rows(capsys, *words, code=0):
    """Run predict and return the rows of its JSON."""
    return json.loads(shown(capsys, "predict", "--json", *words, code=code))


def outputs(pictures, name="sharp"):
    return load_network(name).predict(pictures)


@pytest.mark.parametrize("file", ["pictures.idx", "pictures.npy", "pictures.gz", "whole.npy", "floats.npy"])
def test_pictures_that_are_ready_are_read_as_they_are(file, here, capsys):
    images = DIGITS.images[:COUNT]
    (here / "pictures.gz").write_bytes(gzip.compress(idx(images)))
    np.save(here / "whole.npy", images.astype(np.int64))
    np.save(here / "floats.npy", images / np.float32(255))
    found = rows(capsys, file)
    expected = outputs(images / np.float32(255) if file == "floats.npy" else images)
    assert np.array_equal([row["outputs"] for row in found], expected.astype(float))
    assert [row["answer"] for row in found] == expected.argmax(axis=1).tolist()
    assert [row["number"] for row in found] == list(range(1, COUNT + 1))
    for row in found:
        best, second = sorted(row["outputs"])[:-3:-1]
        assert (row["confidence"], row["second_confidence"]) == (best, second)
        assert row["outputs"][row["second"]] == second and row["second"] != row["answer"]


def test_a_photo_that_lies_upside_down_is_said_to_and_turned_when_asked(here, capsys):
    sheet = np.kron(np.concatenate([np.pad(DIGITS.images[i], 8) for i in range(6)], axis=1), np.ones((3, 3), np.uint8))
    for name, pixels in (("straight.png", 255 - sheet), ("over.png", np.rot90(255 - sheet, 2))):
        Image.fromarray(pixels).save(name)
    straight = [row["outputs"] for row in rows(capsys, "straight.png")]
    assert main(["predict", "over.png"]) == 0
    said = capsys.readouterr().err
    assert "over.png: It seems to lie upside down." in said and said.rstrip().endswith("--turn over")
    assert main(["predict", "--json", "over.png", "--turn", "over"]) == 0
    turned = capsys.readouterr()
    assert [row["outputs"] for row in json.loads(turned.out)] == straight and not turned.err
    assert main(["predict", "over.png", "--turn", "mirror"]) == 1
    assert "A photo is turned by --turn left, over, right" in capsys.readouterr().err


def test_a_photo_is_searched_for_digits(capsys):
    found = rows(capsys, "two.jpg")
    expected = outputs(np.stack([reading.digit for reading in read_photo(Path("two.jpg"))]))
    assert np.array_equal([row["outputs"] for row in found], expected.astype(float))
    assert [row["answer"] for row in found] == DIGITS.labels[[3, 4]].tolist()


def test_chalk_on_nothing_is_a_drawing(capsys):
    ink = 255 - np.asarray(photo(7))
    chalk = np.full((*ink.shape, 4), 255, np.uint8)
    chalk[..., 3] = ink
    Image.fromarray(chalk).save("chalk.png")
    (row,) = rows(capsys, "chalk.png")
    assert row["answer"] == DIGITS.labels[7] and row["confidence"] > 0.9


def test_a_picture_can_be_taken_as_it_is(capsys):
    Image.fromarray(DIGITS.images[7]).save("seven.png")
    (row,) = rows(capsys, "seven.png", "--as-is", "--network", "nielsen@2")
    assert row["outputs"] == load_network("nielsen", epoch=2).predict(DIGITS.images[7])[0].tolist()


def test_one_bad_file_does_not_keep_the_others_from_being_read(capsys):
    assert main(["predict", "--csv", "nowhere.png", "labels.idx", "photo.png", "--digit", "5"]) == 1
    told = capsys.readouterr()
    found = list(csv.DictReader(io.StringIO(told.out)))
    label = DIGITS.labels[5]
    assert [row["file"] for row in found] == [f"test digit 5 (label {label})", "photo.png"]
    assert float(found[0]["confidence"]) == float(outputs(DIGITS.images[5]).max())
    assert [line.partition(".")[0] for line in told.err.splitlines()] == ["nowhere", "labels"]


def test_the_table_rounds_and_numbers_several_digits(capsys):
    lines = shown(capsys, "predict", "two.jpg", "photo.png").splitlines()
    assert lines[0].split() == ["file", "digit", "in", "it", "answer", "sure", "second", "best"]
    cells = [line.split() for line in lines[1:]]
    assert [row[:3] for row in cells] == [["two.jpg", "1", "9"], ["two.jpg", "2", "7"], ["photo.png", "1", "8"]]
    for row, expected in zip(cells, rows(capsys, "two.jpg", "photo.png"), strict=True):
        assert abs(float(row[3]) - 100 * expected["confidence"]) <= 0.05001 and row[4] == "%"


def examined(network, digits):
    """Return accuracy, loss, confused pairs and calibration error by plain loops."""
    outputs = network.predict(digits.images, dtype=np.float64)
    pairs = Counter()
    bins = [[] for _ in range(10)]
    loss = right = 0
    for row, label in zip(outputs, digits.labels, strict=True):
        answer = int(row.argmax())
        right += answer == label
        loss -= np.log(row[label])
        bins[min(int(np.ceil(row.max() * 10)) - 1, 9)].append((row.max(), answer == label))
        if answer != label:
            pairs[int(label), answer] += 1
    error = sum(abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins) / len(outputs)
    return right / len(outputs), loss / len(outputs), pairs, error


def test_evaluate_counts_as_a_plain_loop_does(capsys):
    found = json.loads(shown(capsys, "evaluate", "--json", "--pairs", "100"))
    accuracy, loss, pairs, error = examined(SCRATCH, DIGITS)
    assert found["accuracy"] == accuracy and found["loss_name"] == "cross-entropy" and found["count"] == 1000
    assert found["loss"] == pytest.approx(loss, rel=1e-4)
    assert found["calibration_error"] == pytest.approx(error, rel=1e-4)
    assert {(row["label"], row["answer"]): row["count"] for row in found["confused"]} == pairs
    counts = [row["count"] for row in found["confused"]]
    assert counts == sorted(counts, reverse=True)
    assert {row["label"]: row["count"] for row in found["labels"]} == Counter(DIGITS.labels.tolist())
    assert sum(row["right"] for row in found["labels"]) == round(1000 * accuracy)


@pytest.mark.parametrize("setting", ["loss=quadratic", "loss=cross-entropy", "target_low=0.2"])
def test_evaluate_finds_the_loss_that_training_found(setting, capsys):
    assert main(["train", "nielsen", "--layers", "784-6-10", "--epochs", "1", "--set", setting, "-o", "a.npz"]) == 0
    record = load_network_file(Path("a.npz")).training.history[-1]
    capsys.readouterr()
    found = json.loads(shown(capsys, "evaluate", "--network", "a.npz", "--split", "validation", "--json"))
    assert found["loss"] == pytest.approx(record["validation_loss"], rel=1e-6)
    assert found["loss_name"] == ("cross-entropy" if "entropy" in setting else "quadratic")
    assert found["accuracy"] == record["validation_accuracy"]


def test_a_file_that_does_not_say_its_loss_gets_the_usual_one(capsys):
    found = json.loads(shown(capsys, "evaluate", "--network", "sample_weight.pkl", "--json"))
    assert found["loss"] == pytest.approx(examined(SCRATCH, DIGITS)[1], rel=1e-4)
    assert main(["convert", "sample_weight.pkl", "sums.pkl", "--output", "sigmoid"]) == 0
    capsys.readouterr()
    found = json.loads(shown(capsys, "evaluate", "--network", "sums.pkl", "--json"))
    outputs = load_network_file(Path("sums.pkl")).predict(DIGITS.images, dtype=np.float64)
    assert found["loss"] == pytest.approx(((outputs - np.eye(10)[DIGITS.labels]) ** 2).sum() / 2000, rel=1e-4)


@pytest.mark.parametrize("data", [["pictures.idx", "labels.idx"], ["labels.idx", "pictures.idx"], ["digits.csv"]])
def test_evaluate_takes_all_of_the_digits_in_files(data, capsys):
    found = json.loads(shown(capsys, "evaluate", "--json", "--data", *data))
    answers = SCRATCH.predict(DIGITS.images[:COUNT]).argmax(axis=1)
    assert found["count"] == COUNT and found["accuracy"] == (answers == DIGITS.labels[:COUNT]).mean()


def test_evaluate_says_in_a_table_what_it_says_in_json(capsys):
    found = json.loads(shown(capsys, "evaluate", "--json", "--pairs", "2"))
    text = shown(capsys, "evaluate", "--pairs", "2")
    accuracy, error = (f"{100 * found[name]:.2f} %" for name in ("accuracy", "calibration_error"))
    assert accuracy in text and error in text and f"{found['loss']:.4f}" in text
    tables = text.split("\n\n")
    for line, row in zip(tables[1].splitlines()[1:], found["labels"], strict=True):
        assert line.split()[:3] == [str(row["label"]), str(row["count"]), str(row["right"])]
    for line, row in zip(tables[2].splitlines()[1:], found["confused"], strict=True):
        assert line.split() == [str(row["label"]), str(row["answer"]), str(row["count"])]


def test_bare_sums_have_no_calibration(capsys):
    assert main(["convert", "sample_weight.pkl", "bare.npz", "--output", "identity"]) == 0
    capsys.readouterr()
    assert "no shares" in shown(capsys, "evaluate", "--network", "bare.npz")
    assert "%" not in shown(capsys, "predict", "--digit", "3", "--network", "bare.npz")


@pytest.mark.parametrize("form", ["npz", "safetensors", "pkl", "json"])
def test_convert_keeps_every_bit(form, here, capsys):
    text = shown(capsys, "convert", "sample_weight.pkl", f"new.{form}")
    new = load_network_file(here / f"new.{form}")
    assert same_bits(new, SCRATCH) and [layer.activation for layer in new.dense_layers] == ["sigmoid"] * 2 + ["softmax"]
    best = next(line for line in text.splitlines() if "<- taken" in line).split()
    accuracy = (SCRATCH.predict(DIGITS.images).argmax(axis=1) == DIGITS.labels).mean()
    assert best[:2] == ["sigmoid", "softmax"] and float(best[5]) == pytest.approx(100 * accuracy, abs=0.05)
    assert "Taken: hidden layers sigmoid, output softmax, pixels 0 to 1." in text
    back = shown(capsys, "convert", f"new.{form}", "back.pkl", "--force")
    assert "accuracy" not in back and same_bits(load_network_file(here / "back.pkl"), SCRATCH)


def test_convert_takes_what_it_is_told(here, capsys):
    words = ["--activation", "identity", "--output", "identity", "--encoding=-1..1"]
    text = shown(capsys, "convert", "sample_weight.pkl", "new.npz", *words)
    new = load_network_file(here / "new.npz")
    assert [layer.activation for layer in new.dense_layers] == ["identity"] * 3
    assert new.encoding == PixelEncoding(-1, 2) and "accuracy" not in text


def test_convert_measures_what_is_left_open(here, capsys):
    text = shown(capsys, "convert", "sample_weight.pkl", "new.npz", "--activation", "identity", "--output", "sigmoid")
    lines = [line.split() for line in text.splitlines() if "%" in line]
    assert len(lines) == len(ENCODINGS) + 3 and {line[0] for line in lines} == {"identity"}
    shares = [float(line[line.index("%") - 1]) for line in lines]
    assert shares[1:] == sorted(shares[1:], reverse=True) and "--output" not in text
    best = load_network_file(here / "new.npz")
    share = (best.predict(DIGITS.images).argmax(axis=1) == DIGITS.labels).mean()
    assert 100 * share == pytest.approx(shares[0], abs=0.051)


def test_an_epoch_stands_behind_an_at(here, capsys):
    shown(capsys, "convert", "scratch@3", "third.npz")
    assert same_bits(load_network_file(here / "third.npz"), load_network("scratch", epoch=3))
    epochs = {epoch: load_network("scratch", epoch=epoch) for epoch in (0, 3)}
    (here / "all@home.npz").write_bytes(save_npz(SCRATCH, epochs))
    assert parted("all@home.npz") == ("all@home.npz", None) and parted("all@home.npz@3") == ("all@home.npz", 3)
    shown(capsys, "convert", "all@home.npz@3", "again.npz")
    assert same_bits(load_network_file(here / "again.npz"), read_npz((here / "all@home.npz").read_bytes()).at(3))
    shown(capsys, "convert", "all@home.npz", "last.npz")
    assert same_bits(load_network_file(here / "last.npz"), SCRATCH)


def test_what_a_file_of_ours_says_can_be_put_right(here, capsys):
    wrong = load_network_file(book_pickle(), activation="relu", encoding=SCRATCH.encoding)
    (here / "wrong.npz").write_bytes(save_network_file(wrong, "npz"))
    shown(capsys, "convert", "wrong.npz", "right.npz", "--activation", "sigmoid")
    right = load_network_file(here / "right.npz")
    assert np.array_equal(right.predict(DIGITS.images[:9]), SCRATCH.predict(DIGITS.images[:9]))


def test_mnist_and_folders_are_data_too(here, capsys):
    digits = load_digits()
    for prefix, part in (("train", digits.split("train")), ("t10k", digits.split("test"))):
        (here / f"{prefix}-images-idx3-ubyte").write_bytes(idx(part.images[:30]))
        (here / f"{prefix}-labels-idx1-ubyte").write_bytes(idx(part.labels[:30]))
    found = json.loads(shown(capsys, "evaluate", "--json", "--data", str(here)))
    answers = SCRATCH.predict(DIGITS.images[:30]).argmax(axis=1)
    assert found["count"] == 30 and found["accuracy"] == (answers == DIGITS.labels[:30]).mean()
    found = json.loads(shown(capsys, "evaluate", "--json", "--data", str(here), "--split", "validation"))
    assert found["count"] == 5


def test_names_that_the_terminal_cannot_write_cost_no_row(tmp_path):
    names = [tmp_path / "日本.npy", tmp_path / os.fsdecode(b"\xff.npy"), tmp_path / "two\nlines.npy"]
    for path in names:
        np.save(path, load_digits().split("test").images[:1])
    command = [sys.executable, "-m", "mnistnet", "predict", "--network", "scratch", *map(str, names)]
    done = subprocess.run(
        command, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=True
    )
    assert len(done.stdout.splitlines()) == 4 and b"\\u65e5\\u672c" in done.stdout and not done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the outputs")
@pytest.mark.parametrize(("outputs", "code", "words"), [(">&-", 0, "no standard output"), (">/dev/full", 1, "printed")])
def test_no_output_is_no_traceback(outputs, code, words, tmp_path):
    line = f"{sys.executable} -m mnistnet predict --digit 1 --network scratch {outputs} 2> {tmp_path}/said"
    assert subprocess.run(line, shell=True, cwd=ROOT).returncode == code
    said = (tmp_path / "said").read_text()
    assert words in said and len(said.splitlines()) == 1


def test_arrays_of_any_usual_shape_and_scale_are_read(here, capsys):
    digits = load_digits().split("test")
    bits = (digits.images[:3] > 127).astype(np.uint8)
    np.save("bits.npy", bits)
    np.save("flat.npy", digits.images[0].ravel())
    np.save("channel.npy", digits.images[:2, :, :, None])
    Path("test.csv").write_text("".join(",".join(map(str, image.ravel())) + "\n" for image in digits.images[:12]))
    answers = {
        name: [row["answer"] for row in rows(capsys, name, "--network", "scratch")]
        for name in ("bits.npy", "flat.npy", "channel.npy", "test.csv")
    }
    wanted = load_network("scratch").predict(digits.images[:12]).argmax(axis=1).tolist()
    assert answers == {"bits.npy": [4, 8, 6], "flat.npy": wanted[:1], "channel.npy": wanted[:2], "test.csv": wanted}


@pytest.mark.parametrize(("turn", "invert"), [("transpose", False), ("none", True)])
def test_a_set_that_reads_better_another_way_is_named_and_can_be_laid_so(turn, invert, here, capsys):
    digits = load_digits().split("test")
    np.savez("set.npz", x=Way(turn, invert).images(digits.images[:100]), y=digits.labels[:100].astype(int))
    line = ["evaluate", "--data", "set.npz", "--json"]
    options = [*(["--turn", turn] if turn != "none" else []), *(["--invert"] if invert else [])]
    assert main(line) == 0
    as_it_is = capsys.readouterr()
    assert f"To read them so: {' '.join(options)}" in as_it_is.err
    assert main([*line, *options]) == 0
    put_right = capsys.readouterr()
    assert not put_right.err
    assert json.loads(put_right.out)["accuracy"] > 0.9 > 0.5 > json.loads(as_it_is.out)["accuracy"]


def test_an_at_in_a_name_is_a_name(here, capsys):
    assert main(["predict", "--digit", "7", "--network", "me@home.npz"]) == 1
    assert "no file" in capsys.readouterr().err
    Path("me@home.npz").write_bytes(save_npz(SCRATCH))
    assert main(["predict", "--digit", "3", "--network", "me@home.npz"]) == 0


def written(image):
    """Return a picture as Netpbm's programs write it in figures."""
    rows = "\n".join(" ".join(map(str, row)) for row in image.tolist())
    return f"P2\n# made by hand\n{image.shape[1]} {image.shape[0]}\n255\n{rows}\n".encode()


def test_pictures_of_netpbm_are_read_as_others_are(here, capsys):
    image = DIGITS.images[0]
    Image.fromarray(image).save("one.png")
    Image.fromarray(image).save("one.pgm")
    Path("figures.pgm").write_bytes(written(image))
    Image.fromarray(image).convert("RGB").save("one.ppm")
    expected = [row["outputs"] for row in rows(capsys, "one.png")]
    for name in ("one.pgm", "figures.pgm", "one.ppm"):
        assert [row["outputs"] for row in rows(capsys, name)] == expected
    assert [row["outputs"] for row in rows(capsys, "--as-is", "figures.pgm")] == outputs(image[None]).astype(
        float
    ).tolist()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("evaluate --data one.pgm", "python -m mnistnet predict FILE"),
        ("evaluate --network pictures.idx", "--data FILE"),
        ("evaluate --network one.pgm", "This is a picture"),
        ("evaluate --data net.npz", "--network FILE"),
        ("predict net.npz", "--network FILE"),
    ],
)
def test_sentences_that_lead_to_a_page_say_what_does_it_here(words, told, here, capsys):
    Path("one.pgm").write_bytes(written(DIGITS.images[0]))
    np.savez("net.npz", W1=np.ones((784, 10)), b1=np.ones(10))
    assert main(words.split()) == 1
    assert told in capsys.readouterr().err


def test_evaluate_prints_what_else_is_as_likely(here, capsys):
    """Pixels from 0.01 to 1 do to a network of Rashid's nearly what 0 to 1 do."""
    layers = load_network("your-own").dense_layers
    np.savez("bare.npz", **{f"W{k}": layer.weights for k, layer in enumerate(layers, 1)})
    found = json.loads(shown(capsys, "evaluate", "--network", "bare.npz", "--json"))
    assert "Nearly as likely" in found["doubt"] and "0.01 to 1" in found["doubt"] + found["reading"]
    assert "doubt" not in json.loads(shown(capsys, "evaluate", "--network", "scratch", "--json"))
