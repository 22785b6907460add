"""Which way round a set of somebody's lies: said by options, else measured, and named where another reads better."""

from argparse import ArgumentParser, Namespace

from mnistnet.books.networks import load_network
from mnistnet.commands.printing import note
from mnistnet.digits import Digits
from mnistnet.digits.files import TURNS, Way, measured_way
from mnistnet.words import say

__all__ = ["add_way", "asked_way", "laid"]

JUDGE = "scratch"  # small, so that sixteen ways are soon measured


def add_way(parser: ArgumentParser) -> None:
    """Add the options that say which way round the pictures of a file are read."""
    add = parser.add_argument
    add(
        "--turn",
        choices=tuple(TURNS),
        metavar="WAY",
        help=f"lay the pictures of a set another way: {', '.join(TURNS)} (transpose: rows and columns changed over, "
        "as EMNIST's need it)",
    )
    add("--invert", action="store_true", help="dark is ink in this set")


def asked_way(arguments: Namespace) -> Way | None:
    """Return the way that the options say; None if they say nothing."""
    if arguments.turn is None and not arguments.invert:
        return None
    return Way(arguments.turn or "none", arguments.invert)


def laid(digits: Digits, way: Way | None, name: str) -> Digits:
    """Return a set read in a way; where none is given, as it is, and what reads better is named on stderr."""
    if way is not None:
        return way.of(digits)
    if digits.images.shape[1:] == (28, 28):
        measured = measured_way(digits, load_network(JUDGE))
        if measured.is_chance:
            note(f"{name}: {measured.chance_words(JUDGE)}")
        if measured.best != Way():
            options = " ".join(
                [*([f"--turn {measured.best.turn}"] if measured.best.turn != "none" else [])]
                + (["--invert"] if measured.best.inverted else [])
            )
            words = measured.words(Way(), JUDGE)
            note(say("{name}: {words} To read them so: {options}", name=name, words=words, options=options))
    return digits
