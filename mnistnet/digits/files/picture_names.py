"""The label in a picture's name, such as 7 in 7_12.png: the one number of all names that can be a label."""

import re
from collections.abc import Sequence

from mnistnet.digits.digits import DataError
from mnistnet.digits.files.limits import DIGIT_WORDS
from mnistnet.words import say

__all__ = ["labels_in_names"]

CALLED = re.compile(r"(?i)(?:label|digit|class|target)[ _=-]*(\d)(?!\d)")
WORD = re.compile(rf"(?i)(?<![a-z])({'|'.join(DIGIT_WORDS)})(?![a-z])")


def labels_in_names(names: Sequence[str]) -> list[int] | None:
    """Return the label of every picture as the names say it; None if they hold no number that can be one.

    A word decides, as in digit7.png or seven.png. Else the label is the number that is a single figure in every
    name and not the same in all; where it is the only number, it must not be a mere count in every folder either.

    Parameters
    ----------
    names : sequence of str
        With their folders, in which pictures may be counted.

    Raises
    ------
    DataError
        If more than one number in the names can be the label.
    """
    stems = [name.rpartition("/")[2].rpartition(".")[0] for name in names]
    for words, fewest in ((CALLED, 1), (WORD, 2)):  # one.png alone may be the first of some
        found = [words.findall(stem) for stem in stems]
        labels = [_label(one[0]) for one in found if len(one) == 1]
        if len(labels) == len(stems) and len(set(labels)) >= fewest:
            return labels
    ways = _ways([re.findall(r"\d+", stem) for stem in stems], [name.rpartition("/")[0] for name in names])
    if len(ways) > 1:
        raise DataError(
            say(
                "Which number in the name {name} is the label? Put every digit into a folder that is called by it, "
                "such as 7/{file}, or bring a list labels.csv with lines such as {file},7.",
                name=names[0][-60:],
                file=names[0].rpartition("/")[2][-40:],
            )
        )
    return list(ways.pop()) if ways else None


def _label(word: str) -> int:
    return int(word) if word.isdigit() else DIGIT_WORDS.index(word.lower())


def _ways(numbers: Sequence[Sequence[str]], folders: Sequence[str]) -> set[tuple[int, ...]]:
    """Return what the labels can be: numbers at one place, counted from the left or the right, of a figure each."""
    fewest = min(map(len, numbers), default=0)
    places = [*range(fewest), *range(-fewest, 0)]
    columns = [[row[place] for row in numbers] for place in places]
    ways = {tuple(map(int, column)) for column in columns if all(len(one) == 1 for one in column)}
    return {way for way in ways if len(set(way)) > 1 and not (fewest == 1 and _are_counts(way, folders))}


def _are_counts(way: Sequence[int], folders: Sequence[str]) -> bool:
    """Return whether the pictures of every folder are counted, from 0 or from 1."""
    held: dict[str, list[int]] = {}
    for number, folder in zip(way, folders, strict=True):
        held.setdefault(folder, []).append(number)
    return all(sorted(one) in (list(range(len(one))), list(range(1, len(one) + 1))) for one in held.values())
