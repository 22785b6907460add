"""Saving a network in four formats, each of which `load_network_file` reads back bit by bit."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mnistnet.containers.checks import checked_size
from mnistnet.containers.errors import WeightFileError
from mnistnet.network import Network
from mnistnet.weight_files.json_file import MOST_BYTES as JSON_BYTES
from mnistnet.weight_files.json_file import save_network2
from mnistnet.weight_files.npz_file import save_npz
from mnistnet.weight_files.pickle_file import save_pickle
from mnistnet.weight_files.safetensors_file import save_safetensors
from mnistnet.words import say

__all__ = ["SAVERS", "save_network_file"]

SAVERS: Mapping[str, Callable[[Network], bytes]] = MappingProxyType(
    {"npz": save_npz, "safetensors": save_safetensors, "pkl": save_pickle, "json": save_network2}
)


def save_network_file(network: Network, format: str) -> bytes:
    """Return a network as the content of a file.

    Parameters
    ----------
    network : Network
    format : str
        "npz", "safetensors", "pkl" (opens in the code of *Deep Learning from Scratch*) or "json" (opens
        in Nielsen's network2.py).

    Raises
    ------
    ValueError
        If there is no format of that name.
    WeightFileError
        If the network is so large that the file could not be read again.

    Examples
    --------
    >>> from mnistnet import load_network, load_network_file
    >>> saved = save_network_file(load_network("nielsen"), "json")
    >>> load_network_file(saved)
    <Network 'nielsen': 784-30-10, sigmoid outputs, epoch 30, 95.18% of the test set>
    """
    if format not in SAVERS:
        raise ValueError(
            say("There is no format {format!r}; there are {known}.", format=format, known=", ".join(SAVERS))
        )
    content = SAVERS[format](network)
    checked_size(content)
    if format == "json" and len(content) > JSON_BYTES:
        raise WeightFileError(say("This network is too large for JSON; save it as .npz or .safetensors."))
    return content
