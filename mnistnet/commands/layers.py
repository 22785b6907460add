"""``python -m mnistnet layers``: what every layer makes of patterns, as pictures, arrays and a summary."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.layers_files import Wanted, written
from mnistnet.commands.layers_subject import Subject, patterns_of, subject_of
from mnistnet.commands.naming import file_named
from mnistnet.commands.printing import note, say, table
from mnistnet.commands.sources import add_network
from mnistnet.digits import DataError
from mnistnet.network import Network
from mnistnet.patterns import layer_summary
from mnistnet.patterns.colours import PALETTES
from mnistnet.patterns.pictures import Look
from mnistnet.patterns.shapes import large_enough
from mnistnet.patterns.take_home import FORMS
from mnistnet.words.shares import share

__all__ = ["LAYERS"]

OWN = ("size", "classes", "layers", "activation", "train", "data", "seed")  # options that describe a model of one's own


def _pair(example: str) -> Callable[[str], tuple[int, int]]:
    """Return a reader of two numbers such as 15x15, for an option."""

    def read(text: str) -> tuple[int, int]:
        parts = text.lower().split("x")
        if len(parts) != 2 or not all(part.isdecimal() and 0 < int(part) < 100_000 for part in parts):
            raise ArgumentTypeError(f"write rows and columns, such as {example}, not {text!r}")
        return int(parts[0]), int(parts[1])

    return read


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("files", nargs="*", type=file_named, metavar="FILE", help="a picture, or an .npy array of patterns")
    add("--digit", nargs="+", type=int, default=[], metavar="N", help="embedded test digits by number, 0 to 999")
    add(
        "--pattern",
        nargs="+",
        type=int,
        default=[],
        metavar="N",
        help="test patterns by number, made or of --data",
    )
    add("--noise", nargs="+", type=int, default=[], metavar="SEED", help="patterns of nothing but noise")
    add("--as-is", action="store_true", help="pictures are light on dark and alone already: take their very pixels")
    add_network(parser, "rows", activation=False)
    _own_model(parser)
    add("--names", metavar="NAME,NAME", help="names for the layers, in order; an empty place keeps the old one")
    add("--grid", type=_pair("2x4"), metavar="RxC", help="rows and columns of pictures on a sheet (default: 4 columns)")
    add("--smallest", type=_pair("15x15"), default=(1, 1), metavar="RxC", help="leave out layers of smaller outputs")
    add("--form", nargs="+", choices=FORMS, default=FORMS, metavar="FORM", help=f"{', '.join(FORMS)} (default all)")
    add("--film", action="store_true", help="also show each layer from epoch to epoch")
    add("--palette", choices=PALETTES, default=PALETTES[0], help="default ink")
    add("--one-scale", action="store_true", help="one scale for all layers of a pattern")
    add("--strips", action="store_true", help="layers without rows as strips instead of near-squares")
    add("--dark", action="store_true", help="light ink on dark paper, as in the app's dark theme")
    add("-o", dest="folder", type=file_named, required=True, metavar="FOLDER", help="where everything goes")
    add("--force", action="store_true", help="write into a folder that holds something already")


def _own_model(parser: ArgumentParser) -> None:
    """Add the options that describe a row model, which takes the place of the network."""
    add = parser.add_argument_group("a row model of your own, in place of the network").add_argument
    add("--size", type=int, metavar="N", help="rows and columns of its patterns, 2 to 128 (default 50)")
    add("--classes", type=int, metavar="K", help="how many answers (default 5)")
    add("--layers", metavar="LINE", help='nodes and names of its layers along the rows, such as "75, 50 middle, 25"')
    add("--activation", metavar="NAME", help="of those layers (default relu), or of the hidden layers of a weight file")
    add("--train", type=int, metavar="EPOCHS", help="train it first, on made patterns or --data")
    add("--data", nargs="+", metavar="FILE", help="its patterns: two IDX files, a CSV or an .npz, or “digits”, scaled")
    add("--seed", type=int, metavar="N", help="of its first weights (default 1)")


def _run(arguments: Namespace) -> int:
    if not (arguments.files or arguments.digit or arguments.pattern or arguments.noise):
        raise WrongUsage("name a picture file, or say --digit, --pattern or --noise and a number")
    folder = _checked_folder(arguments.folder, arguments.force)
    subject = subject_of(arguments, own=_describes_a_model(arguments))
    patterns = patterns_of(arguments, subject)
    shown = _shown(subject.network, arguments.smallest)
    look = Look(arguments.palette, arguments.one_scale, arguments.strips, arguments.dark)
    wanted = Wanted(tuple(arguments.form), shown, arguments.grid, look, arguments.film)
    _say_summary(subject)
    count = written(folder, subject, patterns, wanted)
    say(f"Wrote {count:,} files to {folder}; patterns: {len(patterns):,}, layers: {len(shown) - 1}")
    return 0


def _describes_a_model(arguments: Namespace) -> bool:
    """Return whether the options describe a row model; an activation alone may be that of a weight file."""
    own = [name for name in OWN if getattr(arguments, name) is not None]
    is_file = bool(arguments.network) and all(Path(word).is_file() for word in arguments.network)
    return bool(own) and not (own == ["activation"] and is_file)


def _checked_folder(folder: Path, force: bool) -> Path:
    """Return a folder that may be written into."""
    if folder.exists() and not folder.is_dir():
        raise DataError(f"{folder} is no folder.")
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise DataError(f"{folder} holds something already; say --force to write into it.")
    if not folder.parent.is_dir():
        raise DataError(f"There is no folder {folder.parent} to make {folder.name} in.")
    return folder


def _shown(network: Network, smallest: tuple[int, int]) -> list[int]:
    """Return the numbers of the layers that are large enough, after the input, which is number 0."""
    rows, columns = smallest
    summary = layer_summary(network)
    found = [i for i, (_, _, shape, _) in enumerate(summary) if i and large_enough(shape, smallest)]
    if not found:
        raise DataError(f"No layer of this network has an output of {rows} x {columns} or more.")
    left_out = [name for i, (name, *_) in enumerate(summary) if i and i not in found]
    if left_out:
        note(f"Left out, as smaller than {rows} x {columns}: {', '.join(left_out)}.")
    return [0, *found]


def _say_summary(subject: Subject) -> None:
    """Print the layers, their shapes and their parameters, and how well a model just trained does."""
    rows = [
        (name, kind, " x ".join(map(str, shape)), f"{parameters:,}")
        for name, kind, shape, parameters in layer_summary(subject.network)
    ]
    total = ("total", "", "", f"{subject.network.parameters:,}")
    say(table(("layer", "kind", "output shape", "parameters"), [*rows, total], words=(0, 1)))
    if subject.right is not None:
        say(f"After {subject.network.epoch} epochs it names {share(subject.right)} of its test patterns right.")


LAYERS = Command(
    "layers",
    "show what every layer makes of a pattern",
    "Cuts a network open after every layer and writes what comes out there: a picture under the layer's name and\n"
    "shape, sheets of all of them, and the numbers as .npy (patterns first) and .json; prints a summary.\n"
    "In the pictures 0 looks like paper and the largest value like ink, as in the app. The pattern itself is always\n"
    "shown. With any of the options --size to --seed a row model of your own takes the network's place: dense layers\n"
    "along the rows of n x n patterns, then a Flatten and one output per class. Made patterns are stripes, rings,\n"
    "crosses, checks, blobs, bars, slants, frames, saltires and discs, drawn by a seeded rule.",
    (
        "python -m mnistnet layers --digit 7 -o passage",
        "python -m mnistnet layers photo.png --network scratch --names first,second,says --form png -o named",
        "python -m mnistnet layers --pattern 0 1 2 --size 50 --classes 5 --grid 2x4 -o untrained",
        'python -m mnistnet layers --pattern 3 --size 12 --classes 3 --layers "9, 6 middle" --train 3 --film -o film',
    ),
    _options,
    _run,
)
