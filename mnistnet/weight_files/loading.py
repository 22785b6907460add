"""Loading a network from a file of a stranger: .pkl, .npz, .json or .safetensors, told apart by content."""

from dataclasses import replace

from mnistnet.digits import Digits
from mnistnet.network import Network, PixelEncoding
from mnistnet.weight_files.given import File
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.opened import contents_of, open_weight_file

__all__ = ["array_shapes", "likely_settings", "load_network_file", "measured_settings"]


def load_network_file(
    file: File,
    *,
    activation: str | None = None,
    output: str | None = None,
    encoding: PixelEncoding | None = None,
    name: str | None = None,
) -> Network:
    """Return the network in a weight file; nothing in the file is imported, called or run.

    Parameters
    ----------
    file : str, Path, bytes or binary file
        A path, the content itself, or a file opened for reading bytes, up to 16 MB: a pickled dict
        W1, b1, W2, ... as in *Deep Learning from Scratch*; .npz; .json as Nielsen's network2.py
        saves it; .safetensors. Files that mnistnet saved say all themselves.
    activation, output : str, optional
        The activation of the hidden layers and of the last one; what the file says, or what is likely.
    encoding : PixelEncoding, optional
        How pixels become inputs; what the file says, or what is likely.
    name : str, optional

    Raises
    ------
    WeightFileError
        If the file cannot be read, or is no dense network; the message says why.
    TypeError
        If no file is given but something else, or a file opened as text.
    ValueError
        If there is no activation of that name.

    Notes
    -----
    Files of others must lead from 784 pixels to 10 digits. What is likely may be wrong:
    `measured_settings` shows the accuracy of every candidate.
    """
    network = open_weight_file(file).used(activation, output, encoding)
    return replace(network, name=name) if name else network


def array_shapes(file: File) -> dict[str, tuple[int, ...]]:
    """Return the names and shapes of the arrays in a weight file, in its own order; raises as `load_network_file`."""
    return {name: array.shape for name, array in contents_of(file).arrays.items()}


def likely_settings(file: File) -> tuple[Guess, ...]:
    """Return candidates for what a weight file does not say, the likely first; one where the file says all.

    Takes and raises what `load_network_file` takes and raises.
    """
    return open_weight_file(file).candidates


def measured_settings(file: File, digits: Digits) -> tuple[tuple[Guess, float], ...]:
    """Return every candidate of `likely_settings` with its accuracy on digits, 0 to 1, the best first.

    Those within a point of the most accurate come first, the likelier before the others: 0 to 1 and 0.01 to 1
    hardly differ. Then the rest by accuracy. The output cannot be measured in this way.
    """
    return open_weight_file(file).measured(digits)
