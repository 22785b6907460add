"""Loading a network from a file of a stranger: .pkl, .npz, .json or .safetensors, told apart by content."""

from dataclasses import replace

import numpy as np

from mnistnet.digits import Digits
from mnistnet.network import Dense, Network, PixelEncoding
from mnistnet.weight_files.card import network_of
from mnistnet.weight_files.chain import Part, chained
from mnistnet.weight_files.checks import checked_arrays, checked_network
from mnistnet.weight_files.contents import Contents
from mnistnet.weight_files.errors import WeightFileError
from mnistnet.weight_files.given import File, content_of, stem_of
from mnistnet.weight_files.guess import Guess, guesses
from mnistnet.weight_files.json_file import read_network2
from mnistnet.weight_files.npz_file import read_contents
from mnistnet.weight_files.pickle_file import read_pickle
from mnistnet.weight_files.refused import refusal
from mnistnet.weight_files.safetensors_file import read_safetensors

__all__ = ["array_shapes", "likely_settings", "load_network_file", "measured_settings"]

CLOSE = 0.01  # of accuracy: less tells nothing


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
    content = content_of(file)
    with np.errstate(all="ignore"):
        network = _network(_contents(content))
    layers = list(network.layers)
    last = max(i for i, layer in enumerate(layers) if isinstance(layer, Dense))
    for i, layer in enumerate(layers):
        wanted = output if i == last else activation
        if isinstance(layer, Dense) and wanted is not None:
            layers[i] = replace(layer, activation=wanted)
    named = name or (stem_of(file) if network.name == "network" else None) or network.name
    return replace(network, layers=tuple(layers), encoding=encoding or network.encoding, name=named)


def array_shapes(file: File) -> dict[str, tuple[int, ...]]:
    """Return the names and shapes of the arrays in a weight file, in its own order; raises as `load_network_file`."""
    return {name: array.shape for name, array in _contents(content_of(file)).arrays.items()}


def likely_settings(file: File) -> tuple[Guess, ...]:
    """Return candidates for what a weight file does not say, the likely first; one where the file says all.

    Takes and raises what `load_network_file` takes and raises.
    """
    with np.errstate(all="ignore"):
        contents = _contents(content_of(file))
        network = _network(contents)
    if contents.card is not None:
        return (Guess(network.dense_layers[0].activation, network.output_activation, network.encoding),)
    return guesses(contents.habit, len(network.layers) - 1)


def measured_settings(file: File, digits: Digits) -> tuple[tuple[Guess, float], ...]:
    """Return every candidate of `likely_settings` with its accuracy on digits, 0 to 1, the best first.

    Those within a point of the most accurate come first, the likelier before the others: 0 to 1 and 0.01 to 1
    hardly differ. Then the rest by accuracy. The output cannot be measured in this way.
    """
    with np.errstate(all="ignore"):
        content = content_of(file)
        pairs = [(guess, _accuracy(_with(content, guess), digits)) for guess in likely_settings(content)]
    best = max(accuracy for _, accuracy in pairs)
    return tuple(sorted(pairs, key=lambda pair: -min(pair[1], best - CLOSE)))


def _with(content: bytes, guess: Guess) -> Network:
    return load_network_file(content, activation=guess.activation, output=guess.output, encoding=guess.encoding)


def _accuracy(network: Network, digits: Digits) -> float:
    return float((network.predict(digits.images).argmax(axis=1) == digits.labels).mean())


def _contents(content: bytes) -> Contents:
    """Return what a file holds, its format told by its first bytes."""
    refused = refusal(content)
    if refused is not None:
        raise refused
    if content.startswith(b"PK"):
        return read_contents(content)
    if content[8:9] == b"{" and not content[5:8].strip(b"\0"):
        return read_safetensors(content)
    if content.lstrip(b" \t\r\n")[:1] == b"{":
        return read_network2(content)
    if content[:1] in (b"\x80", b"}", b"]", b"(", b"c"):  # how pickles of the six protocols begin
        return read_pickle(content)
    raise WeightFileError("This is no weight file that can be read: those are .pkl, .npz, .json and .safetensors.")


def _network(contents: Contents) -> Network:
    """Return the network in a file, with the likely settings where it says none."""
    if contents.card is not None:
        return network_of(contents.card, contents.arrays)
    checked_arrays(contents.arrays)
    parts = chained(contents.arrays)
    guess = guesses(contents.habit, len(parts) - 1)[0]
    rules = [guess.activation] * (len(parts) - 1) + [guess.output]
    double = any(array.dtype == np.float64 for array in contents.arrays.values())
    layers = (_dense(part, rule, double) for part, rule in zip(parts, rules, strict=True))
    return checked_network(Network(tuple(layers), encoding=guess.encoding))


def _dense(part: Part, activation: str, double: bool) -> Dense:
    """Return a layer that computes in float64 if any number of the file is so fine, else in float32."""
    dtype = np.float64 if double else np.float32
    biases = None if part.biases is None else part.biases.astype(dtype, copy=False)
    return Dense(part.weights.astype(dtype, copy=False), biases, activation, part.name)
