"""Loading a network from a file of a stranger, of any kind that is read, told apart by content."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mnistnet.digits import Digits
from mnistnet.network import Network, PixelEncoding
from mnistnet.weight_files.formats import contents_of
from mnistnet.weight_files.given import File
from mnistnet.weight_files.guess import Guess
from mnistnet.weight_files.opening import open_weight_file

__all__ = ["array_shapes", "likely_settings", "load_network_file", "measured_settings"]


def load_network_file(
    file: File | Sequence[File] | Mapping[str, File],
    *,
    activation: str | None = None,
    output: str | None = None,
    encoding: PixelEncoding | None = None,
    name: str | None = None,
) -> Network:
    """Return the network in a weight file; nothing in the file is imported, called or run.

    Parameters
    ----------
    file : str, Path, bytes or binary file; or several of them
        A path, the content itself, or a file opened for reading bytes, up to 16 MB. Pickles (a dict W1, b1,
        W2, ... as in *Deep Learning from Scratch*, or an object that holds such arrays, scikit-learn's among
        them), .npz, .npy, .json, .csv, .mat, .safetensors, PyTorch's .pt, Keras' .h5 and .keras, and .onnx. Files that
        mnistnet saved say all themselves. Several files of one network are given as a list of paths, or as
        a mapping from their names.
    activation, output : str, optional
        The activation of the hidden layers and of the last one; what the file says, or what is likeliest.
    encoding : PixelEncoding, optional
        How pixels become inputs; what the file says, or what is likeliest.
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
    Files of others must lead from 784 pixels to 10 digits. What they do not say is measured: of all candidates that
    under which 500 of the embedded test digits are likeliest is taken; `open_weight_file(file).reading` tells which.
    """
    given = {"activation": activation, "output": output, "encoding": encoding}
    network, _ = open_weight_file(file).network_as(**{key: value for key, value in given.items() if value is not None})
    return replace(network, name=name) if name else network


def array_shapes(file: File) -> dict[str, tuple[int, ...]]:
    """Return the names and shapes of the arrays in a weight file, in its own order; raises as `load_network_file`."""
    return {name: array.shape for name, array in contents_of(file).arrays.items()}


def likely_settings(file: File) -> tuple[Guess, ...]:
    """Return candidates for what a weight file does not say, the usual first; one where the file says all.

    Takes and raises what `load_network_file` takes and raises.
    """
    return open_weight_file(file).candidates


def measured_settings(file: File, digits: Digits) -> tuple[tuple[Guess, float], ...]:
    """Return every candidate of `likely_settings` with its accuracy on digits, 0 to 1; that which is taken first.

    It is the likeliest on 500 of the embedded test digits; the rest follow by their accuracy. The output cannot be
    told by accuracy: softmax and sigmoid keep the largest answer the largest.
    """
    return open_weight_file(file).measured(digits)
