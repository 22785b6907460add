"""Sources: the network and the labelled digits that the words of a command line stand for."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mnistnet.books.networks import load_network, network_names
from mnistnet.commands.digit_way import laid
from mnistnet.commands.loose_files import is_loose, packed
from mnistnet.commands.naming import about
from mnistnet.commands.printing import note
from mnistnet.commands.readings import add_reading, given_reading, read_files
from mnistnet.digits import DataError, Digits
from mnistnet.digits.files import Way
from mnistnet.digits.sources import NAMED_SETS, load_digits
from mnistnet.network import Network
from mnistnet.weight_files import Reading, read_npz

__all__ = [
    "add_network",
    "are_names",
    "asked_network",
    "named_digits",
    "named_network",
    "parted",
]


def add_network(parser: ArgumentParser, default: str, *, activation: bool = True) -> None:
    """Add the options that say which network, and how a weight file is used that does not say it."""
    parser.add_argument(
        "--network",
        action="append",
        metavar="NAME_OR_FILE[@EPOCH]",
        help=f"{', '.join(network_names())}, or a weight file; @EPOCH: as it was then (default {default}); "
        "repeat it for several files of one network",
    )
    parser.set_defaults(usual_network=default)
    add_reading(parser, activation=activation)


def asked_network(arguments: Namespace) -> tuple[Network, Reading | None]:
    """Return the network that is asked for, and how its file was read if that was measured."""
    words = arguments.network or [arguments.usual_network]
    given = given_reading(arguments)
    if len(words) > 1:
        missing = [word for word in words if not Path(word).is_file()]
        if missing:
            raise DataError(f"There is no file {', '.join(missing)}; several --network are files of one network.")
        return read_files(words, given)
    if given and not Path(words[0]).is_file():
        raise DataError(f"{words[0]} says all of its settings itself; leave out {', '.join(given)}.")
    network, reading = named_network(words[0], **given)
    return network, reading if reading is not None and reading.accuracy is not None else None


def named_network(words: str, **given: Any) -> tuple[Network, Reading | None]:
    """Return the network that is called so, and how its file was read, if it is a file.

    Parameters
    ----------
    words : str
        The name of a network that comes with the project, or the path of a weight file; an epoch may stand
        behind an @, as in "scratch@3".
    **given
        How the file is used: any of activation, output and encoding.

    Raises
    ------
    DataError
        If there is neither a network nor a file of that name, or the file cannot be read.
    ValueError
        If that epoch was not kept.
    """
    name, epoch = parted(words)
    if name in network_names():
        return load_network(name, epoch=epoch), None
    path = Path(name)
    if path.is_dir() and name:
        raise DataError(f"{path} is a folder; name a weight file in it.")
    if not path.is_file():
        raise DataError(
            f'There is no network and no file "{name}"; there are {", ".join(network_names())}, or name a weight file.'
        )
    if epoch is None:
        return read_files([path], given)
    if path.suffix.lower() != ".npz":
        raise DataError(f"{path} keeps one epoch; only an .npz file that mnistnet saved can keep several.")
    return read_npz(path.read_bytes()).at(epoch), None


def parted(words: str) -> tuple[str, int | None]:
    """Return name and epoch of "name@epoch"; None where no epoch is named. A file may have an @ in its name."""
    name, at, epoch = words.rpartition("@")
    if not at or Path(words).is_file():
        return words, None
    if epoch.isdecimal():
        return name, int(epoch)
    if name not in network_names() and not Path(name).is_file():  # so that the @ belongs to the name of the file
        return words, None
    raise DataError(f'Behind the @ of "{words}" must stand the number of an epoch, such as {name}@3.')


def named_digits(words: Sequence[str], way: Way | None = None) -> Digits:
    """Return the labelled digits that are called so, with the splits "train", "validation" and "test".

    What was done to read a file, and whether its pictures seem to lie another way, is said on stderr.

    Parameters
    ----------
    words : sequence of str
        "embedded", "official", "mnist", "mnist-60000" or a folder of IDX files; or the paths of files as
        `mnistnet.digits.files.open_digit_files` reads them, or of a folder of such.
    way : Way, optional
        Which way round the pictures of files lie.

    Raises
    ------
    DataError
        If there is nothing of that name, or it cannot be read.
    """
    if are_names(words):
        digits = load_digits(words[0])
        return way.of(digits) if way else digits
    from mnistnet.digits.files import open_digit_files

    paths = [Path(word) for word in words]
    missing = [
        word for word, path in zip(words, paths, strict=True) if not word or not (path.is_file() or is_loose(path))
    ]
    if missing:
        raise DataError(_missing(missing))
    contents = {str(path): packed(path) if path.is_dir() else path.read_bytes() for path in paths}
    with about(", ".join(map(str, paths))):
        found = open_digit_files(contents, paths[0].name, most=None)
    for told in found.notes:
        note(f"{paths[0]}: {told}")
    return laid(found.digits, way, str(paths[0]))


def are_names(words: Sequence[str]) -> bool:
    """Return whether digits are called by a name or a folder, and not by files."""
    if len(words) != 1 or Path(words[0]).is_file():
        return False
    return words[0] in NAMED_SETS or (bool(words[0]) and Path(words[0]).is_dir() and not is_loose(Path(words[0])))


def _missing(words: Sequence[str]) -> str:
    return (
        f"There is no file or folder {', '.join(word or '(without a name)' for word in words)}; digits have the names "
        f"{', '.join(NAMED_SETS)}, or name one folder or the files of a set."
    )
