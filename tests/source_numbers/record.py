"""A number of docs/sources.md: how it comes about, what it needs, and whether the document states it."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from mnistnet import Network, load_network, load_network_file
from mnistnet.basics.feeding import Fed, feed
from mnistnet.digits.full_set import full_set_is_here
from mnistnet.digits.sources import official_test_digits

__all__ = ["BOOK", "DOCUMENT", "MARK", "NAMES", "NUMBERS", "WHITE", "Number", "bound", "fed", "network", "number"]

DOCUMENT = Path(__file__).parents[2] / "docs" / "sources.md"
MARK = re.compile(r"([^\s|<>]+)<!-- ([\w-]+) -->")
BOOK = "MNISTNET_BOOK_FILE"  # names the first book's sample_weight.pkl, where somebody has it
WHITE = np.full((28, 28), 255, np.uint8)
NAMES = {"scratch": "scratch", "rashid": "your-own", "nielsen": "nielsen", "rows": "rows"}


@dataclass(frozen=True)
class Number:
    """How a number comes about, and what it needs on the machine: "", "official" digits, or the "book" file too."""

    compute: Callable[[], object]
    needs: str = ""
    is_bound: bool = False

    @property
    def can_be_had(self) -> bool:
        """Whether all that it needs is here."""
        return (not self.needs or full_set_is_here()) and (self.needs != "book" or bool(os.environ.get(BOOK)))

    def agrees(self, written: str) -> bool:
        """Return whether the table says what is computed."""
        found = self.compute()
        return float(str(found)) <= float(written) if self.is_bound else str(found) == written


NUMBERS: dict[str, Number] = {}


def number(key: str, compute: Callable[[], object], needs: str = "") -> None:
    """Add a number that the table must state as it is computed."""
    NUMBERS[key] = Number(compute, needs)


def bound(key: str, compute: Callable[[], object], needs: str = "") -> None:
    """Add a number that must not be larger than the table says."""
    NUMBERS[key] = Number(compute, needs, is_bound=True)


def network(key: str) -> Network:
    """Return a source's network as it comes along."""
    return load_network(NAMES[key])


@cache
def fed(whose: str, unscaled: bool) -> Fed:
    """Return what becomes of the official test digits in a network, fed in one of two ways."""
    one = load_network_file(os.environ[BOOK]) if whose == "book" else network(whose)
    return feed(one, official_test_digits(), unscaled=unscaled)
