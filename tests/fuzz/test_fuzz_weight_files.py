"""Hostile weight files are refused with one sentence, quickly, in little memory, and nothing in them runs."""

from functools import partial

import numpy as np
import pytest

from mnistnet import Network, WeightFileError, load_network_file
from tests.fuzz import (
    hostile_hdf5,
    hostile_json,
    hostile_onnx,
    hostile_pickles,
    hostile_safetensors,
    hostile_sources,
    hostile_torch,
    hostile_zips,
    mats,
)
from tests.fuzz.guard import guarded, outcome, seconds, traced_memory
from tests.fuzz.inside import let_inside, with_few_digits
from tests.fuzz.large_networks import large_networks
from tests.fuzz.mutants import mutants, seeds

FAMILIES = {
    "pkl": hostile_pickles.cases(),
    "npz": hostile_zips.cases(),
    "json": hostile_json.cases(),
    "safetensors": hostile_safetensors.cases(),
    "pt": hostile_torch.cases(),
    "onnx": hostile_onnx.cases(),
    "h5": hostile_hdf5.cases(),
    "mat": {name: partial(bytes, content) for name, content in mats.lies().items()},
    "source": hostile_sources.cases(),
}
HEAVY = {
    "pkl": hostile_pickles.heavy(),
    "npz": hostile_zips.heavy(),
    "json": hostile_json.heavy(),
    "safetensors": hostile_safetensors.heavy(),
    "pt": hostile_torch.heavy(),
    "onnx": hostile_onnx.heavy(),
    "h5": hostile_hdf5.heavy(),
    "mat": {"large arrays": mats.heavy},
    "source": hostile_sources.heavy(),
}
SECONDS, MEGABYTES = 1.0, 100
MUTANTS, FEWER = (
    1_000,
    dict.fromkeys(("h5", "keras", "table", "packed", "zip", "raw", "joblib", "modules"), 200),
)  # 20,000 of each kind by ``python -m tests.fuzz``


def read(content):
    """Return the network in a file, used once: what is accepted must work."""
    network = load_network_file(content)
    use(network)
    return network


def use(network):
    assert isinstance(network, Network)
    outputs = network.predict(np.zeros((1, *network.image_shape), np.uint8))
    assert outputs.shape == (1, network.classes)


def test_there_are_enough():
    assert sum(map(len, FAMILIES.values())) >= 400


@pytest.mark.parametrize("family", seeds())
def test_valid_files_are_read(family, monkeypatch):
    let_inside(monkeypatch.setattr)
    for content in seeds()[family]:
        read(content)


@pytest.mark.parametrize("family", FAMILIES)
def test_large_networks_are_read_in_little_memory(family):
    for name, make in large_networks().get(family, {}).items():
        network, memory = traced_memory(load_network_file, make(), WeightFileError)
        assert network.parameters > 250_000 and memory < MEGABYTES * 10**6, name
        use(network)


@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_files_are_refused_at_once(family, monkeypatch):
    let_inside(monkeypatch.setattr)  # so that the guard sees what a process of its own does
    for name, make in FAMILIES[family].items():
        content = make()
        with guarded():
            result, spent = seconds(read, content, WeightFileError)
        assert isinstance(result, WeightFileError), name
        assert spent < 2 * SECONDS, (name, spent)  # twice the promise: other programs share the caches


@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_files_take_little_memory(family):
    for name, make in HEAVY[family].items():
        _, memory = traced_memory(load_network_file, make(), WeightFileError)
        assert memory < MEGABYTES * 10**6, name


@pytest.mark.parametrize("family", seeds())
def test_mutants_are_read_or_refused(family, monkeypatch):
    let_inside(monkeypatch.setattr)
    with_few_digits(monkeypatch.setattr)
    read(seeds()[family][-1])  # so that what is imported late is there before anybody watches
    accepted, count = 0, FEWER.get(family, MUTANTS)
    for content in mutants(family, count):
        with guarded():
            accepted += isinstance(outcome(read, content, WeightFileError), Network)
    assert 0 < accepted < count
