"""The networks that come with the project, trained, and as they were before and during their training."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from mnistnet.digits.data_folder import DATA_FOLDER, checked_bytes
from mnistnet.network import Network, TrainingRecord
from mnistnet.training import Settings, untrained_network
from mnistnet.weight_files import File, SavedNetwork, WeightFileError, content_of, load_network_file, read_npz
from mnistnet.words import say

__all__ = ["kept_epochs", "load_network", "network_names", "saved_network"]

_NAMES = ("scratch", "your-own", "nielsen", "rows", "sharp")


def network_names() -> tuple[str, ...]:
    """Return the names of the networks that come along, as `load_network` knows them.

    Examples
    --------
    >>> network_names()
    ('scratch', 'your-own', 'nielsen', 'rows', 'sharp')
    """
    return _NAMES


def load_network(source: File, trained: bool = True, epoch: int | None = None) -> Network:
    """Return one of the networks that come with the project, or the one in a weight file.

    Parameters
    ----------
    source : str, Path, bytes or binary file
        "scratch" (784-50-100-10, sigmoid, softmax), "your-own" (784-200-10, sigmoid outputs, no
        biases, raw errors handed back), "nielsen" (784-30-10, sigmoid outputs, quadratic cost) or "rows" (dense layers
        along the rows of the picture), "sharp" (784-1200-800-10, ReLU, softmax; made to read drawings).
        Anything else is a weight file, as `load_network_file` takes it; a text that is none of these
        names must look like a path: it has an ending or a slash, or there is such a file.
    trained : bool
        False gives the very weights that its training started from.
    epoch : int, optional
        How many epochs of training it shall have seen; all of them if not given. Between the first
        and the last the weights are kept in float16 where that costs less than 0.05 points. Of files
        only an .npz that mnistnet saved can keep several epochs.

    Raises
    ------
    ValueError
        If there is no network of that name, or no such epoch.
    DataError
        If its file is missing or damaged; for a file of somebody's own it is a `WeightFileError`.
    TypeError
        If the source is neither text nor a file.

    Examples
    --------
    >>> load_network("scratch")
    <Network 'scratch': 784-50-100-10, softmax outputs, epoch 30, 97.68% of the test set>
    >>> load_network("scratch", epoch=1).epoch
    1
    """
    if not trained and epoch:
        raise ValueError(say("An untrained network has seen no epochs: leave out `epoch`, or `trained`."))
    epoch = epoch if trained else 0
    if not isinstance(source, str) or source in _NAMES:
        return _shipped(source, epoch) if isinstance(source, str) else _in_file(source, epoch)
    if Path(source).name == source and not Path(source).suffix and not Path(source).is_file():
        raise ValueError(
            say(
                "There is no network {source!r}; there are {names}, or give a weight file.",
                source=source,
                names=", ".join(_NAMES),
            )
        )
    return _in_file(source, epoch)


@cache
def _shipped(name: str, epoch: int | None) -> Network:
    saved = saved_network(name)
    if epoch == 0 and 0 not in saved.epochs:
        return _remade(saved.network)
    return saved.network if epoch is None else saved.at(epoch)


def _in_file(file: File, epoch: int | None) -> Network:
    if epoch is None:
        return load_network_file(file)
    content = content_of(file)
    if not content.startswith(b"PK"):
        raise WeightFileError(say("This file keeps one epoch; only an .npz file that mnistnet saved can keep several."))
    return read_npz(content).at(epoch)


def kept_epochs(name: str) -> tuple[int, ...]:
    """Return the epochs at which a shipped network can be loaded, in order; always the first and the last.

    Examples
    --------
    >>> kept_epochs("nielsen")[-1]
    30
    """
    saved = saved_network(name)
    return tuple(sorted({0, *saved.epochs, saved.network.epoch or 0}))


def _remade(network: Network) -> Network:
    """Return a network as it was before training, made anew from its seed."""
    start = untrained_network(Settings.of(network), network.image_shape)
    accuracy = network.training.history[0].get("test_accuracy")
    return replace(
        start, training=TrainingRecord(start.training.settings, network.training.history[:1]), test_accuracy=accuracy
    )


@cache
def saved_network(name: str) -> SavedNetwork:
    """Return a shipped network with all the epochs that its file keeps; it computes in float32."""
    saved = read_npz(checked_bytes(DATA_FOLDER / "networks" / f"{name}.npz"))
    return replace(saved, network=saved.network.astype(np.float32))
