"""Printing: results to stdout, everything about them to stderr, and tables whose columns stand under each other."""

import sys
from collections.abc import Container, Sequence

from mnistnet.network import Network
from mnistnet.words.shares import share

__all__ = ["figure", "note", "say", "sureness", "table"]


def say(text: str = "") -> None:
    """Print a result."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """Print something about the work that is no result of it."""
    sys.stdout.flush()  # where both go to one screen, they keep their order
    sys.stderr.write(f"{text}\n")


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
    cells = [[str(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(c.ljust(w) if i in words else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)
