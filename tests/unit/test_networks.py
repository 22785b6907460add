"""The shipped networks: they read, they remember their past, and damage is noticed."""

import shutil

import numpy as np
import pytest

from mnistnet import DataError, load_digits, load_network
from mnistnet.books.networks import kept_epochs, network_names, saved_network
from mnistnet.books.presets import PRESETS
from mnistnet.digits import data_folder
from mnistnet.training import Settings, untrained_network
from tests.training_tasks import same_bits

NAMES = network_names()
LEAST = {"scratch": 0.970, "your-own": 0.971, "nielsen": 0.945, "rows": 0.958, "sharp": 0.992}


def accuracy(network):
    digits = load_digits()
    return (network.predict(digits.images).argmax(axis=1) == digits.labels).mean()


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_network_reads_digits_it_has_never_seen(name):
    network = load_network(name)
    assert network.name == name and network.book == PRESETS[name].book
    assert network.test_accuracy >= LEAST[name]
    assert accuracy(network) == pytest.approx(network.training.history[-1]["validation_accuracy"], abs=0.0005)
    assert Settings.of(network) == PRESETS[name].settings
    assert network.epoch == network.training.epochs == len(network.training.history) - 1


@pytest.mark.parametrize("name", NAMES)
def test_before_training_it_has_its_true_initial_weights(name):
    """Drawn anew here, perhaps on another processor, whose logarithm may differ in the last place."""
    network, anew = load_network(name, trained=False), untrained_network(PRESETS[name].settings)
    for layer, other in zip(network.dense_layers, anew.dense_layers, strict=True):
        np.testing.assert_allclose(layer.weights, other.weights, rtol=1e-6)
    assert network.epoch == 0 and network.test_accuracy < 0.3
    assert same_bits(network, load_network(name, epoch=0))


@pytest.mark.parametrize("name", [name for name in NAMES if not PRESETS[name].drawn])
def test_every_epoch_was_kept(name):
    network = load_network(name)
    assert load_network(name, epoch=network.epoch).digest == network.digest
    for row in network.training.history[1::7]:
        past = load_network(name, epoch=row["epoch"])
        assert past.epoch == row["epoch"] and past.dtype == np.float32
        assert accuracy(past) == pytest.approx(row["validation_accuracy"], abs=0.002)
        assert past.training.history[-1] == row and past.test_accuracy == row["test_accuracy"]


def test_names_and_epochs_that_do_not_exist():
    with pytest.raises(ValueError, match="no network 'alexnet'; there are scratch, your-own, nielsen, rows, sharp"):
        load_network("alexnet")
    with pytest.raises(ValueError, match="not 99"):
        load_network("scratch", epoch=99)
    with pytest.raises(ValueError, match="untrained network has seen no epochs"):
        load_network("scratch", trained=False, epoch=3)


def test_a_damaged_file_is_noticed(tmp_path, monkeypatch):
    shutil.copytree(data_folder.DATA_FOLDER, tmp_path / "data")
    path = tmp_path / "data" / "networks" / "rows.npz"
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setattr(data_folder, "DATA_FOLDER", tmp_path / "data")
    with pytest.raises(DataError, match=r"networks/rows\.npz is damaged"):
        data_folder.checked_bytes(path)


def test_all_shipped_files_together_stay_small():
    assert sum(path.stat().st_size for path in data_folder.DATA_FOLDER.rglob("*.npz")) <= 25e6


def test_the_file_of_a_network_tells_which_epochs_it_keeps():
    assert set(saved_network("your-own").epochs) == {0, 1, 2, 3, 4, 5}
    assert kept_epochs("your-own") == (0, 1, 2, 3, 4, 5, 6)


def test_the_network_that_reads_drawings_is_small_on_disk_and_keeps_its_start_by_its_seed():
    path = data_folder.DATA_FOLDER / "networks" / "sharp.npz"
    assert path.stat().st_size <= 4e6
    assert kept_epochs("sharp") == (0, PRESETS["sharp"].settings.epochs)
    assert load_network("sharp").dtype == np.float32
