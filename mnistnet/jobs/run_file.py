"""A whole run as one file: the network with every epoch that was kept, for the time machine of whoever opens it."""

import numpy as np

from mnistnet.jobs.run import Run
from mnistnet.network import Network
from mnistnet.weight_files import save_npz

__all__ = ["run_file"]

ROOM = 4_000_000  # bytes that earlier epochs may take in full precision; the app takes files of 5 MB


def run_file(run: Run, room: int = ROOM) -> bytes:
    """Return a run as the content of an .npz file that `mnistnet.weight_files.read_npz` opens.

    It holds the network bit by bit, the settings and the history of its training, and its earlier
    epochs: bit by bit where they take at most `room` bytes, else in float16.

    Raises
    ------
    DataError
        If the run has learned nothing yet.
    """
    last = run.network()
    earlier = {epoch: run.network(epoch) for epoch in run.epochs if epoch != last.epoch}
    size = last.parameters * last.dtype.itemsize * len(earlier)
    return save_npz(last, earlier if size <= room else {epoch: _half(past) for epoch, past in earlier.items()})


def _half(network: Network) -> Network:
    """Return a network in half precision, if its numbers are not too large for that."""
    largest = max(np.abs(layer.weights).max() for layer in network.dense_layers)
    return network.astype(np.float16) if largest < np.finfo(np.float16).max else network
