"""Saved networks come back bit by bit, and other files are refused with one kind of error."""

import io

import numpy as np
import pytest

from mnistnet import DataError, load_network
from mnistnet.training import untrained_network
from mnistnet.weight_files import read_npz, save_npz
from tests.training_tasks import rows_settings, same_bits


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_save_and_read_is_identity(dtype):
    network = untrained_network(rows_settings(name="mine", seed=4)).astype(dtype)
    saved = read_npz(save_npz(network, {0: network}))
    assert saved.network.digest == network.digest and saved.network.layers[2].name == network.layers[2].name
    assert saved.network.training == network.training and saved.network.encoding == network.encoding
    assert same_bits(saved.at(0), network)


def test_the_same_network_gives_the_same_bytes():
    network = load_network("rows")
    assert save_npz(network) == save_npz(network)


def test_arrays_can_be_read_by_numpy_alone():
    with np.load(io.BytesIO(save_npz(load_network("scratch")))) as file:
        assert {name: file[name].shape for name in file.files if name != "card"} == {
            "W1": (784, 50),
            "b1": (50,),
            "W2": (50, 100),
            "b2": (100,),
            "W3": (100, 10),
            "b3": (10,),
        }


def other_npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        save_npz(load_network("rows"))[:-100],
        other_npz(W1=np.ones((3, 3))),
        other_npz(card=np.frombuffer(b"{}", np.uint8)),
        other_npz(card=np.frombuffer(b'{"format": "mnistnet 99"}', np.uint8)),
        other_npz(card=np.frombuffer(b"[1]", np.uint8)),
    ],
)
def test_other_files_are_refused(content):
    with pytest.raises(DataError):
        read_npz(content)
