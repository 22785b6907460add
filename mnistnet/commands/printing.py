"""Printing: results to stdout, everything about them to stderr, and tables whose columns stand under each other."""

import os
import sys
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path

from mnistnet.network import Network
from mnistnet.words.shares import share
from mnistnet.words.told import Told

__all__ = ["PrintingFailed", "figure", "finish", "give_up", "note", "prepare", "say", "sureness", "table"]


class PrintingFailed(Told):
    """Results cannot be printed, as on a disk that is full; the message says why."""


def prepare() -> None:
    """Make both outputs able to take whatever is said: what they cannot write is escaped, where none is there nothing.

    A name that the code page of a terminal does not have, or that is no text at all, must not cost the other results.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
        note("There is no standard output, so that what would be printed is lost.")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def say(text: str = "") -> None:
    """Print a result; PrintingFailed if that cannot be done."""
    try:
        sys.stdout.write(f"{text}\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PrintingFailed(f"Results cannot be printed: {error.strerror}.") from error


def finish() -> None:
    """Print what still waits to be printed; PrintingFailed if that cannot be done."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up()
        raise PrintingFailed(f"Results cannot be printed: {error.strerror}.") from error


def give_up() -> None:
    """Throw away what cannot be printed, so that Python does not try again when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def note(text: str) -> None:
    """Print something about the work that is no result of it; where nobody can be told, nobody is."""
    with suppress(OSError):
        sys.stdout.flush()  # where both go to one screen, they keep their order
    with suppress(OSError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def figure(value: float) -> str:
    """Return a number to four figures."""
    return f"{value:#.4g}"


def sureness(network: Network, output: float) -> str:
    """Return how sure a network is: a share where its outputs go from 0 to 1, else the bare output."""
    return share(output) if network.output_activation in ("softmax", "sigmoid") else figure(output)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], words: Container[int] = (0,)) -> str:
    """Return a table as text.

    Parameters
    ----------
    headings : sequence of str
    rows : sequence of rows
    words : container of int
        Which columns hold words and begin at their left edge; the others end at their right.
    """
    cells = [[_plain(str(cell)) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(c.ljust(w) if i in words else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)


def _plain(text: str) -> str:
    """Return a text without what moves a terminal about or breaks a line, as the names of files may hold."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
