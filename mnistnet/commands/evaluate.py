"""``python -m mnistnet evaluate``: how well a network reads, label by label, and whether it knows when it does not."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

import numpy as np

from mnistnet.commands.command import Command
from mnistnet.commands.digit_way import add_way, asked_way
from mnistnet.commands.printing import say, table
from mnistnet.commands.readings import seen_words
from mnistnet.commands.sources import add_network, are_names, asked_network, named_digits
from mnistnet.digits import DataError
from mnistnet.mistakes import Exam, examine
from mnistnet.mistakes.calibration import reliability
from mnistnet.network import Network
from mnistnet.training import LOSSES
from mnistnet.training.losses import target_table
from mnistnet.weight_files import doubt_words, reading_words, rival_words
from mnistnet.words.shares import share

__all__ = ["EVALUATE", "loss_of"]

SPLITS = ("test", "validation", "train")


def _options(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add_network(parser, "scratch")
    add(
        "--data",
        action="extend",
        nargs="+",
        metavar="DATA",
        help='"embedded" (default), "official", "mnist", a folder of IDX files or of pictures in folders called by '
        "their label; or files: a CSV, an IDX pair, NumPy's arrays (.npz, .npy, .pkl), JSON, LIBSVM's text, a .zip of "
        "pictures, a set saved by the app",
    )
    add_way(parser)
    add("--split", choices=SPLITS, help="which part (default: test; of files all)")
    add("--pairs", type=int, default=5, metavar="N", help="how many of the most confused pairs (default 5)")
    add("--json", action="store_true", help="print JSON instead of tables")


def _run(arguments: Namespace) -> int:
    data = arguments.data or ["embedded"]
    (network, reading), digits = asked_network(arguments), named_digits(data, asked_way(arguments))
    if arguments.split or are_names(data):
        digits = digits.split(arguments.split or "test")
    if not len(digits):
        raise DataError("There is no digit in this data.")
    if int(digits.labels.max()) >= network.classes:
        raise DataError(f"A label is {digits.labels.max()}, but this network answers 0 to {network.classes - 1}.")
    exam = examine(network, digits)
    loss, name = loss_of(network, exam)
    found = {
        "network": network.name,
        "digits": digits.name,
        "count": len(digits),
        "accuracy": exam.accuracy,
        "loss": loss,
        "loss_name": name,
        "calibration_error": _calibration_error(network, exam),
    }
    if reading is not None:
        found["reading"] = f"{reading_words(reading.guess)} (the file does not say it)"
    if doubt := rival_words(reading) if reading is not None else doubt_words(network):
        found["doubt"] = doubt
    if seen_words(digits, network):
        found["note"] = seen_words(digits, network)
    (_say_json if arguments.json else _say_tables)(found, exam, max(arguments.pairs, 0))
    return 0


def loss_of(network: Network, exam: Exam) -> tuple[float, str]:
    """Return the mean loss of the answers, and its name.

    That which the network was trained with; where its file does not say, cross-entropy for softmax outputs and
    the quadratic loss for others.
    """
    settings = network.training.settings
    usual = "cross-entropy" if network.output_activation == "softmax" else "quadratic"
    name = settings.get("loss", usual)
    targets = target_table(network.classes, settings.get("target_low", 0.0), settings.get("target_high", 1.0))
    losses = LOSSES[name].function(exam.outputs, targets[exam.labels], network.output_activation)
    return float(losses.mean(dtype=float)), name


def _calibration_error(network: Network, exam: Exam) -> float | None:
    """Return the expected calibration error; None where outputs are no shares."""
    if network.output_activation not in ("softmax", "sigmoid"):
        return None
    return reliability(exam.confidences, exam.right).expected_error


def _confused(exam: Exam, most: int) -> list[tuple[int, int, int]]:
    """Return label, answer and count of the mistakes that are made most often, those first."""
    mistakes = exam.confusion * (1 - np.eye(exam.outputs.shape[1], dtype=np.int64))
    order = np.argsort(-mistakes, axis=None, kind="stable")[:most]
    pairs = zip(*np.unravel_index(order, mistakes.shape), strict=True)
    counted = [(int(label), int(answer), int(mistakes[label, answer])) for label, answer in pairs]
    return [(label, answer, count) for label, answer, count in counted if count]


def _by_label(exam: Exam) -> list[tuple[int, int, int]]:
    """Return every label that occurs with how many digits have it and how many of these are read right."""
    counts = exam.confusion
    totals, right = counts.sum(axis=1), counts.diagonal()
    return [(int(label), int(totals[label]), int(right[label])) for label in np.flatnonzero(totals)]


def _say_json(found: Mapping[str, Any], exam: Exam, pairs: int) -> None:
    labels = [dict(zip(("label", "count", "right"), row, strict=True)) for row in _by_label(exam)]
    confused = [dict(zip(("label", "answer", "count"), row, strict=True)) for row in _confused(exam, pairs)]
    say(json.dumps(dict(found) | {"labels": labels, "confused": confused}, indent=1))


def _say_tables(found: Mapping[str, Any], exam: Exam, pairs: int) -> None:
    error = found["calibration_error"]
    sure = "its outputs are no shares, so there is none" if error is None else share(error, 2)
    facts = (
        ("network", found["network"]),
        ("digits", f"{found['count']:,} ({found['digits']})"),
        ("accuracy", share(found["accuracy"], 2)),
        (f"loss ({found['loss_name']})", f"{found['loss']:.4f}"),
        ("calibration error", sure),
        *((name, found[name]) for name in ("reading", "doubt", "note") if name in found),
    )
    width = max(len(name) for name, _ in facts)
    say("\n".join(f"{name:{width}}  {value}" for name, value in facts))
    rows = [(label, count, right, share(right / count)) for label, count, right in _by_label(exam)]
    say("\n" + table(("label", "digits", "read right", "share"), rows, words=()))
    confused = _confused(exam, pairs)
    if confused:
        say("\n" + table(("label", "taken for", "times"), confused, words=()))


EVALUATE = Command(
    "evaluate",
    "measure how well a network reads",
    "Lets a network read labelled digits and marks its answers: accuracy, loss, every label, the pairs that it\n"
    "confuses most, and the calibration error: how far its sureness is from its share of right answers, on average.",
    (
        "python -m mnistnet evaluate",
        "python -m mnistnet evaluate --network nielsen@1 --data embedded --split validation --pairs 3",
        "python -m mnistnet evaluate --data pictures.idx labels.idx --json",
        "python -m mnistnet evaluate --data digits.csv",
    ),
    _options,
    _run,
)
