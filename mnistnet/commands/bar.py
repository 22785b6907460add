"""The progress bar of a training run: epoch, loss, accuracy and time left; only where somebody sees it."""

import sys
from contextlib import suppress
from shutil import get_terminal_size
from types import TracebackType
from typing import Self

from mnistnet.training import Progress
from mnistnet.words.shares import share

__all__ = ["TrainingBar"]

LOOK = "{desc} |{bar:16}| {percentage:3.0f} %  {remaining} left"


class TrainingBar:
    """Draws on stderr where that is a terminal, and nothing where it is not.

    Parameters
    ----------
    epochs : int
    digits : int
        How many digits the run learns from in each.
    """

    def __init__(self, epochs: int, digits: int) -> None:
        from tqdm import tqdm  # type: ignore[import-untyped]

        self._epochs, self._digits = epochs, digits
        screen = get_terminal_size()
        self._bar = tqdm(
            total=epochs * digits,
            bar_format=LOOK,
            file=sys.stderr,
            disable=not sys.stderr.isatty(),
            ncols=screen.columns - 1,
            nrows=screen.lines,
            miniters=1,  # there are few reports, and each is shown
            mininterval=0,
        )

    def show(self, report: Progress) -> None:
        """Draw where a run stands."""
        running = min(report.epoch + 1, self._epochs) if report.kind != "epoch" else report.epoch
        words = f"epoch {running}/{self._epochs}  loss {report.loss:.3f}  accuracy {share(report.accuracy)}"
        self._bar.set_description_str(words, refresh=False)
        with suppress(OSError):  # the terminal is gone; the run goes on
            self._bar.update(report.epoch * self._digits + report.images - self._bar.n)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with suppress(OSError):
            self._bar.close()
