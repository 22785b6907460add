"""Sources: the network and the labelled digits that the words of a command line stand for."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from mnistnet.books.networks import load_network, network_names
from mnistnet.digits import DataError, Digits
from mnistnet.digits.sources import load_digits
from mnistnet.network import Network
from mnistnet.weight_files import load_network_file, read_npz

__all__ = ["add_network", "are_names", "named_digits", "named_network", "parted"]


def add_network(parser: ArgumentParser, default: str) -> None:
    """Add the option that says which network."""
    parser.add_argument(
        "--network",
        default=default,
        metavar="NAME_OR_FILE[@EPOCH]",
        help=f"{', '.join(network_names())}, or a weight file; @EPOCH: as it was then (default {default})",
    )


def named_network(words: str) -> Network:
    """Return the network that is called so.

    Parameters
    ----------
    words : str
        The name of a network that comes with the project, or the path of a weight file; an epoch may stand
        behind an @, as in "scratch@3".

    Raises
    ------
    DataError
        If there is neither a network nor a file of that name, or the file cannot be read.
    ValueError
        If that epoch was not kept.
    """
    name, epoch = parted(words)
    if name in network_names():
        return load_network(name, epoch=epoch)
    path = Path(name)
    if not path.is_file():
        raise DataError(
            f'There is no network and no file "{name}"; there are {", ".join(network_names())}, or name a weight file.'
        )
    if epoch is None:
        return load_network_file(path)
    if path.suffix.lower() != ".npz":
        raise DataError(f"{path} keeps one epoch; only an .npz file that mnistnet saved can keep several.")
    return read_npz(path.read_bytes()).at(epoch)


def parted(words: str) -> tuple[str, int | None]:
    """Return name and epoch of "name@epoch"; None where no epoch is named. A file may have an @ in its name."""
    name, at, epoch = words.rpartition("@")
    if not at or Path(words).is_file():
        return words, None
    if not epoch.isdecimal():
        raise DataError(f'Behind the @ of "{words}" must stand the number of an epoch, such as {name or "scratch"}@3.')
    return name, int(epoch)


def named_digits(words: Sequence[str]) -> Digits:
    """Return the labelled digits that are called so, with the splits "train", "validation" and "test".

    Parameters
    ----------
    words : sequence of str
        "embedded", "official", "mnist", "mnist-60000" or a folder of IDX files; or the paths of a CSV, of a set saved
        by the app, or of the two files of an IDX pair (or all four of a set like MNIST).

    Raises
    ------
    DataError
        If there is nothing of that name, or it cannot be read.
    """
    if are_names(words):
        return load_digits(words[0])
    from mnistnet.digits.files import read_digit_files

    paths = [Path(word) for word in words]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        raise DataError(f"There is no file {', '.join(missing)}.")
    return read_digit_files({str(path): path.read_bytes() for path in paths}, paths[0].name, most=None)


def are_names(words: Sequence[str]) -> bool:
    """Return whether digits are called by a name or a folder, and not by files."""
    return len(words) == 1 and not Path(words[0]).is_file()
