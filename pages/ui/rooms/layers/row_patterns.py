"""The patterns that a row model learns to tell apart: made ones, scaled digits, or those of a visitor's files."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from mnistnet import Digits
from mnistnet.digits.files import read_pattern_files
from mnistnet.patterns.made import class_names, made_patterns
from mnistnet.patterns.scaled import scaled_digits as scaled
from mnistnet.words import mark, say
from pages.ui.holdings.kept import kept
from pages.ui.kit.upload import Box, File

BOX = Box("row_files", most=4)
MADE, SCALED, FILES = "made", "digits", "files"
SOURCES = {MADE: mark("Made patterns"), SCALED: mark("Digits, scaled"), FILES: mark("My files")}
LEARNING = {
    MADE: mark("{learned:,} of {n:,} made patterns"),
    SCALED: mark("{learned:,} of {n:,} scaled digits"),
    FILES: mark("{learned:,} of {n:,} patterns of yours"),
}


@dataclass(frozen=True, eq=False)
class Patterns:
    """What a row model learns from and is judged by.

    Attributes
    ----------
    digits : Digits
        With the three splits.
    names : tuple of str
        What each class is called.
    kind : str
        Where they come from: one of `SOURCES`.
    """

    digits: Digits
    names: tuple[str, ...]
    kind: str

    @cached_property
    def test(self) -> Digits:
        """Those that the model is judged by."""
        return self.digits.split("test")

    @property
    def learning(self) -> str:
        """How many of them are learned from, in words."""
        return say(LEARNING[self.kind], learned=len(self.digits.splits["train"]), n=len(self.digits))

    @property
    def size(self) -> int:
        """Rows and columns of each."""
        return self.digits.images.shape[1]


@kept(max_entries=8, ttl="1h")
def made(size: int, classes: int) -> Patterns:
    """Return the made patterns of one size in so many classes."""
    digits = made_patterns(size, classes)
    return Patterns(digits, class_names(classes), MADE)


@kept(max_entries=4, ttl="1h")
def scaled_digits(size: int) -> Patterns:
    """Return handwritten digits with another number of rows and columns, fewer where they are large."""
    return Patterns(scaled(size), tuple(map(str, range(10))), SCALED)


def bring_patterns() -> Patterns | None:
    """Show the upload of patterns of any size and return what the files hold; None while there are none."""
    about = say("Square pictures of any size up to 128 x 128, with labels from 0 to 9.")
    if not BOX.ask(say("Two IDX files, one CSV or one .npz"), about):
        st.caption(say("Nothing brought yet: made patterns are shown."))
        return None
    return BOX.read(_read)


@kept(max_entries=2, ttl="10m", doing=mark("Reading the patterns …"))
def _read(files: tuple[File, ...]) -> Patterns:
    digits = read_pattern_files({f"{i} {name}": content for i, (name, content) in enumerate(files)})
    classes = tuple(map(str, range(int(digits.labels.max()) + 1)))
    return Patterns(digits, classes, FILES)
