"""``python -m mnistnet train``: a network learns from digits and is written to a file."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import Any

from mnistnet.books.presets import PRESETS
from mnistnet.commands.bar import TrainingBar
from mnistnet.commands.command import Command, WrongUsage
from mnistnet.commands.digit_way import add_way, asked_way
from mnistnet.commands.learned_nothing import note_if_at_chance
from mnistnet.commands.naming import file_named
from mnistnet.commands.printing import PrintingFailed, note, say, table
from mnistnet.commands.recipe import SETTABLE, change, settings_of, widths
from mnistnet.commands.sources import named_digits
from mnistnet.commands.stopping import exit_code, held_back
from mnistnet.commands.writing import checked_path, write_file
from mnistnet.digits import DataError, Digits
from mnistnet.digits.sources import FULL_SETS
from mnistnet.jobs import check_run
from mnistnet.mistakes import examine
from mnistnet.network import Network
from mnistnet.training import Progress, Settings, train, untrained_network
from mnistnet.weight_files import SAVERS, WeightFileError, save_network_file
from mnistnet.words.shares import share

__all__ = ["TRAIN"]

MOST_ROWS = 13  # epochs in the table, the first and the last among them
REPORT_EVERY = 2000  # pictures: often enough for a bar, and no different network


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "preset",
        nargs="?",
        default="scratch",
        choices=tuple(PRESETS),
        metavar="PRESET",
        help="whose recipe (default scratch)",
    )
    add("-o", dest="file", type=file_named, required=True, metavar="FILE", help="where the network goes")
    add(
        "--data",
        default="embedded",
        metavar="DATA",
        help='"embedded" (default: 8,000 to learn from), "mnist" (50,000), "mnist-60000" (all, the embedded ones '
        "among them), a folder of IDX files, or a CSV, .npz, .pkl or .zip",
    )
    add_way(parser)
    add("--epochs", type=int, metavar="N", help="how often it sees every digit (default: the preset's)")
    add(
        "--seed",
        type=int,
        metavar="N",
        help="another seed, another network; the same seed, the same bits on one machine",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--layers", type=widths("-"), metavar="784-50-10", help="layers of your own, pixels first")
    shape.add_argument("--hidden", type=widths(","), metavar="50,100", help="hidden layers of your own")
    add("--activation", metavar="NAME", help="of the hidden layers, such as sigmoid, tanh or relu")
    add("--output", metavar="NAME", help="activation of the last layer, such as softmax or sigmoid")
    add(
        "--set",
        action="append",
        type=change,
        default=[],
        metavar="NAME=VALUE",
        help="any other setting: learning_rate=0.1, optimiser=adam, augmentation.shift=1, ...; may be repeated",
    )
    add(
        "--drawings",
        type=int,
        default=0,
        metavar="N",
        help="learn from N made-up drawings too, and to doubt a third as many that are no digits",
    )
    add("--force", action="store_true", help="replace the file if it is there already")


def _run(arguments: Namespace) -> int:
    form = arguments.file.suffix.lower().removeprefix(".")
    if form not in SAVERS:
        raise WrongUsage(f"the file must end in .{', .'.join(SAVERS)}, not in {arguments.file.suffix or 'nothing'!r}")
    if arguments.drawings < 0:
        raise WrongUsage("--drawings takes 0 or more")
    path = checked_path(arguments.file, arguments.force)
    digits = named_digits([arguments.data], asked_way(arguments))
    rows, columns = digits.images.shape[1:]
    settings = settings_of(arguments, rows * columns)
    check_run(settings, arguments.data, (rows, columns))
    _check_size(untrained_network(settings, (rows, columns)), form)
    learning = digits.split("train")
    if arguments.drawings:
        from mnistnet.strokes import with_drawings

        learning = with_drawings(learning, arguments.drawings)
    report, stop = _learned(settings, learning, digits.split("validation"))
    if report is None:
        raise stop or KeyboardInterrupt
    with held_back():
        network = report.network if stop else _judged(report.network, digits)
        write_file(path, save_network_file(network, form))
    with suppress(PrintingFailed) if stop else nullcontext():  # a terminal that was closed ends the run and its words
        _tell(report, network, path)
    note_if_at_chance(report, digits.split("validation"))
    if stop:
        note(f"Interrupted in epoch {report.epoch + 1}; what was learned until then is kept.")
    return exit_code(stop) if stop else 0


def _check_size(network: Network, form: str) -> None:
    """Raise DataError if such a network could not be saved: better known before it is trained than after."""
    try:
        save_network_file(network, form)
    except WeightFileError as error:
        instead = "fewer nodes" if form == "npz" else "fewer nodes, or write .npz"
        sentence = f"A .{form} file of such a network is larger than can be read again; take {instead}."
        raise DataError(sentence) from error


def _learned(settings: Settings, learning: Digits, judging: Digits) -> tuple[Progress | None, KeyboardInterrupt | None]:
    """Return the last report of a run, and what interrupted it if it did not come to its end."""
    report = None
    with TrainingBar(settings.epochs, len(learning)) as bar:
        try:
            for report in train(settings, learning, judging, report_every=REPORT_EVERY):
                bar.show(report)
        except KeyboardInterrupt as stop:
            return report, stop
    return report, None


def _judged(network: Network, digits: Digits) -> Network:
    """Return the network with its accuracy on the official test digits, where they are at hand."""
    if digits.name not in FULL_SETS:
        return network
    return replace(network, test_accuracy=examine(network, digits.split("test")).accuracy)


def _tell(report: Progress, network: Network, path: Path) -> None:
    """Print how it went and where the network is."""
    headings = ("epoch", "loss", "accuracy", "validation loss", "validation accuracy")
    rows = report.snapshot.history
    shown = {
        round(i * (len(rows) - 1) / (MOST_ROWS - 1)) for i in range(MOST_ROWS)
    }  # the first and the last among them
    say(table(headings, [_row(rows[i]) for i in sorted(shown)], words=()))
    if network.test_accuracy is not None:
        say(f"Of the official test digits it reads {share(network.test_accuracy, 2)}.")
    say(f"Wrote {network!r} to {path}")


def _row(row: Mapping[str, Any]) -> list[str]:
    losses, shares = ("loss", "validation_loss"), ("accuracy", "validation_accuracy")
    (loss, judged), (right, judged_right) = ([row[name] for name in names] for names in (losses, shares))
    return [str(row["epoch"]), f"{loss:.4f}", share(right, 2), f"{judged:.4f}", share(judged_right, 2)]


TRAIN = Command(
    "train",
    "train a network and write it to a file",
    "Trains a network by the recipe of a preset, changed as you like, and writes it to a file: .npz, .safetensors,\n"
    ".pkl (opens in the code of Deep Learning from Scratch) or .json (opens in Nielsen's network2.py).\n"
    "Ctrl-C, and any other request to end, stops it and keeps what it has learned. The presets:\n\n"
    + "\n".join(f"  {preset.name:9} {preset.title}" for preset in PRESETS.values())
    + "\n\nWhat --set can set:\n\n"
    + fill(", ".join(SETTABLE), 100, initial_indent="  ", subsequent_indent="  "),
    (
        "python -m mnistnet train scratch --epochs 2 --seed 1 -o my.npz",
        "python -m mnistnet train --hidden 30 --activation tanh --epochs 1 --set learning_rate=0.1 -o small.json",
        "python -m mnistnet train your-own --data mnist-60000 --epochs 5 --set order=file -o book.npz",
        "python -m mnistnet train nielsen --layers 784-16-10 --epochs 1 --data embedded -o tiny.pkl --force",
    ),
    _options,
    _run,
)
