"""Trains a network outside the app: ``python -m mnistnet.worker --preset scratch --epochs 3``."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from mnistnet.books.presets import PRESETS
from mnistnet.digits import DataError
from mnistnet.digits.sources import load_digits
from mnistnet.jobs.work import work
from mnistnet.training import Diverged, Progress, Settings, train
from mnistnet.weight_files import save_npz

__all__ = ["main"]

BAR = 30  # characters


def main(words: list[str] | None = None) -> None:
    """Run the command line."""
    arguments = _parser().parse_args(words)
    if arguments.run:
        if hasattr(os, "nice"):
            os.nice(19)  # the pages come first
        work(arguments.run)
        return
    try:
        with threadpool_limits(1):
            _train_here(_settings(arguments), arguments.data, arguments.save)
    except (ValueError, DataError, Diverged) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mnistnet.worker", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--preset", choices=tuple(PRESETS), help="the network to train")
    what.add_argument("--run", type=Path, metavar="FOLDER", help="work on a run that the app has prepared")
    parser.add_argument("--data", default="embedded", help='"embedded" (default), "mnist", or a folder of IDX files')
    parser.add_argument("--save", type=Path, metavar="FILE.npz", help="write the trained network to a file")
    for name, kind in (("epochs", int), ("batch-size", int), ("learning-rate", float), ("seed", int)):
        parser.add_argument(f"--{name}", type=kind, help="instead of the preset's")
    return parser


def _settings(arguments: argparse.Namespace) -> Settings:
    """Return the preset's settings with what the command line changes."""
    names = ("epochs", "batch_size", "learning_rate", "seed")
    changes: dict[str, Any] = {name: getattr(arguments, name) for name in names}
    return PRESETS[arguments.preset].settings.replace(**{k: v for k, v in changes.items() if v is not None})


def _train_here(settings: Settings, data: str, save: Path | None) -> None:
    """Train in this process and show a progress bar."""
    digits = load_digits(data)
    learning = digits.split("train")
    began = time.monotonic()
    for report in train(settings, learning, digits.split("validation")):
        _show(report, len(learning), time.monotonic() - began)
    if save is not None:
        save.write_bytes(save_npz(report.network))
        sys.stderr.write(f"Saved {report.network!r} to {save}\n")


def _show(report: Progress, digits: int, seconds: float) -> None:
    """Draw the progress bar, and leave a line for every epoch."""
    share = report.images / digits
    if report.kind == "batches":
        bar = "#" * round(BAR * share)
        sys.stderr.write(f"\repoch {report.epoch + 1:3d} [{bar:<{BAR}}] loss {report.loss:.4f} ")
    else:
        judged = f"validation {report.validation_accuracy:.2%}  {seconds:.1f} s"
        sys.stderr.write(
            f"\repoch {report.epoch:3d}  loss {report.loss:.4f}  accuracy {report.accuracy:.2%}  {judged}\n"
        )
    sys.stderr.flush()


if __name__ == "__main__":
    main()
